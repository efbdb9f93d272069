// SPDX-License-Identifier: MIT
#include <math.h>
#include <string.h>

#include <limits>
#include <vector>

#include "catch.hpp"
#include "mote/mote.hpp"
#include "same_bits.hpp"
#include "unit/second_order/learner.hpp"

using namespace mote;

namespace {

using Net = Network<Input<1>, Dense<8, Tanh>, Dense<1>>;
using Method = Lbfgs<6>;
using Work = SecondOrderWorkspace<Net, Method>;
using Memory = Method::StateFor<Net>;

using Learner = CurveLearner<Net, Method>;
constexpr size_t rows = Learner::rows;

/// All that a state says; padding, and what stands in the place of a pair to come, says nothing.
bool same_memory(const Memory& a, const Memory& b) {
    bool same = a.iteration == b.iteration && a.count == b.count && a.next == b.next &&
                float_bits(a.scale) == float_bits(b.scale);
    for (size_t age = 0; same && age < a.count; ++age) {
        const size_t at = detail::place_of_pair<Method::pairs>(a.next, age);
        constexpr size_t bytes = sizeof(float) * Net::trained_count;
        same = float_bits(a.curvatures[at]) == float_bits(b.curvatures[at]) &&
               __builtin_memcmp(a.remembered[at].s, b.remembered[at].s, bytes) == 0 &&
               __builtin_memcmp(a.remembered[at].y, b.remembered[at].y, bytes) == 0;
    }
    return same;
}

}  // namespace

TEST_CASE("L-BFGS finds the least squares of a linear network") {
    using Linear = Network<Input<3>, Dense<1>>;
    Linear net{};
    SecondOrderWorkspace<Linear, Lbfgs<4>> work{};
    float x[40][3], y[40];
    for (size_t row = 0; row < 40; ++row) {
        const auto t = static_cast<float>(row);
        x[row][0] = sinf(t), x[row][1] = cosf(1.7f * t), x[row][2] = sinf(2.9f * t + 1.0f);
        y[row] = 2.0f * x[row][0] - 3.0f * x[row][1] + 0.5f * x[row][2] - 1.0f;
    }
    const MinimizeResult result = minimize(net, work, Lbfgs<4>{}, {x, y}, iterations(60));
    CHECK(result.status == Status::ok);
    CHECK(result.end == MinimizeEnd::converged);
    CHECK(result.loss < 1e-12f);
    const float exact[] = {2.0f, -3.0f, 0.5f, -1.0f};
    for (size_t i = 0; i < 4; ++i) {
        CHECK(fabsf(net.parameters[i] - exact[i]) < 1e-5f);
    }
}

TEST_CASE("L-BFGS passes a long narrow valley") {
    // One input whose two copies, of quite different size, are multiplied: the loss of the product is as curved as Rosenbrock's.
    using Valley = Network<Input<1>, Dense<1>, Dense<1>>;
    Valley net{};
    SecondOrderWorkspace<Valley, Lbfgs<>> work{};
    net.weight<0>(0, 0) = -1.2f, net.bias<0>(0) = 1.0f, net.weight<1>(0, 0) = 0.01f, net.bias<1>(0) = -3.0f;
    const float x[] = {-1.0f, -0.5f, 0.0f, 0.5f, 1.0f}, y[] = {-29.0f, -14.0f, 1.0f, 16.0f, 31.0f};
    const MinimizeResult result = minimize(net, work, Lbfgs<>{}, {x, y}, iterations(100));
    CHECK(result.status == Status::ok);
    CHECK(result.loss < 1e-9f);
}

