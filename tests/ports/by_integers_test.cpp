// SPDX-License-Identifier: MIT
// Roots and quotients without instructions for floats, against this machine's own. Every float: tests/sweep.

#include <mote/base/port.hpp>

#include <mote_by_integers.hpp>  // in the namespace of the port above

#include <cmath>
#include <vector>

#include "catch.hpp"

namespace {

using mote::MOTE_PORT::quotient_by_integers;
using mote::MOTE_PORT::root_by_integers;

float float_of(uint32_t bits) { return __builtin_bit_cast(float, bits); }

/// The same bits, or both NaN.
bool are_same(float a, float b) {
    return __builtin_bit_cast(uint32_t, a) == __builtin_bit_cast(uint32_t, b) || (std::isnan(a) && std::isnan(b));
}

/// Every exponent with a handful of significands, both signs: zeros, denormals, infinities and NaNs among them.
std::vector<float> hostile_floats() {
    std::vector<float> all;
    for (uint32_t exponent = 0; exponent < 256; ++exponent) {
        for (const uint32_t significand : {0u, 1u, 2u, 0x3504f3u, 0x555555u, 0x7ffffeu, 0x7fffffu}) {
            all.push_back(float_of(exponent << 23 | significand));
            all.push_back(float_of(0x80000000u | exponent << 23 | significand));
        }
    }
    return all;
}

constexpr bool folds = root_by_integers(2.25f) == 1.5f && quotient_by_integers(1.0f, 3.0f) == 1.0f / 3.0f;
static_assert(folds);

}  // namespace

TEST_CASE("roots by integers are the machine's, of hostile numbers") {
    for (const float x : hostile_floats()) {
        CAPTURE(x);
        CHECK(are_same(root_by_integers(x), std::sqrt(x)));
    }
}

TEST_CASE("quotients by integers are the machine's, of any two hostile numbers") {
    const std::vector<float> floats = hostile_floats();
    size_t wrong = 0;
    for (const float a : floats) {
        for (const float b : floats) {
            wrong += are_same(quotient_by_integers(a, b), a / b) ? 0u : 1u;
        }
    }
    CHECK(wrong == 0);
}

TEST_CASE("quotients by integers round denormal results once, and ties to even") {
    size_t wrong = 0;
    for (uint32_t significand = 0; significand < 1u << 23; significand += 641) {
        for (uint32_t shift = 1; shift < 27; ++shift) {
            const float a = float_of(1u << 23 | significand), b = float_of((127 + shift) << 23);
            const float above_tie = float_of(1u << 23 | (significand | 1u));
            wrong += are_same(quotient_by_integers(a, b), a / b) ? 0u : 1u;
            wrong += are_same(quotient_by_integers(-above_tie, b * 0.75f), -above_tie / (b * 0.75f)) ? 0u : 1u;
        }
    }
    CHECK(wrong == 0);
}
