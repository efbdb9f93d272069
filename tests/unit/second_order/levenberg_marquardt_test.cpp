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
using Method = LevenbergMarquardt;
using Work = SecondOrderWorkspace<Net, Method>;

using Learner = CurveLearner<Net, Method>;
constexpr size_t rows = Learner::rows;

template <class Net>
bool same(const Net& a, const Net& b) {
    return same_bits::networks(a, b);
}
bool same(const Method::State& a, const Method::State& b) {
    return a.iteration == b.iteration && float_bits(a.damping) == float_bits(b.damping) &&
           float_bits(a.growth) == float_bits(b.growth);
}
template <class Net>
bool all_finite(const Net& net) {
    return all_within(net.parameters, Net::parameter_count, largest_float);
}

/// Solves a system of normal equations in double precision.
std::vector<double> solve(std::vector<std::vector<double>> a, std::vector<double> b) {
    for (size_t i = 0; i < b.size(); ++i) {
        for (size_t r = i + 1; r < b.size(); ++r) {
            const double factor = a[r][i] / a[i][i];
            for (size_t c = i; c < b.size(); ++c) {
                a[r][c] -= factor * a[i][c];
            }
            b[r] -= factor * b[i];
        }
    }
    for (size_t i = b.size(); i-- > 0;) {
        for (size_t c = i + 1; c < b.size(); ++c) {
            b[i] -= a[i][c] * b[c];
        }
        b[i] /= a[i][i];
    }
    return b;
}

}  // namespace

TEST_CASE("a linear network is at its least squares after one iteration with hardly any damping") {
    using Linear = Network<Input<3>, Dense<2>>;
    Linear net{};
    SecondOrderWorkspace<Linear, Method> work{};
    init(net, 5);
    float x[40][3], y[40][2];
    std::vector<std::vector<double>> a(4, std::vector<double>(4));
    std::vector<std::vector<double>> b(2, std::vector<double>(4));
    for (size_t row = 0; row < 40; ++row) {
        const auto t = static_cast<float>(row);
        const float features[] = {0.1f * t - 2.0f, sinf(t), cosf(1.7f * t), 1.0f};
        for (size_t i = 0; i < 4; ++i) {
            if (i < 3) {
                x[row][i] = features[i];
            }
            for (size_t j = 0; j < 4; ++j) {
                a[i][j] += static_cast<double>(features[i]) * static_cast<double>(features[j]);
            }
        }
        for (size_t o = 0; o < 2; ++o) {
            y[row][o] = sinf(2.3f * t + static_cast<float>(o)) + features[o];
            for (size_t i = 0; i < 4; ++i) {
                b[o][i] += static_cast<double>(features[i]) * static_cast<double>(y[row][o]);
            }
        }
    }
    const MinimizeResult result = minimize(net, work, Method{Method::least_damping, {}}, {x, y}, iterations(1));
    CHECK(result.status == Status::ok);
    CHECK(result.iterations == 1);
    for (size_t o = 0; o < 2; ++o) {
        const std::vector<double> exact = solve(a, b[o]);
        for (size_t i = 0; i < 4; ++i) {
            const float found = i < 3 ? net.weight<0>(o, i) : net.bias<0>(o);
            CHECK(fabs(static_cast<double>(found) - exact[i]) < 3e-6);
        }
    }
    const MinimizeResult more = minimize(net, work, Method{}, {x, y}, iterations(100));
    CHECK(more.end == MinimizeEnd::converged);
    CHECK(more.iterations < 10);
}

TEST_CASE("it learns a curve a thousand times as well as Adam, in iterations that cost less than its epochs") {
    Learner learner;
    constexpr auto adam = Recipe{MeanSquaredError{}, Adam{0.01f}};
    Net other = learner.net;
    static Workspace<Net, decltype(adam), rows> work_of_adam;
    FitOptions options;
    options.epochs = 2000;
    const FitResult fitted = fit(other, work_of_adam, adam, {learner.x, learner.y}, options);
    const MinimizeResult result = learner.minimize(iterations(100));
    CHECK(result.status == Status::ok);
    CHECK(result.loss < 0.001f * fitted.loss);
    float sum = 0.0f;
    for (size_t i = 0; i < rows; ++i) {
        const float error = predict(learner.net, {learner.x[i]})[0] - learner.y[i];
        sum += error * error;
    }
    CHECK(fabsf(result.loss - sum / static_cast<float>(rows)) <= 1e-3f * result.loss);  // loss is what it says
}

TEST_CASE("no iteration makes the loss worse, and each is reported") {
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
        so_far.sinks = so_far.sinks && iteration.number == so_far.count && iteration.loss < so_far.last;
        so_far.last = iteration.loss;
        return so_far.count < 20;
    };
    const MinimizeResult result = learner.minimize(options);
    CHECK(result.end == MinimizeEnd::callback);
    CHECK(result.iterations == 20);
    CHECK(seen.count == 20);
    CHECK(seen.sinks);
    CHECK(float_bits(result.loss) == float_bits(seen.last));
}

