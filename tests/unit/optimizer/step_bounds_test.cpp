// SPDX-License-Identifier: MIT
// No step of a bounded optimizer is longer than what it says, whatever the gradients were and are, and however its settings change:
// the sweep relies on it.
#include "catch.hpp"
#include "mote/base/random.hpp"
#include "mote/mote.hpp"

#include <cmath>

using namespace mote;

namespace {

/// A setting between 0 and `largest`, or at one of the ends.
float any_setting(Pcg32& random, float largest) {
    const uint32_t kind = random.next() % 4;
    return kind == 0 ? 0.0f : kind == 1 ? largest : std::fabs(random.uniform(largest));
}
void change(Pcg32& random, Adam& it) { it = Adam{1.0f, any_setting(random, 1.0f), any_setting(random, 1.0f), 1e-12f}; }
void change(Pcg32& random, Adamax& it) {
    it = Adamax{1.0f, any_setting(random, 1.0f), any_setting(random, 1.0f), 1e-12f};
}
void change(Pcg32& random, NAdam& it) {
    it = NAdam{1.0f, any_setting(random, 1.0f), any_setting(random, 1.0f), 1e-12f, any_setting(random, 1.0f)};
}
void change(Pcg32& random, RmsProp& it) { it = RmsProp{1.0f, any_setting(random, 1.0f), 1e-12f}; }
void change(Pcg32& random, Adagrad& it) { it = Adagrad{1.0f, any_setting(random, 1.0f), 1e-12f, 0.0f}; }
void change(Pcg32& random, Lion& it) { it = Lion{1.0f, any_setting(random, 1.0f), any_setting(random, 1.0f)}; }
void change(Pcg32& random, Rprop& it) {
    it = Rprop{any_setting(random, 100.0f), 0.5f, 1.2f, 1e-6f, any_setting(random, 50.0f)};
}

/// The largest movement of one weight as a share of longest_step(), over hostile gradients of every size.
template <class Optimizer>
float largest_share(bool settings_change, uint64_t seed) {
    Pcg32 random(seed);
    typename Optimizer::Corrections corrections{};
    Array<Pack, Optimizer::memory> memory{};
    Repairs repairs;
    Optimizer optimizer = Optimizer{}.repaired(repairs);
    float largest = 0.0f;
    for (int i = 0; i < 2000; ++i) {
        if (settings_change && random.next() % 64 == 0) {
            change(random, optimizer);
            optimizer = optimizer.repaired(repairs);
        }
        const auto step = optimizer.begin(corrections, 1.0f);
        const float exponent = 15.0f * random.uniform(random.next() % 4 == 0 ? 1.0f : 0.3f);
        const float sign = random.next() % 2 == 0 ? 1.0f : -1.0f;
        const float gradient = random.next() % 3 == 0 ? sign * std::pow(10.0f, exponent) : 0.0f;
        const float movement = first_lane(Optimizer::update(step, 0.0f, gradient, memory));
        largest = std::fmax(largest, std::fabs(movement) / Optimizer::longest_step(step));
    }
    return largest;
}

template <class Optimizer>
void is_bounded() {
    float largest = 0.0f;
    for (uint64_t seed = 0; seed < 60; ++seed) {
        REQUIRE(largest_share<Optimizer>(false, seed) <= 1.0f);
        const float share = largest_share<Optimizer>(true, seed);
        REQUIRE(share <= 1.0f);
        largest = std::fmax(largest, share);
    }
    CHECK(largest > 0.001f);
}

}  // namespace

TEST_CASE("no step is longer than the bound that the sweep relies on") {
    is_bounded<AmsGrad>();
    is_bounded<AdamBfloat16>();
    is_bounded<Adamax>();
    is_bounded<NAdam>();
    is_bounded<RmsProp>();
    is_bounded<Adagrad>();
    is_bounded<Lion>();
    is_bounded<Rprop>();
}