TEST_CASE("L-BFGS goes the way of PyTorch's") {
    // tests/parity/lbfgs.py prints these losses. The length is 1 from the second iteration on, and pairs are replaced from the sixth.
    constexpr float of_pytorch[] = {0.4078635f,  0.1405836f,  0.1113767f,  0.1010429f,  0.08044655f, 0.0576304f,
                                    0.05597002f, 0.05480807f, 0.05240718f, 0.04841717f, 0.04469966f, 0.03590239f};
    using Curve = Network<Input<1>, Dense<4, Tanh>, Dense<1>>;
    Curve net{};
    SecondOrderWorkspace<Curve, Lbfgs<4>> work{};
    for (size_t i = 0; i < Curve::parameter_count; ++i) {
        net.parameters[i] = (static_cast<float>((i * 37 + 11) % 101) / 50.0f - 1.0f) / 2.0f;
    }
    float x[20], y[20];
    for (size_t i = 0; i < 20; ++i) {
        x[i] = static_cast<float>(i) / 8.0f - 1.25f;
        y[i] = (x[i] * x[i] - x[i] / 2.0f) / 2.0f;
    }
    for (const float expected : of_pytorch) {
        const MinimizeResult result = minimize(net, work, Lbfgs<4>{}, {x, y}, iterations(1));
        REQUIRE(result.iterations == 1);
        CHECK(fabsf(result.loss - expected) < 2e-3f * expected);
    }
}

TEST_CASE("L-BFGS learns a curve better than Adam, in fewer passes over the rows") {
    Learner learner;
    constexpr auto adam = Recipe{MeanSquaredError{}, Adam{0.01f}};
    Net other = learner.net;
    static Workspace<Net, decltype(adam), rows> work_of_adam;
    FitOptions options;
    options.epochs = 2000;
    const FitResult fitted = fit(other, work_of_adam, adam, {learner.x, learner.y}, options);
    const MinimizeResult result = learner.minimize(iterations(400));
    CHECK(result.status == Status::ok);
    CHECK(result.loss < 0.1f * fitted.loss);
    // The loss is that of evaluate(), to the bit.
    CHECK(float_bits(result.loss) ==
          float_bits(evaluate(learner.net, work_of_adam, adam, {learner.x, learner.y}).loss));
}

TEST_CASE("L-BFGS learns classes better than Adam, in fewer passes over the rows") {
    using Classifier = Network<Input<2>, Dense<10, Tanh>, Dense<3>>;
    Classifier net{}, other{};
    static SecondOrderWorkspace<Classifier, Lbfgs<8, CrossEntropy>> work;
    init(net, 3);
    other = net;
    float x[90][2];
    int y[90];
    for (size_t row = 0; row < 90; ++row) {  // three arms of a spiral
        const size_t turn = row / 3;
        const float t = static_cast<float>(turn) / 30.0f;
        const float angle = 4.0f * t + 2.094395f * static_cast<float>(row % 3);
        x[row][0] = (0.2f + t) * cosf(angle), x[row][1] = (0.2f + t) * sinf(angle);
        y[row] = static_cast<int>(row % 3);
    }
    constexpr auto adam = Recipe{CrossEntropy{}, Adam{0.02f}};
    static Workspace<Classifier, decltype(adam), 90> work_of_adam;
    FitOptions options;
    options.epochs = 1000;
    const FitResult fitted = fit(other, work_of_adam, adam, {x, y}, options);
    const MinimizeResult result = minimize(net, work, Lbfgs<8, CrossEntropy>{}, {x, y}, iterations(300));
    CHECK(result.status == Status::ok);
    CHECK(result.loss < 0.5f * fitted.loss);
    y[7] = 3;
    const Lbfgs<8, CrossEntropy> repairing{{}, Guard{BadRow::repair}};
    CHECK(minimize(net, work, repairing, {x, y}, {}).status == Status::class_out_of_range);
}

