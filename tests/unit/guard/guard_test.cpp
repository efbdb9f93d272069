// SPDX-License-Identifier: MIT
#include "mote/guard/guard.hpp"
#include "catch.hpp"

#include <limits>

using namespace mote;

namespace {
constexpr float quiet_nan = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();
}  // namespace

TEST_CASE("a guard's number may tighten a ceiling and never lift it") {
    CHECK(tightened(100.0f, 1e6f) == 100.0f);
    CHECK(tightened(0.0f, 1e6f) == 0.0f);
    CHECK(tightened(1e7f, 1e6f) == 1e6f);
    CHECK(tightened(infinity, 1e6f) == 1e6f);
    CHECK(tightened(quiet_nan, 1e6f) == 1e6f);
    CHECK(tightened(-1.0f, 1e6f) == 1e6f);
    CHECK(tightened(Guard{}.target_limit, 1e6f) == 1e6f);
}

TEST_CASE("bad numbers are counted by kind") {
    Repairs repairs;
    for (const float value : {0.0f, -100.0f, 100.0f, quiet_nan, -quiet_nan, infinity, -infinity, 101.0f, -1e30f}) {
        inspect(value, 100.0f, repairs);
    }
    CHECK(repairs.nan == 2);
    CHECK(repairs.infinite == 2);
    CHECK(repairs.out_of_range == 2);
    CHECK(repairs.total() == 6);
}

TEST_CASE("a setting out of its range moves to the nearer end, a NaN to the fallback, both counted") {
    Repairs repairs;
    CHECK(setting(0.5f, 0.0f, 1.0f, 0.25f, repairs) == 0.5f);
    CHECK(repairs.settings == 0);
    CHECK(setting(quiet_nan, 0.0f, 1.0f, 0.25f, repairs) == 0.25f);
    CHECK(setting(infinity, 0.0f, 1.0f, 0.25f, repairs) == 1.0f);
    CHECK(setting(-1.0f, 0.0f, 1.0f, 0.25f, repairs) == 0.0f);
    CHECK(repairs.settings == 3);
    CHECK(float_bits(setting(-0.0f, 0.0f, 1.0f, 0.25f, repairs)) == 0x80000000u);  // which is 0, and in range
    CHECK(repairs.settings == 3);
}
