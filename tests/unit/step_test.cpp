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