TEST_CASE("L-BFGS takes any loss of a recipe, with its settings and its weights of rows") {
    Learner learner;
    SecondOrderWorkspace<Net, Lbfgs<4, Huber>> work{};
    const float far_off = learner.y[20] = 50.0f;
    const MinimizeResult robust =
        minimize(learner.net, work, Lbfgs<4, Huber>{Huber{0.1f}, {}}, {learner.x, learner.y}, iterations(300));
    CHECK(robust.status == Status::ok);
    CHECK(fabsf(predict(learner.net, {learner.x[20]})[0]) < 1.0f);  // where the mean squared error would follow it
    CHECK(robust.repairs.settings == 0);
    CHECK(minimize(learner.net, work, Lbfgs<4, Huber>{Huber{-1.0f}, {}}, {learner.x, learner.y}, iterations(1))
              .repairs.settings == 1);

    using Weighted = SampleWeighted<MeanSquaredError>;
    Learner without;
    SecondOrderWorkspace<Net, Lbfgs<4, Weighted>> weighted_work{};
    without.y[20] = far_off;
    std::vector<float> weights(rows, 2.0f);
    weights[20] = 0.0f;
    const MinimizeResult weighted =
        minimize(without.net, weighted_work, Lbfgs<4, Weighted>{}, {without.x, without.y, weights}, iterations(300));
    CHECK(weighted.status == Status::ok);
    CHECK(weighted.loss < 1e-4f);
}

TEST_CASE("no iteration of L-BFGS makes the loss worse, and each is reported") {
    Learner learner;
    struct Seen {
        uint32_t count;
        float last;
        bool sinks;
    } seen{0, largest_float, true};
    MinimizeOptions options = iterations(60);
    options.context = &seen;
    options.on_iteration = [](const MinimizeIteration& iteration, void* context) {
        Seen& so_far = *static_cast<Seen*>(context);
        ++so_far.count;
        so_far.sinks = so_far.sinks && iteration.number == so_far.count && iteration.loss <= so_far.last;
        so_far.last = iteration.loss;
        return so_far.count < 20;
    };
    const MinimizeResult result = learner.minimize(options);
    CHECK(result.end == MinimizeEnd::callback);
    CHECK(result.iterations == 20);
    CHECK(seen.sinks);
    CHECK(float_bits(result.loss) == float_bits(seen.last));
}

TEST_CASE("L-BFGS in parts equals L-BFGS in one call, bit for bit") {
    Learner whole, parts;
    REQUIRE(whole.minimize(iterations(40)).iterations == 40);
    for (const uint32_t count : {1u, 13u, 6u, 20u}) {
        REQUIRE(parts.minimize(iterations(count)).iterations == count);
    }
    CHECK(same_bits::networks(whole.net, parts.net));
    CHECK(same_memory(whole.work.state, parts.work.state));
    CHECK(whole.work.state.count == Method::pairs);
    // What is in scratch does not matter.
    Learner littered;
    memset(static_cast<void*>(&littered.work.scratch), 0xff, sizeof littered.work.scratch);
    REQUIRE(littered.minimize(iterations(40)).iterations == 40);
    CHECK(same_bits::networks(whole.net, littered.net));
    // A fresh start forgets the pairs.
    Learner fresh;
    REQUIRE(fresh.minimize(iterations(5)).iterations == 5);
    fresh.net = Learner{}.net;
    MinimizeOptions options = iterations(40);
    options.fresh = true;
    REQUIRE(fresh.minimize(options).iterations == 40);
    CHECK(same_bits::networks(whole.net, fresh.net));
    CHECK(same_memory(whole.work.state, fresh.work.state));
}

TEST_CASE("where L-BFGS finds nothing better, network and loss stay") {
    Learner learner;
    MinimizeOptions options = iterations(5000);
    options.least_gradient = 0.0f;
    const MinimizeResult end = learner.minimize(options);
    REQUIRE(end.end == MinimizeEnd::converged);
    const Net before = learner.net;
    const MinimizeResult again = learner.minimize(options);
    CHECK(again.end == MinimizeEnd::converged);
    CHECK(again.iterations == 0);
    CHECK(float_bits(again.loss) == float_bits(end.loss));
    CHECK(same_bits::networks(learner.net, before));
}