TEST_CASE("a continued minimization equals an uninterrupted one, bit for bit") {
    Learner whole, parts;
    REQUIRE(whole.minimize(iterations(40)).iterations == 40);
    for (const uint32_t count : {1u, 13u, 6u, 20u}) {
        REQUIRE(parts.minimize(iterations(count)).iterations == count);
    }
    CHECK(same(whole.net, parts.net));
    CHECK(same(whole.work.state, parts.work.state));
    // What is in scratch does not matter.
    Learner littered;
    memset(static_cast<void*>(&littered.work.scratch), 0xff, sizeof littered.work.scratch);
    REQUIRE(littered.minimize(iterations(40)).iterations == 40);
    CHECK(same(whole.net, littered.net));
    // A fresh start forgets the damping.
    Learner fresh;
    fresh.work.state = {7, 100.0f, 64.0f};
    MinimizeOptions options = iterations(40);
    options.fresh = true;
    REQUIRE(fresh.minimize(options).iterations == 40);
    CHECK(same(whole.net, fresh.net));
    CHECK(same(whole.work.state, fresh.work.state));
}

TEST_CASE("sizeof is what it says") {
    constexpr size_t parameters = Net::trained_count;
    static_assert(sizeof(Method::State) == 12, "state");
    using Scratch = Method::Scratch<Net>;
    constexpr size_t vectors = 3 * in_packs(parameters) + 5 * in_packs(parameters + 1);
    constexpr size_t row = 2 * in_packs(1) + in_packs(8) + in_packs(1) + detail::block_count<Net, 1>();
    constexpr size_t triangle = in_packs((parameters + 1) * (parameters + 2) / 2);
    CHECK(sizeof(Scratch) / sizeof(float) >= triangle + vectors + row - in_packs(parameters));
    CHECK(sizeof(Scratch) / sizeof(float) <= triangle + vectors + row + 2 * Pack::width);
    if (Pack::width == 1) {
        CHECK(sizeof(Work) == 12 + 4 * (triangle + 2 * parameters + 5 * (parameters + 1) + row));
    }
    const Work zero{};
    std::vector<unsigned char> bytes(sizeof zero);
    memcpy(bytes.data(), static_cast<const void*>(&zero.scratch), sizeof zero.scratch);
    CHECK(bytes == std::vector<unsigned char>(sizeof zero));
}

TEST_CASE("dead units and constant inputs make the system singular, and it learns what it can") {
    using Dead = Network<Input<2>, Dense<12, Relu>, Dense<1>>;
    Dead net{};
    SecondOrderWorkspace<Dead, Method> work{};
    init(net, 2);
    for (size_t o = 0; o < 3; ++o) {
        net.bias<0>(o) = -100.0f;
    }
    const Dead before = net;
    float x[30][2], y[30];
    for (size_t i = 0; i < 30; ++i) {
        x[i][0] = 0.1f * static_cast<float>(i) - 1.5f;
        x[i][1] = 0.75f;  // as good as a second bias
        y[i] = fabsf(x[i][0]);
    }
    const MinimizeResult result = minimize(net, work, Method{}, {x, y}, iterations(200));
    CHECK(result.status == Status::ok);
    CHECK(result.loss < 1e-3f);
    for (size_t o = 0; o < 3; ++o) {
        CHECK(float_bits(net.bias<0>(o)) == float_bits(before.bias<0>(o)));
        CHECK(float_bits(net.weight<1>(0, o)) == float_bits(before.weight<1>(0, o)));
    }
    // All units dead: nothing but the last bias has an effect.
    net = before;
    for (size_t o = 0; o < 12; ++o) {
        net.bias<0>(o) = -100.0f;
    }
    const MinimizeResult mean = minimize(net, work, Method{}, {x, y}, iterations(200));
    CHECK(mean.end == MinimizeEnd::converged);
    CHECK(fabsf(net.bias<1>(0) - 0.75f) < 1e-3f);
}

TEST_CASE("fewer rows than parameters are learned as they are") {
    Learner learner;
    const MinimizeResult result =
        minimize(learner.net, learner.work, Method{}, {learner.x, learner.y, 5}, iterations(1000));
    CHECK(result.end == MinimizeEnd::converged);
    CHECK(result.loss < 1e-9f);
}

