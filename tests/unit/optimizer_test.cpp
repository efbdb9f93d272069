// SPDX-License-Identifier: MIT
// The formulas are compared with PyTorch in tests/parity; here stands what only mote promises.
#include "mote/optimizer.hpp"
#include "catch.hpp"
#include "mote/random.hpp"

#include <cmath>

using namespace mote;

namespace {

/// The largest movement of one weight in `steps` steps of rate 1, over hostile gradients of every size.
float largest_step(const Adam& adam, int steps, uint64_t seed) {
    Pcg32 random(seed);
    Adam::Corrections corrections{};
    Array<Pack, 2> moments{{0.0f, 0.0f}};
    float largest = 0.0f;
    for (int i = 0; i < steps; ++i) {
        const auto step = adam.begin(corrections, 1.0f);
        const float magnitude = std::pow(10.0f, 30.0f * random.uniform(1.0f) * (random.next() % 4 == 0 ? 1.0f : 0.5f));
        const float gradient = random.next() % 3 == 0 ? std::fmin(magnitude, 5e15f) : 0.0f;
        largest = std::fmax(largest, std::fabs(first_lane(Adam::update(step, 0.0f, gradient, moments))));
    }
    return largest;
}

}  // namespace

TEST_CASE("no step of Adam is longer than the bound that the sweep relies on") {
    for (const Adam adam : {Adam{}, Adam{1.0f, 0.0f, 0.9f}, Adam{1.0f, 0.9f, 0.9f}, Adam{1.0f, 0.99f, 0.999f}}) {
        // step_ceiling leaves half of the room for rounding.
        const float bound = 0.5f * 1000.0f / static_cast<float>(sweep_period) / adam.step_ceiling(1000.0f);
        for (uint64_t seed = 0; seed < 200; ++seed) {
            REQUIRE(largest_step(adam, 300, seed) <= bound * 1.001f);
        }
    }
}

TEST_CASE("the bound of a step is reached: it is not a guess far away") {
    const Adam adam;
    Adam::Corrections corrections{};
    Array<Pack, 2> moments{{0.0f, 0.0f}};
    // After many empty steps a geometric burst of gradients is the worst that can come.
    for (int i = 0; i < 20000; ++i) {
        Adam::update(adam.begin(corrections, 1.0f), 0.0f, 0.0f, moments);
    }
    float step = 0.0f, gradient = 1.0f;
    for (int i = 0; i < 60; ++i) {
        gradient *= 0.999f / 0.9f;
        step = std::fabs(first_lane(Adam::update(adam.begin(corrections, 1.0f), 0.0f, gradient, moments)));
    }
    CHECK(step > 0.95f * 7.27f);
    CHECK(step < 7.28f);
}

TEST_CASE("beta2 is repaired above beta1 squared") {
    Repairs repairs;
    const Adam adam = Adam{1e-3f, 0.99f, 0.9f, 1e-8f}.repaired(repairs);
    CHECK(repairs.settings == 1);
    CHECK(adam.beta2 > adam.beta1 * adam.beta1);
    CHECK(adam.step_ceiling(1000.0f) > 0.0f);
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