TEST_CASE("the size of L-BFGS is what it says") {
    constexpr size_t parameters = Net::trained_count, row = 1 + 8 + 1 + 1;
    using Scratch = Method::Scratch<Net>;
    if (Pack::width == 1) {
        CHECK(sizeof(Memory) == 4 * 2 * Method::pairs * parameters + 4 * Method::pairs + 16);
        const size_t block = detail::block_count<Net, 16>();
        const size_t floats = 3 * parameters + Method::pairs + 1 + 16 * row + block;
        CHECK(sizeof(Scratch) >= 4 * floats + sizeof(size_t));
        CHECK(sizeof(Scratch) <= 4 * floats + 2 * sizeof(size_t));
    }
    CHECK(sizeof(Memory) >= 4 * 2 * Method::pairs * parameters);
    CHECK(sizeof(Memory) <= 4 * (2 * Method::pairs * in_packs(parameters) + in_packs(Method::pairs + 4)));
    static const Work zero{};  // its padding is zero, too
    const std::vector<unsigned char> zeros(sizeof zero);
    CHECK(__builtin_memcmp(static_cast<const void*>(&zero.state), zeros.data(), sizeof zero.state) == 0);
}

TEST_CASE("whatever comes, L-BFGS stays finite") {
    constexpr float nan = std::numeric_limits<float>::quiet_NaN(), infinity = std::numeric_limits<float>::infinity();
    const float hostile[] = {nan, infinity, -infinity, largest_float, -largest_float, 1e-45f, 0.0f, 1e20f, -1e6f, 1e6f};
    constexpr size_t count = sizeof hostile / sizeof *hostile;
    uint32_t random = 1;
    const auto next = [&] { return (random = random * 1664525u + 1013904223u) >> 8; };
    for (size_t trial = 0; trial < 400; ++trial) {
        Learner learner;
        (void)learner.minimize(iterations(static_cast<uint32_t>(trial % 9)));
        for (size_t k = 0; k < trial % 40; ++k) {
            learner.x[next() % rows] = hostile[next() % count];
            learner.y[next() % rows] = hostile[next() % count];
        }
        for (size_t k = 0; k < trial % 7; ++k) {
            learner.net.parameters[next() % Net::parameter_count] = hostile[next() % count];
        }
        if (trial % 3 != 0) {
            Memory& state = learner.work.state;
            state.count = next(), state.next = next(), state.scale = hostile[next() % count];
            for (size_t k = 0; k < trial % 5; ++k) {
                auto& pair = state.remembered[next() % Method::pairs];
                state.curvatures[next() % Method::pairs] = hostile[next() % count];
                pair.s[next() % Net::trained_count] = hostile[next() % count];
                pair.y[next() % Net::trained_count] = hostile[next() % count];
            }
        }
        MinimizeOptions options = iterations(8);
        options.least_gradient = hostile[next() % count];
        const MinimizeResult result = learner.minimize(options, Method{{}, Guard{static_cast<BadRow>(trial % 2)}});
        INFO("trial " << trial);
        REQUIRE(result.status == Status::ok);
        REQUIRE(all_within(learner.net.parameters, Net::parameter_count, Net::Limits::weights));
        REQUIRE(is_finite(result.loss));
        REQUIRE(learner.work.state.count <= Method::pairs);
    }
}

TEST_CASE("whatever weights of rows come, L-BFGS stays finite") {
    constexpr float nan = std::numeric_limits<float>::quiet_NaN(), infinity = std::numeric_limits<float>::infinity();
    const float hostile[] = {nan, infinity, -infinity, largest_float, -1.0f, 1e-45f, 0.0f, 1e-4f, 1000.0f, 1.0f};
    using Weighted = Lbfgs<3, SampleWeighted<Huber>>;
    for (const float weight : hostile) {
        for (const size_t step : {1u, 3u}) {  // all rows, or some
            Learner learner;
            SecondOrderWorkspace<Net, Weighted> work{};
            std::vector<float> weights(rows, 1.0f);
            for (size_t row = 0; row < rows; row += step) {
                weights[row] = weight;
            }
            const MinimizeResult result = minimize(learner.net, work, Weighted{{}, Guard{BadRow::repair}},
                                                   {learner.x, learner.y, weights}, iterations(10));
            INFO("weight " << weight);
            CHECK(result.status == Status::ok);
            CHECK(is_finite(result.loss));
            CHECK(all_within(learner.net.parameters, Net::parameter_count, Net::Limits::weights));
        }
    }
}

