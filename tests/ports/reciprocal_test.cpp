// SPDX-License-Identifier: MIT
// What a port may compute in a way of its own, at every significand.
#include <mote/base/port.hpp>

#include "catch.hpp"

using mote::Pack;

namespace {

/// Whether reciprocal() differs from 1 / x for any significand with this exponent and sign.
size_t wrong_reciprocals(uint32_t exponent_and_sign) {
    size_t wrong = 0;
    for (uint32_t first = 0; first < 1u << 23; first += Pack::width) {
        float lanes[Pack::width], got[Pack::width];
        for (uint32_t i = 0; i < Pack::width; ++i) {
            lanes[i] = __builtin_bit_cast(float, exponent_and_sign | (first + i));
        }
        reciprocal(Pack::load(lanes)).store(got);
        for (uint32_t i = 0; i < Pack::width; ++i) {
            const float expected = 1.0f / lanes[i];
            wrong += __builtin_bit_cast(uint32_t, got[i]) != __builtin_bit_cast(uint32_t, expected);
        }
    }
    return wrong;
}

}  // namespace

TEST_CASE("the reciprocal of every significand is correctly rounded") {
    for (const uint32_t exponent : {1u, 2u, 100u, 126u, 127u, 128u, 200u, 251u, 252u}) {
        CHECK(wrong_reciprocals(exponent << 23) == 0);
    }
    CHECK(wrong_reciprocals(0x80000000u | 127u << 23) == 0);
}
