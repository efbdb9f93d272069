// SPDX-License-Identifier: MIT
// Whole steps are compared with naive loops in tests/property; here stands whose turn it is in the sweep.
#include "catch.hpp"
#include "mote/mote.hpp"

#include <vector>

using namespace mote;

namespace {

/// How often each parameter has its turn in the steps from `first` on, until all had.
template <class Net>
bool all_have_one_turn(uint32_t first) {
    std::vector<int> turns(Net::trained_count, 0);
    uint32_t step = first;
    for (size_t i = 0; i < detail::sweep_period; ++i) {
        const detail::Stripe stripe = detail::stripe_of<Net>(step);
        for (size_t p = stripe.first; p < stripe.last; ++p) {
            ++turns.at(p);
        }
        step = detail::step_after(step);
    }
    for (const int turn : turns) {
        if (turn != 1) {
            return false;
        }
    }
    return true;
}

}  // namespace

TEST_CASE("in sixteen steps every parameter has its turn in the sweep once, and when the count of steps wraps, too") {
    for (const uint32_t first : {0u, 1u, 15u, 1000003u, 0xfffffffau}) {
        CHECK(all_have_one_turn<Network<Input<1>, Dense<1>>>(first));
        CHECK(all_have_one_turn<Network<Input<15>, Dense<1>>>(first));
        CHECK(all_have_one_turn<Network<Input<16>, Dense<1>>>(first));
        CHECK(all_have_one_turn<Network<Input<7>, InputScaling, Dense<9>, Dense<5>>>(first));
    }
}

TEST_CASE(
    "all weights are clamped where sixteen steps of four workspaces could move one by half its ceiling, else a "
    "stripe") {
    using Net = Network<Input<7>, Dense<9>, Ceilings<32>>;
    const detail::Stripe stripe{10, 15};
    CHECK(detail::weights_to_clamp<Net>(stripe, 0.25f).first == 10);
    CHECK(detail::weights_to_clamp<Net>(stripe, 0.25f).last == 15);
    CHECK(detail::weights_to_clamp<Net>(stripe, 0.2501f).first == 0);
    CHECK(detail::weights_to_clamp<Net>(stripe, 0.2501f).last == Net::trained_count);
    CHECK(detail::weights_to_clamp<Net>(stripe, __builtin_inff()).last == Net::trained_count);
}

TEST_CASE("weights set by hand are clamped at the first step, however far out they are") {
    using Net = Network<Input<1>, Dense<5>, Ceilings<2>>;
    static Net net;
    static Workspace<Net, Recipe<MeanSquaredError, Adam>, 1> work;
    const float given[] = {1.0f, -3.0f, 1e30f, -__builtin_inff(), __builtin_nanf("")};
    for (size_t o = 0; o < 5; ++o) {
        net.weight<0>(o, 0) = given[o];
    }
    const float x[] = {0.0f}, y[] = {0.0f, 0.0f, 0.0f, 0.0f, 0.0f};
    REQUIRE(train(net, work, Recipe{MeanSquaredError{}, Adam{0.0f}}, {x, y, 1}).status == Status::ok);
    const float expected[] = {1.0f, -2.0f, 2.0f, -2.0f, 0.0f};
    for (size_t o = 0; o < 5; ++o) {
        CHECK(net.weight<0>(o, 0) == expected[o]);
    }
}

TEST_CASE("a step longer than the ceilings is no damage: weights stop there, and nothing is forgotten") {
    using Net = Network<Input<1>, Dense<3>, Ceilings<1>>;
    static Net net;
    static Workspace<Net, Recipe<MeanSquaredError, Adam>, 1> work;
    const float x[] = {1.0f}, y[] = {100.0f, -100.0f, 100.0f};
    for (int step = 0; step < 20; ++step) {
        REQUIRE(train(net, work, Recipe{MeanSquaredError{}, Adam{100.0f}}, {x, y, 1}).status == Status::ok);
    }
    CHECK(net.weight<0>(0, 0) == 1.0f);
    CHECK(net.weight<0>(1, 0) == -1.0f);
    CHECK(net.bias<0>(2) == 1.0f);
    CHECK(work.state.remembered(0, 0) != 0.0f);
    CHECK(work.state.corrections.first > 0.85f);  // 1 - 0.9^20, not that of a fresh start
}
