// SPDX-License-Identifier: MIT
#include "mote/kernel/lanes.hpp"
#include "catch.hpp"
#include "mote/base/random.hpp"
#include "mote/guard/sanitize.hpp"

using namespace mote;

namespace {

/// By the tree of base/order.hpp.
float sum_of_lanes(float (&lanes)[16]) {
    for (const size_t half : {8u, 4u, 2u, 1u}) {
        for (size_t lane = 0; lane < half; ++lane) {
            lanes[lane] = lanes[lane] + lanes[lane + half];
        }
    }
    return lanes[0];
}

}  // namespace

TEST_CASE("a sum in virtual lanes is that of all sixteen, however few have terms") {
    float terms[70];
    Pcg32 random(1);
    for (float& term : terms) {
        term = random.uniform(1.0f);
    }
    for (size_t count = 1; count <= 70; ++count) {
        float lanes[16] = {};
        for (size_t i = 0; i < count; ++i) {
            lanes[i % 16] = lanes[i % 16] + terms[i];
        }
        const float sum = detail::sum_in_lanes(
            count, [&](Pack sums, auto columns) MOTE_INLINED { return sums + columns.load(terms, 0); });
        CHECK(float_bits(sum) == float_bits(sum_of_lanes(lanes)));
    }
}

TEST_CASE("a sum in virtual lanes has the sign of its zero, whatever a lane holds") {
    for (size_t count = 1; count <= 40; ++count) {
        float lanes[16] = {};
        for (size_t i = 0; i < count; ++i) {
            lanes[i % 16] = -0.0f;
        }
        const float sum = detail::sum_in_lanes(count, [](Pack, auto) MOTE_INLINED { return Pack(-0.0f); });
        CHECK(float_bits(sum) == float_bits(sum_of_lanes(lanes)));
    }
}
