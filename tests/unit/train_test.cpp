// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "mote/mote.hpp"
#include "same_bits.hpp"

#include <cmath>
#include <limits>

using namespace mote;

namespace {

constexpr float quiet_nan = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();

using Net = Network<Input<2>, Dense<4, Tanh>, Dense<1>>;
constexpr auto recipe = Recipe{MeanSquaredError{}, Adam{0.05f}};
using Work = Workspace<Net, decltype(recipe), 4>;
constexpr float x[4][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
constexpr float y[4] = {0, 1, 1, 0};

struct Learner {
    Net net{};
    Work work{};
    Learner() { init(net, 1); }
    bool operator==(const Learner& other) const {
        return same_bits::networks(net, other.net) && same_bits::states(work.state, other.work.state);
    }
};

}  // namespace

TEST_CASE("a network learns exclusive or") {
    Learner learner;
    float loss = 1.0f;
    for (int step = 0; step < 400; ++step) {
        const Result result = train(learner.net, learner.work, recipe, {x, y});
        REQUIRE(result.status == Status::ok);
        REQUIRE(result.repairs.total() == 0);
        loss = result.loss;
    }
    CHECK(loss < 1e-4f);
    CHECK(learner.work.state.step == 400);
    for (size_t row = 0; row < 4; ++row) {
        CHECK(predict(learner.net, x[row])[0] == Approx(y[row]).margin(0.02));
    }
}

TEST_CASE("a batch that is refused changes no bit of network and state") {
    Learner learner;
    REQUIRE(train(learner.net, learner.work, recipe, {x, y}).status == Status::ok);
    const Learner before = learner;
    CHECK(train(learner.net, learner.work, recipe, {x[0], y, 0}).status == Status::empty_batch);
    CHECK(learner == before);
    const float five_rows[5][2] = {}, five_targets[5] = {};
    CHECK(train(learner.net, learner.work, recipe, {five_rows[0], five_targets, 5}).status == Status::batch_too_large);
    CHECK(learner == before);
    auto rejecting = recipe;
    rejecting.guard.bad_row = BadRow::reject;
    const float bad[4] = {0, 1, quiet_nan, 0};
    const Result result = train(learner.net, learner.work, rejecting, {x, bad});
    CHECK(result.status == Status::rejected);
    CHECK(result.repairs.nan == 1);
    CHECK(learner == before);
    auto skipping = recipe;
    skipping.guard.bad_row = BadRow::skip;
    const float all_bad[4] = {infinity, quiet_nan, quiet_nan, -infinity};
    CHECK(train(learner.net, learner.work, skipping, {x, all_bad}).status == Status::all_skipped);
    CHECK(learner == before);
}

TEST_CASE("what an optimizer remembers is forgotten before it decays to a denormal") {
    using Line = Network<Input<1>, Dense<1>>;
    constexpr auto descend = Recipe{MeanSquaredError{}, SgdMomentum{0.01f, 0.9f}};
    static Line net;
    static Workspace<Line, decltype(descend), 1> work;
    const float moves[1] = {1.0f}, rests[1] = {0.0f}, target[1] = {3.0f};
    REQUIRE(train(net, work, descend, {moves, target}).status == Status::ok);
    REQUIRE(work.state.remembered(0, 0) != 0.0f);
    for (int step = 0; step < 1000; ++step) {
        REQUIRE(train(net, work, descend, {rests, target}).status == Status::ok);
        const float velocity = std::abs(work.state.remembered(0, 0));  // of a weight whose gradient is 0
        REQUIRE((velocity == 0.0f || velocity > 0x1p-104f));
    }
    CHECK(work.state.remembered(0, 0) == 0.0f);
}

TEST_CASE("a class number out of range is a status, or a skipped row") {
    using Classifier = Network<Input<1>, Dense<3>>;
    constexpr auto classify = Recipe{CrossEntropy{}, Sgd{0.1f}, Constant{}, Guard{BadRow::repair}};
    static Workspace<Classifier, decltype(classify), 3> work;
    Classifier net{};
    init(net, 1);
    const float inputs[3] = {0.0f, 1.0f, 2.0f};
    const ClassNumber classes[3] = {0, 3, 65535};
    CHECK(train(net, work, classify, {inputs, classes}).status == Status::class_out_of_range);
    CHECK(work.state.step == 0);
    CHECK(evaluate(net, work, classify, {inputs, classes}).status == Status::class_out_of_range);
    auto skipping = classify;
    skipping.guard.bad_row = BadRow::skip;
    const Result result = train(net, work, skipping, {inputs, classes});
    CHECK(result.status == Status::ok);
    CHECK(result.repairs.skipped_rows == 2);
}

TEST_CASE("skipping bad rows is training on the others") {
    Learner skips, clean;
    auto skipping = recipe;
    skipping.guard.bad_row = BadRow::skip;
    const float bad[4] = {0, quiet_nan, 1, 0};
    const float others_x[3][2] = {{0, 0}, {1, 0}, {1, 1}}, others_y[3] = {0, 1, 0};
    const Result result = train(skips.net, skips.work, skipping, {x, bad});
    CHECK(result.loss == train(clean.net, clean.work, recipe, {others_x, others_y}).loss);
    CHECK(result.repairs.skipped_rows == 1);
    CHECK(same_bits::networks(skips.net, clean.net));
}

TEST_CASE("repairing is training on nan_to_num and clamp of the numbers") {
    Learner repairs, clean;
    auto tight = recipe;
    tight.guard = {BadRow::repair, largest_float, 2.0f};
    const float bad[4] = {quiet_nan, infinity, -5.0f, 1.5f}, repaired[4] = {0.0f, 2.0f, -2.0f, 1.5f};
    const Result result = train(repairs.net, repairs.work, tight, {x, bad});
    CHECK(result.loss == train(clean.net, clean.work, recipe, {x, repaired}).loss);
    CHECK(result.repairs.nan == 1);
    CHECK(result.repairs.infinite == 1);
    CHECK(result.repairs.out_of_range == 1);
    CHECK(same_bits::networks(repairs.net, clean.net));
}

TEST_CASE("another rate for one call is a copied recipe") {
    Learner learner, still;
    auto frozen = recipe;
    frozen.optimizer.learning_rate = 0.0f;
    REQUIRE(train(learner.net, learner.work, frozen, {x, y}).status == Status::ok);
    CHECK(same_bits::networks(learner.net, still.net));
}

TEST_CASE("settings out of range are repaired at the start of a step, and counted") {
    Learner learner;
    auto broken = recipe;
    broken.optimizer = {infinity, quiet_nan, 1.0f, -1.0f};
    const Result result = train(learner.net, learner.work, broken, {x, y});
    CHECK(result.status == Status::ok);
    CHECK(result.repairs.settings >= 4);
    for (const float parameter : learner.net.parameters) {
        CHECK(is_within(parameter, Net::Limits::weights));
    }
}

TEST_CASE("evaluate is the loss that train reports, changes no state and takes any number of rows") {
    Learner learner;
    const Net before = learner.net;
    const Result evaluated = evaluate(learner.net, learner.work, recipe, {x, y});
    CHECK(evaluated.status == Status::ok);
    CHECK(learner.work.state.step == 0);
    CHECK(same_bits::networks(learner.net, before));
    CHECK(evaluated.loss == train(learner.net, learner.work, recipe, {x, y}).loss);

    float many_x[10][2], many_y[10];
    for (size_t row = 0; row < 10; ++row) {
        many_x[row][0] = x[row % 4][0];
        many_x[row][1] = x[row % 4][1];
        many_y[row] = y[row % 4];
    }
    static Workspace<Net, decltype(recipe), 10> large;
    CHECK(evaluate(learner.net, learner.work, recipe, {many_x, many_y}).loss ==
          evaluate(learner.net, large, recipe, {many_x, many_y}).loss);
    CHECK(evaluate(learner.net, learner.work, recipe, {x[0], y, 0}).status == Status::empty_batch);
}

TEST_CASE("the loss over a million rows is their mean, by their number and by their weights") {
    using Line = Network<Input<1>, Dense<1>>;
    const Recipe by_number{L1{}, Sgd{}};
    const Recipe by_weight{SampleWeighted<L1>{}, Sgd{}};
    static Workspace<Line, Unqualified<decltype(by_number)>, 64> work;
    static Workspace<Line, Unqualified<decltype(by_weight)>, 64> work_of_weights;
    const Line zero{};
    const float x[1] = {1}, y[1] = {0.3f}, weight[1] = {0.7f};
    constexpr size_t million = 1000000;
    CHECK(evaluate(zero, work, by_number, {Strided{x, 0}, Strided{y, 0}, million}).loss == Approx(0.3f).epsilon(1e-4));
    CHECK(
        evaluate(zero, work_of_weights, by_weight, {Strided{x, 0}, Strided{y, 0}, Strided{weight, 0}, million}).loss ==
        Approx(0.3f).epsilon(1e-4));
}

TEST_CASE("raw targets poison an Unguarded network, nan_to_num alone does not help, the guard does") {
    const float hostile[4] = {3e38f, -infinity, quiet_nan, 1.0f};
    const auto raw = Recipe{MeanSquaredError{}, Sgd{0.1f}, Constant{}, Unguarded{}};
    const auto without_nan = Recipe{MeanSquaredError{}, Sgd{0.1f}, Constant{}, NanToNumOnly{}};
    const auto safe = Recipe{MeanSquaredError{}, Sgd{0.1f}, Constant{}, Guard{}};
    const auto last_loss = [&](const auto& of_recipe) {
        static Workspace<Net, decltype(of_recipe), 4> work;
        Net net{};
        init(net, 1);
        float loss = 0.0f;
        for (int step = 0; step < 20; ++step) {
            loss = train(net, work, of_recipe, {x, hostile}).loss;
        }
        return loss;
    };
    CHECK(!is_finite(last_loss(raw)));
    CHECK(!is_finite(last_loss(without_nan)));
    CHECK(is_finite(last_loss(safe)));
}

TEST_CASE("weights stay below one and a half ceilings, even if the decays change when moments are high") {
    using Tight = Network<Input<1>, Dense<1>, Ceilings<1>>;
    constexpr auto hoarding = Recipe{MeanSquaredError{}, Adam{0.0f, 0.999f, 0.9995f}};
    static Workspace<Tight, decltype(hoarding), 1> work;
    static Tight net;
    const float one[1] = {1.0f}, far[1] = {1e5f};
    for (int step = 0; step < 5000; ++step) {
        REQUIRE(train(net, work, hoarding, {one, far}).status == Status::ok);
    }
    for (const float rate : {1e6f, 1.0f, 1e-2f, 3e-4f}) {
        auto spending = hoarding;
        spending.optimizer = Adam{rate, 0.9f, 0.999f};
        for (int step = 0; step < 100; ++step) {
            const float met[1] = {predict(net, one)[0]};
            REQUIRE(train(net, work, spending, {one, met}).status == Status::ok);
            REQUIRE(is_within(net.parameters[0], 1.5f));
            REQUIRE(is_within(net.parameters[1], 1.5f));
        }
    }
}

TEST_CASE("weights that a hand has set are clamped at the first step of a zeroed state") {
    Learner learner;
    learner.net.weight<0>(0, 0) = quiet_nan;
    learner.net.weight<1>(0, 2) = -1e30f;
    const Result result = train(learner.net, learner.work, recipe, {x, y});
    CHECK(is_finite(result.loss));
    for (const float parameter : learner.net.parameters) {
        CHECK(is_within(parameter, 1.5f * Net::Limits::weights));
    }
}

TEST_CASE("weights stay below one and a half ceilings, however often the state is zeroed") {
    using Tight = Network<Input<1>, Dense<20, Relu>, Dense<1>, Ceilings<1>>;
    constexpr auto slow = Recipe{MeanSquaredError{}, Adam{9e-4f}};
    static Workspace<Tight, decltype(slow), 1> work;
    static Tight net;
    init(net, 1);
    const float one[1] = {1.0f}, far[1] = {1e6f};
    for (int step = 0; step < 6000; ++step) {
        work.state = step % 5 == 0 ? decltype(work.state){} : work.state;
        REQUIRE(train(net, work, slow, {one, far}).status == Status::ok);
    }
    for (const float parameter : net.parameters) {
        CHECK(is_within(parameter, 1.5f));
    }
}

TEST_CASE("numbers that a fixed scaling drives out of range are repaired and counted") {
    using Scaled = Network<Input<1>, InputScaling, Dense<1>, OutputScaling>;
    constexpr auto scaled_recipe = Recipe{MeanSquaredError{}, Sgd{0.1f}, Constant{}, Guard{BadRow::repair}};
    static Workspace<Scaled, decltype(scaled_recipe), 2> work;
    Scaled net{};
    init(net, 1);
    net.input_scales()[0] = 1e4f;
    net.output_scales()[0] = 0.0f;
    const float inputs[2] = {1.0f, 1000.0f}, targets[2] = {1.0f, 0.0f};
    const Result result = train(net, work, scaled_recipe, {inputs, targets});
    CHECK(result.status == Status::ok);
    // All of them are finite as they are given, whatever they become.
    CHECK(result.repairs.out_of_range == 3);
    CHECK(result.repairs.total() == 3);
    CHECK(is_finite(result.loss));
    net.input_scales()[0] = 100.0f;
    net.output_scales()[0] = 0.01f;
    const float large[2] = {3.4e38f, -std::numeric_limits<float>::infinity()};
    const Result of_large = train(net, work, scaled_recipe, {large, large});
    CHECK(of_large.repairs.out_of_range == 2);
    CHECK(of_large.repairs.infinite == 2);
    CHECK(of_large.repairs.total() == 4);
}

TEST_CASE("the step after the last is not the first") {
    Learner learner;
    learner.work.state.step = 0xffffffffu;
    REQUIRE(train(learner.net, learner.work, recipe, {x, y}).status == Status::ok);
    CHECK(learner.work.state.step == 0x80000000u);
}

TEST_CASE("one input and several outputs are two arrays as well") {
    using Several = Network<Input<1>, Dense<2>>;
    static Workspace<Several, decltype(recipe), 3> work;
    Several net{};
    init(net, 1);
    const float inputs[3] = {0.0f, 1.0f, 2.0f}, targets[3][2] = {};
    CHECK(train(net, work, recipe, {inputs, targets}).status == Status::ok);
}
