// SPDX-License-Identifier: MIT
// Numbers that break things, and what a result has to equal: NaN where NaN is expected, everything else bit for bit.
// A machine may take denormals for zero only where it says so by `flushes`.
#pragma once

#include <mote_print.hpp>

namespace target {

constexpr uint32_t hostile[] = {
    0x00000000, 0x80000000,                                      // zeros
    0x00000001, 0x80000001, 0x007fffff, 0x807fffff, 0x00400000,  // denormals
    0x00800000, 0x80800000, 0x00800001, 0x01000000,              // the smallest normals
    0x3f800000, 0xbf800000, 0x3f7fffff, 0x3f800001, 0x3f000000, 0x40000000, 0x40400000, 0xc0490fdb, 0x4b7fffff,
    0x4b800000, 0xcb800001, 0x1f800000, 0x5f800000, 0x207fffff, 0x7f7fffff, 0xff7fffff, 0x7f000000,  // the largest
    0x7f800000, 0xff800000,                                                                          // infinities
    0x7fc00000, 0xffc00000, 0x7fa00001, 0xff800001, 0x7fffffff, 0xffffffff,  // NaN, quiet and signalling
};
constexpr unsigned hostile_count = sizeof hostile / sizeof hostile[0];

inline unsigned wrong = 0;    ///< results so far
inline bool flushes = false;  ///< the machine takes denormals for zero

inline uint32_t to_bits(float value) { return __builtin_bit_cast(uint32_t, value); }
inline float to_float(uint32_t bits) { return __builtin_bit_cast(float, bits); }
inline bool is_nan(float value) { return (to_bits(value) & 0x7fffffffu) > 0x7f800000u; }
/// Zero, denormal, or the smallest normal, to which one may be rounded: what a machine that flushes may make zero.
inline bool is_tiny(float value) { return (to_bits(value) & 0x7fffffffu) <= 0x00800000u; }
inline float flushed(float value) {
    return (to_bits(value) & 0x7f800000u) == 0 ? to_float(to_bits(value) & 0x80000000u) : value;
}

inline bool is_same(float got, float expected) {
    return to_bits(got) == to_bits(expected) || (is_nan(got) && is_nan(expected));
}

inline void report(const char* name, unsigned lane, uint32_t got, uint32_t expected) {
    if (++wrong <= 20) {
        board::print("pack: ", name, ", lane ", lane, ": ", board::Hex{got}, " instead of ", board::Hex{expected},
                     "\n");
    }
}

/// Where numbers may be flushed, `also` is right as well: the result with tiny operands taken for zero.
inline void expect(const char* name, unsigned lane, float got, float expected, float also) {
    const bool flushed_right =
        flushes && (is_same(got, also) || (is_tiny(got) && (is_tiny(expected) || is_tiny(also))));
    if (!is_same(got, expected) && !flushed_right) {
        report(name, lane, to_bits(got), to_bits(expected));
    }
}
inline void expect(const char* name, unsigned lane, uint32_t got, uint32_t expected) {
    if (got != expected) {
        report(name, lane, got, expected);
    }
}

}  // namespace target
