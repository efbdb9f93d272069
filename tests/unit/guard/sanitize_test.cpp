// SPDX-License-Identifier: MIT
#include "mote/guard/sanitize.hpp"
#include "catch.hpp"

#include <cstring>
#include <limits>

namespace {
constexpr float quiet_nan = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();
uint32_t bits_of(float value) { return mote::float_bits(value); }
}  // namespace

TEST_CASE("a float is finite, infinite or NaN, at the very edges too") {
    for (const uint32_t sign : {0u, 0x80000000u}) {
        for (const uint32_t magnitude : {0u, 1u, 0x7f7fffffu, 0x7f800000u, 0x7f800001u, 0x7fffffffu}) {
            const float value = __builtin_bit_cast(float, sign | magnitude);
            CHECK(mote::is_finite(value) == (magnitude < 0x7f800000u));
            CHECK(mote::is_infinite(value) == (magnitude == 0x7f800000u));
            CHECK(mote::is_nan(value) == (magnitude > 0x7f800000u));
        }
    }
}

TEST_CASE("one ulp beyond a limit is beyond it, in lanes too") {
    for (const float limit : {1.0f, 100.0f, 1e-30f}) {
        const float values[3] = {0.0f, limit, __builtin_bit_cast(float, bits_of(limit) + 1)};
        float copy[3];
        CHECK(mote::all_within(values, 2, limit));
        CHECK_FALSE(mote::all_within(values, 3, limit));
        CHECK(mote::copy_within(values, copy, 2, limit));
        CHECK_FALSE(mote::copy_within(values, copy, 3, limit));
        CHECK(bits_of(copy[2]) == bits_of(values[2]));
    }
}

TEST_CASE("nan_to_num replaces what is not finite and keeps every other bit") {
    CHECK(bits_of(mote::nan_to_num(quiet_nan)) == 0u);
    CHECK(mote::nan_to_num(infinity) == std::numeric_limits<float>::max());
    CHECK(mote::nan_to_num(-infinity) == std::numeric_limits<float>::lowest());
    CHECK(bits_of(mote::nan_to_num(-0.0f)) == 0x80000000u);
    CHECK(mote::nan_to_num(quiet_nan, 7.0f, 1e6f, -1e6f) == 7.0f);
    CHECK(mote::nan_to_num(infinity, 7.0f, 1e6f, -2e6f) == 1e6f);
    CHECK(mote::nan_to_num(-infinity, 7.0f, 1e6f, -2e6f) == -2e6f);
}

TEST_CASE("clamp lets NaN through and gives the upper end when the ends are crossed") {
    CHECK(mote::is_nan(mote::clamp(quiet_nan, -1.0f, 1.0f)));
    CHECK(mote::is_nan(mote::clamp(0.0f, quiet_nan, 1.0f)));
    CHECK(mote::is_nan(mote::clamp(0.0f, -1.0f, quiet_nan)));
    CHECK(mote::clamp(0.0f, 5.0f, -5.0f) == -5.0f);
    CHECK(mote::clamp(infinity, -100.0f, 100.0f) == 100.0f);
    CHECK(bits_of(mote::clamp(-0.0f, 0.0f, 1.0f)) == 0x80000000u);
    CHECK(bits_of(mote::clamp(0.0f, -1.0f, -0.0f)) == 0u);
    CHECK(bits_of(mote::clamp(0.0f, quiet_nan, 1.0f)) == 0x7fc00000u);
}

TEST_CASE("both work over spans") {
    float values[] = {quiet_nan, infinity, -3.0f, 0.5f, infinity};
    mote::nan_to_num(values, 4);
    CHECK(values[4] == infinity);
    values[0] = 2.0f;
    mote::clamp(values, 4, -1.0f, 1.0f);
    CHECK(values[4] == infinity);
    CHECK(values[0] == 1.0f);
    values[0] = quiet_nan;
    mote::nan_to_num(values, 1);
    CHECK(values[0] == 0.0f);
    CHECK(values[1] == 1.0f);
    CHECK(values[2] == -1.0f);
    CHECK(values[3] == 0.5f);
}

TEST_CASE("is_within refuses every NaN, every infinity and every larger magnitude, for every exponent") {
    const float limit = 100.0f;
    for (uint32_t top = 0; top < 0x10000u; ++top) {
        for (const uint32_t low : {0u, 1u, 0xffffu}) {
            const float value = __builtin_bit_cast(float, top << 16 | low);
            const bool expected = value >= -limit && value <= limit;
            REQUIRE(mote::is_within(value, limit) == expected);
            const float repaired = mote::sanitized(value, limit);
            REQUIRE((repaired >= -limit && repaired <= limit));
            REQUIRE((!expected || bits_of(repaired) == bits_of(value)));
            REQUIRE(bits_of(repaired) == bits_of(mote::clamp(mote::nan_to_num(value), -limit, limit)));
        }
    }
}

TEST_CASE("clamp_within equals clamp, and of NaN it is the limit") {
    CHECK(bits_of(mote::first_lane(clamp_within(mote::Pack(-__builtin_nanf("")), mote::Pack(2.0f)))) == bits_of(2.0f));
    for (const float value : {-infinity, -2.0f, -1.0f, -0.5f, -0.0f, 0.0f, 0.5f, 1.0f, 2.0f, infinity}) {
        const mote::Pack clamped = clamp_within(mote::Pack(value), mote::Pack(1.0f));
        CHECK(bits_of(mote::first_lane(clamped)) == bits_of(mote::clamp(value, -1.0f, 1.0f)));
    }
}

TEST_CASE("copy_within copies, and says of numbers at every place what all_within says") {
    for (size_t count = 0; count < 2 * mote::Pack::width + 2; ++count) {
        for (size_t bad = 0; bad <= count; ++bad) {
            float from[2 * mote::Pack::width + 2], to[2 * mote::Pack::width + 2] = {};
            for (size_t i = 0; i < count; ++i) {
                from[i] = i == bad ? 2.0f : -1.0f;
            }
            CHECK(mote::copy_within(from, to, count, 1.0f) == (bad == count));
            CHECK(mote::all_within(from, count, 1.0f) == (bad == count));
            CHECK(__builtin_memcmp(from, to, count * sizeof(float)) == 0);
        }
    }
}