TEST_CASE("where no weight has an effect, L-BFGS ends at once") {
    using Dead = Network<Input<1>, Dense<4, Relu>, Dense<1, Relu>>;
    Dead net{};
    SecondOrderWorkspace<Dead, Method> work{};
    for (float& parameter : net.parameters) {
        parameter = -1.0f;
    }
    const Dead before = net;
    const float x[] = {0.0f, 0.5f, 1.0f}, y[] = {1.0f, 2.0f, 3.0f};
    MinimizeOptions options = iterations(10);
    options.least_gradient = 0.0f;
    const MinimizeResult result = minimize(net, work, Method{}, {x, y}, options);
    CHECK(result.end == MinimizeEnd::converged);
    CHECK(result.iterations == 0);
    CHECK(same_bits::networks(net, before));
}

TEST_CASE("L-BFGS stays finite where weights are at the ceiling") {
    using Deep = Network<Input<2>, Dense<6, Relu>, Dense<6, Relu>, Dense<6, Relu>, Dense<6, Relu>, Dense<2>>;
    static Deep net;
    static SecondOrderWorkspace<Deep, Method> work;
    for (float& parameter : net.parameters) {
        parameter = 1000.0f;
    }
    const float x[3][2] = {{1e6f, 1e6f}, {-1e6f, 1e6f}, {3.0f, -2.0f}}, y[3][2] = {{-1e6f, 1e6f}, {1.0f, 0.0f}, {}};
    const MinimizeResult result = minimize(net, work, Method{}, {x, y}, iterations(50));
    CHECK(result.status == Status::ok);
    CHECK(is_finite(result.loss));
    CHECK(all_within(net.parameters, Deep::parameter_count, Deep::Limits::weights));
}

TEST_CASE("L-BFGS counts bad rows once a call, and repairs, leaves out or refuses them") {
    Learner repairs, skips, clean, rejects;
    for (Learner* learner : {&repairs, &skips, &rejects}) {
        learner->x[10] = std::numeric_limits<float>::quiet_NaN();
        learner->y[49] = std::numeric_limits<float>::infinity();
    }
    const MinimizeResult repaired = repairs.minimize(iterations(5), Method{{}, Guard{BadRow::repair}});
    CHECK(repaired.repairs.nan == 1);
    CHECK(repaired.repairs.infinite == 1);
    CHECK(repaired.repairs.total() == 2);

    // 16 rows at a time: rows that follow take the places of those left out only within their sixteen.
    const MinimizeResult skipped = skips.minimize(iterations(5), Method{{}, Guard{BadRow::skip}});
    CHECK(skipped.repairs.skipped_rows == 2);
    memmove(clean.x + 10, clean.x + 11, 39 * sizeof(float));
    memmove(clean.y + 10, clean.y + 11, 39 * sizeof(float));
    const MinimizeResult without = minimize(clean.net, clean.work, Method{}, {clean.x, clean.y, 48}, iterations(5));
    CHECK(fabsf(skipped.loss - without.loss) < 1e-3f * without.loss);

    const Learner before = rejects;
    const MinimizeResult rejected = rejects.minimize(iterations(5), Method{{}, Guard{BadRow::reject}});
    CHECK(rejected.status == Status::rejected);
    CHECK(rejected.end == MinimizeEnd::failed);
    CHECK(same_bits::networks(rejects.net, before.net));
    CHECK(__builtin_memcmp(static_cast<const void*>(&rejects.work.state), static_cast<const void*>(&before.work.state),
                           sizeof before.work.state) == 0);

    for (float& x : skips.x) {
        x = std::numeric_limits<float>::quiet_NaN();
    }
    CHECK(skips.minimize(iterations(5), Method{{}, Guard{BadRow::skip}}).status == Status::all_skipped);
}
