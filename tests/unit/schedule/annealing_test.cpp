// SPDX-License-Identifier: MIT
#include "mote/schedule/annealing.hpp"
#include "catch.hpp"

#include <cmath>

TEST_CASE("Constant is the optimizer's rate at every step") {
    CHECK(mote::Constant{}.rate(0.25f, 0) == 0.25f);
    CHECK(mote::Constant{}.rate(0.25f, 4000000000u) == 0.25f);
}

TEST_CASE("Cosine goes from the optimizer's rate to its minimum along half a cosine and stays there") {
    const mote::Cosine schedule{200, 1e-4f};
    CHECK(schedule.rate(1e-2f, 0) == 1e-2f);
    CHECK(schedule.rate(1e-2f, 200) == 1e-4f);
    CHECK(schedule.rate(1e-2f, 100000) == 1e-4f);
    for (uint32_t step = 0; step < 200; ++step) {
        const double expected = 1e-4 + (1e-2 - 1e-4) * 0.5 * (1.0 + std::cos(3.14159265358979 * step / 200));
        CHECK(static_cast<double>(schedule.rate(1e-2f, step)) == Approx(expected).epsilon(1e-5).margin(1e-9));
    }
}

TEST_CASE("Cosine over no steps is its minimum") { CHECK(mote::Cosine{0, 0.5f}.rate(1.0f, 0) == 0.5f); }
