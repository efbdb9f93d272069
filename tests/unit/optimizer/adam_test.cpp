// SPDX-License-Identifier: MIT
// The formulas are compared with PyTorch in tests/parity; here stands what only mote promises.
#include "mote/optimizer/adam.hpp"
#include "catch.hpp"
#include "mote/base/random.hpp"
#include "mote/optimizer/descent.hpp"

#include <cmath>

using namespace mote;

namespace {

/// The largest movement of one weight as a share of longest_step(), over hostile gradients of every size and settings
/// that change from step to step.
float largest_share(bool settings_change, uint64_t seed) {
    Pcg32 random(seed);
    Adam::Corrections corrections{};
    Array<Pack, 2> moments{{0.0f, 0.0f}};
    Repairs repairs;
    Adam adam;
    float largest = 0.0f;
    for (int i = 0; i < 2000; ++i) {
        if (settings_change && random.next() % 64 == 0) {
            adam = Adam{1.0f, random.uniform(1.0f), random.uniform(1.0f), 1e-12f}.repaired(repairs);
        }
        const auto step = adam.begin(corrections, 1.0f);
        const float exponent = 15.0f * random.uniform(random.next() % 4 == 0 ? 1.0f : 0.3f);
        const float gradient = random.next() % 3 == 0 ? std::pow(10.0f, exponent) : 0.0f;
        const float movement = first_lane(Adam::update(step, 0.0f, gradient, moments));
        largest = std::fmax(largest, std::fabs(movement) / Adam::longest_step(step));
    }
    return largest;
}

/// The share that is reached by a burst of gradients, each the worst for its time, after `empty_steps` without any.
float burst_share(const Adam& adam, int empty_steps) {
    Adam::Corrections corrections{};
    Array<Pack, 2> moments{{0.0f, 0.0f}};
    for (int i = 0; i < empty_steps; ++i) {
        Adam::update(adam.begin(corrections, 1.0f), 0.0f, 0.0f, moments);
    }
    float largest = 0.0f, gradient = 1e-6f;
    for (int i = 0; i < 8000; ++i) {
        gradient *= adam.beta2 / adam.beta1;
        const auto step = adam.begin(corrections, 1.0f);
        const float movement = first_lane(Adam::update(step, 0.0f, gradient, moments));
        largest = std::fmax(largest, std::fabs(movement) / Adam::longest_step(step));
        if (gradient > 1e12f) {
            break;
        }
    }
    return largest;
}

}  // namespace

TEST_CASE("no step of Adam is longer than the bound that the sweep relies on") {
    for (uint64_t seed = 0; seed < 100; ++seed) {
        REQUIRE(largest_share(false, seed) <= 1.0f);
        REQUIRE(largest_share(true, seed) <= 1.0f);
    }
}

TEST_CASE("the bound of a step is reached: it is not a guess far away") {
    Repairs none;
    const Adam slow = Adam{1.0f, 0.999f, 0.99900101f, 1e-12f}.repaired(none);
    CHECK(burst_share(slow, 0) > 0.9f);
    CHECK(burst_share(slow, 0) <= 1.0f);
    CHECK(burst_share(Adam{}, 20000) == Approx(2.299 / 31.7).epsilon(0.01));
}

TEST_CASE("with the usual decays a rate of 0.3 is short, a rate of 1 is not, at the default ceiling") {
    Adam::Corrections corrections{};
    for (int i = 0; i < 20000; ++i) {
        Adam{}.begin(corrections, 0.3f);
    }
    const float short_step = 0.5f * 1000.0f / static_cast<float>(16);
    CHECK(Adam::longest_step(Adam{}.begin(corrections, 0.3f)) < short_step);
    CHECK(Adam::longest_step(Adam{}.begin(corrections, 1.0f)) > short_step);
}

TEST_CASE("beta2 is repaired above beta1 squared") {
    Repairs repairs;
    const Adam adam = Adam{1e-3f, 0.99f, 0.9f, 1e-8f}.repaired(repairs);
    CHECK(repairs.settings == 1);
    CHECK(adam.beta2 > adam.beta1 * adam.beta1);
    Repairs none;
    const Adam sound = Adam{}.repaired(none);
    CHECK(none.total() == 0);
    CHECK(sound.beta2 == 0.999f);
}

TEST_CASE("weight decay of AdamW shrinks a weight and never flips its sign") {
    AdamW::Corrections corrections{};
    Array<Pack, 2> moments{{0.0f, 0.0f}};
    const AdamW mild{0.1f, 0.9f, 0.999f, 1e-8f, 0.5f}, absurd{0.1f, 0.9f, 0.999f, 1e-8f, 1e6f};
    CHECK(first_lane(AdamW::update(mild.begin(corrections, 0.1f), 2.0f, 0.0f, moments)) == 2.0f * 0.95f);
    CHECK(first_lane(AdamW::update(absurd.begin(corrections, 0.1f), 2.0f, 0.0f, moments)) == 0.0f);
}
