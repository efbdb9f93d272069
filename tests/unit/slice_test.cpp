// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "mote/mote.hpp"
#include "sliced.hpp"

using namespace mote;

namespace {

template <class Net, size_t Batch, class RecipeOfRun>
void compare_all(const RecipeOfRun& recipe) {
    for (const size_t budget : budgets) {
        INFO("budget " << budget);
        const size_t most_slices = slices_of_equal_steps<Net, Batch>(recipe, budget);
        if (budget == 0) {
            // Each part of the work was a slice: at least one a row of weights forward and one a block on the way back.
            CHECK(most_slices > Net::inputs + Net::depth);
        } else if (budget > 1000000) {
            CHECK(most_slices == 1);
        }
    }
}

using Net = Network<Input<2>, Dense<3, Tanh>, Dense<1>>;
constexpr auto recipe = Recipe{MeanSquaredError{}, Adam{0.05f}};
constexpr float x[4][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, y[4] = {0, 1, 1, 0};

}  // namespace

TEST_CASE("a step in slices has the bits of the whole step, whatever the slices") {
    constexpr MeanSquaredError squares;
    SECTION("one row, rows of weights") {
        compare_all<Network<Input<1>, Dense<16, Tanh>, Dense<16, Tanh>, Dense<1>>, 1>(Recipe{squares, Adam{0.01f}});
    }
    SECTION("one row, virtual lanes, and an activation at the end") {
        compare_all<Network<Input<3>, Dense<33, Relu>, Dense<70, Tanh>, Dense<5, Tanh>>, 1>(
            Recipe{squares, Sgd{0.05f}});
    }
    SECTION("stored slopes, a cosine, a rate that makes every step clamp all weights") {
        compare_all<Network<Input<1>, Dense<20, Mish>, Dense<20, Mish>, Dense<1>>, 8>(
            Recipe{squares, AdamW{1.0f}, Cosine{50}});
    }
    SECTION("features, scalings, momentum, one lane's blocks") {
        compare_all<
            Network<Input<2>, FourierFeatures<3>, Dense<7, Sin<30>>, Dense<5, Sin<30>>, Dense<1>, OutputScaling>, 7>(
            Recipe{squares, SgdMomentum{0.001f, 0.9f}});
    }
    SECTION("sums in chains, cut within them") {
        compare_all<Network<Input<33>, Dense<64, Relu>, Dense<41, Tanh>, Dense<10>>, 2>(Recipe{squares, Adam{0.01f}});
        compare_all<Network<Input<33>, Dense<64, Relu>, Dense<35, Tanh>, Dense<1>>, 1>(Recipe{squares, Adam{0.01f}});
    }
    SECTION("class numbers, and more rows than go forward at once") {
        compare_all<Network<Input<5>, Dense<67, Tanh>, Dense<3>>, 50>(Recipe{CrossEntropy{}, Adam{0.01f}});
    }
    SECTION("a large batch in parts, blocks of rows") {
        compare_all<Network<Input<35>, Dense<64, Tanh>, Dense<17>>, 99>(Recipe{squares, Adam{0.01f}});
    }
}

TEST_CASE("between slices the other verbs are busy, and change nothing") {
    static Net net;
    static SlicedWorkspace<Net, decltype(recipe), 4> work;
    work = {};
    init(net, 1);
    CHECK(advance(net, work, 100).status == Status::not_begun);
    CHECK(begin(net, work, recipe, {x[0], y, 0}).status == Status::empty_batch);
    CHECK(begin(net, work, recipe, {x[0], y, 5}).status == Status::batch_too_large);
    CHECK_FALSE(work.is_busy());
    REQUIRE(begin(net, work, recipe, {x, y}).status == Status::ok);
    REQUIRE(advance(net, work, 20).status == Status::busy);
    CHECK(work.is_busy());
    const Net before = net;
    const auto work_before = work;
    CHECK(begin(net, work, recipe, {x, y}).status == Status::busy);
    CHECK(train(net, work, recipe, {x, y}).status == Status::busy);
    CHECK(evaluate(net, work, recipe, {x, y}).status == Status::busy);
    CHECK(fit(net, work, recipe, {x, y}, {}).status == Status::busy);
    CHECK(same_bits::networks(net, before));
    CHECK(same_bits::workspaces(work, work_before));
    work.progress = {};  // the step is not wanted any more
    CHECK(train(net, work, recipe, {x, y}).status == Status::ok);
    CHECK(evaluate(net, work, recipe, {x, y}).status == Status::ok);
    CHECK(fit(net, work, recipe, {x, y}, {}).status == Status::ok);
}

TEST_CASE("no part of a step is larger than the largest, and one is as large") {
    const auto is_largest = [](auto net, auto batch, const auto& recipe_of_step) {
        using NetOfStep = decltype(net);
        return largest_part_seen<NetOfStep, batch>(recipe_of_step) == WorkOf<NetOfStep, batch>::largest_part();
    };
    CHECK(is_largest(Network<Input<1>, Dense<16, Tanh>, Dense<1>>{}, Size<1>{}, recipe));
    CHECK(is_largest(Network<Input<2>, Dense<30, Tanh>, Dense<10, Tanh>>{}, Size<1>{}, recipe));
    CHECK(is_largest(Network<Input<2>, Dense<30, Tanh>, Dense<10>>{}, Size<8>{}, Recipe{CrossEntropy{}, Sgd{}}));
    CHECK(is_largest(Network<Input<5>, Dense<67, Mish>, Dense<40>>{}, Size<50>{}, recipe));
    CHECK(is_largest(Network<Input<3>, Dense<2>>{}, Size<300>{}, recipe));
}

namespace {

/// Abandons steps right before their sweep, by cancel() or by hand. What is not finite on the way, or above its ceiling after a
/// cancel().
template <class Net, class Optimizer>
size_t broken_by_abandoned_steps(const Optimizer& optimizer) {
    const auto descent = mote::Recipe{mote::MeanSquaredError{}, optimizer};
    static Net net;
    static mote::SlicedWorkspace<Net, mote::Unqualified<decltype(descent)>, 1> work;
    const float row[1][1] = {{1}}, target[1][1] = {{-1}};
    work = {};
    mote::init(net, 1);
    REQUIRE(mote::train(net, work, descent, {row, target}).status == mote::Status::ok);
    constexpr size_t last_stage_before_sweep = 2 + 3 * Net::depth;
    size_t broken = 0;
    for (size_t attempt = 0; attempt < 3000; ++attempt) {
        REQUIRE(mote::begin(net, work, descent, {row, target}).status == mote::Status::ok);
        while (work.is_busy() && work.progress.stage <= last_stage_before_sweep) {
            (void)mote::advance(net, work, 1);
        }
        const bool by_hand = attempt % 3 == 0;
        if (by_hand) {
            work.progress = {};
        } else {
            mote::cancel(net, work);
            CHECK_FALSE(work.is_busy());
        }
        const float limit = by_hand ? mote::largest_float : Net::Limits::weights;
        broken += mote::all_within(net.parameters, Net::parameter_count, limit) ? 0u : 1u;
        broken += mote::all_within(work.state.memory.begin(), work.state.memory.size(), mote::largest_float) ? 0u : 1u;
    }
    CHECK(work.state.step == 1);
    return broken;
}

}  // namespace

TEST_CASE(
    "steps that are abandoned again and again leave everything finite, and cancel() everything below its ceiling") {
    using Deep = mote::Network<mote::Input<1>, mote::Dense<8>, mote::Dense<8>, mote::Dense<8>, mote::Dense<8>,
                               mote::Dense<8>, mote::Dense<1>, mote::Ceilings<2, 1, 1>>;
    CHECK(broken_by_abandoned_steps<Deep>(mote::Adam{1e6f}) == 0);
    CHECK(broken_by_abandoned_steps<Deep>(mote::Adam{10.0f}) == 0);
    CHECK(broken_by_abandoned_steps<Deep>(mote::SgdMomentum{1e6f}) == 0);
}

TEST_CASE("cancel() keeps what the optimizer remembers") {
    static Net net;
    static SlicedWorkspace<Net, decltype(recipe), 4> work;
    init(net, 1);
    for (int step = 0; step < 5; ++step) {
        REQUIRE(train(net, work, recipe, {&x[0][0], y, 4}).status == Status::ok);
    }
    const auto before = work.state;
    REQUIRE(begin(net, work, recipe, {&x[0][0], y, 4}).status == Status::ok);
    REQUIRE(advance(net, work, 1).status == Status::busy);  // no weight has moved yet, so no moment either
    cancel(net, work);
    CHECK(work.state.step == before.step);
    CHECK(float_bits(work.state.corrections.first) != 0);
    for (size_t parameter = 0; parameter < Net::trained_count; ++parameter) {
        for (size_t moment : {0u, 1u}) {
            CHECK(work.state.remembered(parameter, moment) == before.remembered(parameter, moment));
        }
    }
}