TEST_CASE("whatever comes, all stays finite") {
    constexpr float nan = std::numeric_limits<float>::quiet_NaN(), infinity = std::numeric_limits<float>::infinity();
    const float hostile[] = {nan, infinity, -infinity, largest_float, -largest_float, 1e-45f, 0.0f, 1e20f, -1e6f, 1e6f};
    constexpr size_t count = sizeof hostile / sizeof *hostile;
    uint32_t random = 1;
    const auto next = [&] { return (random = random * 1664525u + 1013904223u) >> 8; };
    for (size_t trial = 0; trial < 400; ++trial) {
        Learner learner;
        for (size_t k = 0; k < trial % 40; ++k) {
            learner.x[next() % rows] = hostile[next() % count];
            learner.y[next() % rows] = hostile[next() % count];
        }
        for (size_t k = 0; k < trial % 7; ++k) {
            learner.net.parameters[next() % Net::parameter_count] = hostile[next() % count];
        }
        learner.work.state = {0, trial % 3 == 0 ? 0.0f : hostile[next() % count], hostile[next() % count]};
        const float damping = trial % 2 == 0 ? 1.0f : hostile[next() % count];
        const auto bad_row = static_cast<BadRow>(trial % 2);
        MinimizeOptions options = iterations(8);
        options.least_gradient = hostile[next() % count];
        const MinimizeResult result = learner.minimize(options, Method{damping, Guard{bad_row}});
        INFO("trial " << trial);
        REQUIRE(result.status == Status::ok);
        REQUIRE(all_finite(learner.net));
        REQUIRE(all_within(learner.net.parameters, Net::parameter_count, Net::Limits::weights));
        REQUIRE(is_finite(result.loss));
        REQUIRE(is_within(learner.work.state.damping, Method::highest_damping));
    }
}

TEST_CASE("a deep network with weights at the ceiling stays finite") {
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
    CHECK(all_within(work.scratch.equations.packed, decltype(work.scratch.equations)::packed_count, largest_float));
}

TEST_CASE("bad rows are counted once a call, and repaired, left out or refused") {
    Learner repairs, skips, clean, rejects;
    for (Learner* learner : {&repairs, &skips, &rejects}) {
        learner->x[10] = std::numeric_limits<float>::quiet_NaN();
        learner->y[49] = std::numeric_limits<float>::infinity();
    }
    const MinimizeResult repaired = repairs.minimize(iterations(5), Method{1.0f, Guard{BadRow::repair}});
    CHECK(repaired.repairs.nan == 1);
    CHECK(repaired.repairs.infinite == 1);
    CHECK(repaired.repairs.total() == 2);

    const MinimizeResult skipped = skips.minimize(iterations(5), Method{1.0f, Guard{BadRow::skip}});
    CHECK(skipped.repairs.skipped_rows == 2);
    memmove(clean.x + 10, clean.x + 11, 39 * sizeof(float));
    memmove(clean.y + 10, clean.y + 11, 39 * sizeof(float));
    const MinimizeResult without = minimize(clean.net, clean.work, Method{}, {clean.x, clean.y, 48}, iterations(5));
    CHECK(same(skips.net, clean.net));
    CHECK(float_bits(skipped.loss) == float_bits(without.loss));

    const Learner before = rejects;
    const MinimizeResult rejected = rejects.minimize(iterations(5), Method{1.0f, Guard{BadRow::reject}});
    CHECK(rejected.status == Status::rejected);
    CHECK(rejected.end == MinimizeEnd::failed);
    CHECK(same(rejects.net, before.net));
    CHECK(same(rejects.work.state, before.work.state));

    for (float& x : skips.x) {
        x = std::numeric_limits<float>::quiet_NaN();
    }
    CHECK(skips.minimize(iterations(5), Method{1.0f, Guard{BadRow::skip}}).status == Status::all_skipped);
}

TEST_CASE("what cannot be minimized is said, and nothing is touched") {
    Learner learner;
    CHECK(minimize(learner.net, learner.work, Method{}, {learner.x, learner.y, 0}, {}).status == Status::empty_batch);
    const std::vector<float> x(10), y(9);
    CHECK(minimize(learner.net, learner.work, Method{}, {x, y}, {}).status == Status::rows_differ);
    CHECK(minimize(learner.net, learner.work, Method{}, {learner.x, learner.y, 50}, iterations(0)).iterations == 0);
    const Learner untouched;
    CHECK(same(learner.net, untouched.net));
    learner.net = {};
    CHECK(learner.minimize(iterations(3)).status == Status::not_initialized);
}

TEST_CASE("scalings make it independent of the user's units") {
    using Scaled = Network<Input<1>, InputScaling, Dense<8, Tanh>, Dense<1>, OutputScaling>;
    Scaled net{};
    SecondOrderWorkspace<Scaled, Method> work{};
    init(net, 1);
    net.input_scales()[0] = 1.0f / 1024.0f;
    net.input_offsets()[0] = -2.0f;
    net.output_scales()[0] = 16384.0f;
    net.output_offsets()[0] = 101325.0f;
    Learner plain;
    for (size_t i = 0; i < rows; ++i) {
        plain.x[i] = (static_cast<float>(i) * 40.0f) / 1024.0f - 1.0f;  // exact in both units
        plain.y[i] = static_cast<float>(static_cast<int>(8192.0f * plain.x[i] * plain.x[i])) / 16384.0f;
    }
    float x[rows], y[rows];
    for (size_t i = 0; i < rows; ++i) {
        x[i] = (plain.x[i] + 2.0f) * 1024.0f;
        y[i] = plain.y[i] * 16384.0f + 101325.0f;
    }
    const MinimizeResult in_plain = plain.minimize(iterations(15));
    const MinimizeResult in_pascal = minimize(net, work, Method{}, {x, y}, iterations(15));
    CHECK(float_bits(in_plain.loss) == float_bits(in_pascal.loss));
}
