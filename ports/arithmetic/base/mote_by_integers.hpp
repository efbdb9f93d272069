// SPDX-License-Identifier: MIT
// Roots and quotients by integer multiplications, for machines that have these as instructions and none for floats. A straight
// line is the first guess, Newton's iteration goes on from there, and an exact remainder rounds. Every product fits 32 bits, or
// is a remainder whose upper bits are known, so nothing wider is needed; and there are no tables, which an AVR would keep in RAM.
// What each estimate lacks is found by trying all significands (tests/sweep).
#pragma once

#include <stdint.h>

namespace mote {
namespace MOTE_PORT {

/// The fields of a float.
constexpr uint32_t bits_of_sign = 0x80000000u, bits_of_infinity = 0x7f800000u, leading_bit = 0x00800000u;

/// The bits of a float above 0. A denormal is given a leading bit, and an exponent below 1, which makes these a signed number.
constexpr uint32_t normalized(uint32_t bits) {
    uint32_t exponents = 0;
    for (; bits < leading_bit; bits <<= 1) {
        exponents += leading_bit;
    }
    return bits - exponents;
}

/// Whether these are the bits of a positive float that is neither denormal nor special.
constexpr bool is_normal(uint32_t bits) { return bits - leading_bit < bits_of_infinity - leading_bit; }

/// The correctly rounded root of every float, as IEEE-754 has it: ±0 gives ±0, inf gives inf, NaN and x < 0 give NaN.
[[gnu::noinline]] constexpr float root_by_integers(float x) {
    uint32_t bits = __builtin_bit_cast(uint32_t, x);
    if (!is_normal(bits)) {
        if ((bits & ~bits_of_sign) == 0 || bits == bits_of_infinity) {
            return x;
        }
        if (bits > bits_of_infinity) {  // a NaN, or anything with a sign
            return __builtin_nanf("");
        }
        bits = normalized(bits);
    }
    // x = 4^k v with v from 1 to 4. What is left of `shifted`: the last bit of the exponent, then the fraction.
    const uint32_t shifted = bits << 8;
    const uint32_t v = (shifted | bits_of_sign) >> (shifted >> 31);  // times 2^30, exact
    const uint32_t short_v = v >> 16;
    // 1 / √v within 6 %, by two straight lines; then, by a polynomial in v·line² (minimax), within 2^-13.
    const uint32_t line = 64553 - ((shifted ^ bits_of_sign) >> 17);
    const uint32_t square = (((line * line) >> 16) * short_v) >> 14;
    const uint32_t factor = 60478 - ((square * (39003 - ((square * 11295) >> 16))) >> 16);
    const uint32_t inverse = (line * factor) >> 15;
    // The root to 16 bits, and Newton's step from what they leave of v, for 8 more.
    const uint32_t high = (short_v * inverse) >> 15;
    const auto left_by_high = static_cast<int32_t>(v - high * high);
    uint32_t root = (high << 8) + static_cast<uint32_t>(((left_by_high >> 5) * static_cast<int32_t>(inverse)) >> 19);
    // That is the nearest, or one less, and never a tie: no root of a float has exactly 25 bits.
    const auto left = static_cast<int32_t>((v << 16) - root * root);
    root += left > static_cast<int32_t>(root) ? 1u : 0u;
    const auto exponent = static_cast<uint32_t>((static_cast<int32_t>(bits) >> 23) + 125) >> 1;
    return __builtin_bit_cast(float, (exponent << 23) + root);
}

/// The correctly rounded a / b of all floats, as IEEE-754 has it: denormal operands and results are kept; 0 / 0, inf / inf and NaN
/// give NaN, anything else by 0 gives inf and by inf 0, all with the sign of the product.
[[gnu::noinline]] constexpr float quotient_by_integers(float a, float b) {
    uint32_t above = __builtin_bit_cast(uint32_t, a), below = __builtin_bit_cast(uint32_t, b);
    const uint32_t sign = (above ^ below) & bits_of_sign;
    above &= ~bits_of_sign;
    below &= ~bits_of_sign;
    if (!is_normal(above) || !is_normal(below)) {
        const bool gives_zero = above == 0 || below == bits_of_infinity;
        const bool gives_infinity = below == 0 || above == bits_of_infinity;
        if (above > bits_of_infinity || below > bits_of_infinity || (gives_zero && gives_infinity)) {
            return __builtin_nanf("");
        }
        if (gives_zero || gives_infinity) {
            return __builtin_bit_cast(float, sign | (gives_infinity ? bits_of_infinity : 0));
        }
        above = normalized(above);
        below = normalized(below);
    }
    const uint32_t denominator = (below & (leading_bit - 1)) | leading_bit;
    uint32_t numerator = (above & (leading_bit - 1)) | leading_bit;
    int32_t exponent = (static_cast<int32_t>(above) >> 23) - (static_cast<int32_t>(below) >> 23) + 126;
    if (numerator < denominator) {  // the quotient is from 1 to 2
        numerator <<= 1;
        --exponent;
    }
    // 2^31 / denominator within 8 %, by a straight line. Newton's steps square the error and leave the result too small: of
    // 2^39 / denominator, `inverse` lacks up to 2^-14.
    const uint32_t line = 374 - (denominator >> 16);
    const uint32_t closer = (line * ((0 - denominator * line) >> 15)) >> 8;
    const uint32_t inverse = closer + ((closer * ((0 - denominator * closer) >> 16)) >> 23);
    // The quotient to 16 bits and to 8 more, too small if anything. The first leave less than 8 denominators, all less than 1.2.
    const uint32_t high = ((numerator >> 9) * inverse) >> 15;
    const uint32_t left_by_high = (numerator << 15) - high * denominator;
    const uint32_t low = ((left_by_high >> 10) * inverse) >> 21;
    const uint32_t left = (left_by_high << 8) - low * denominator;
    uint32_t quotient = (high << 8) + low;
    if (static_cast<uint32_t>(exponent) < 254) {
        quotient += 2 * left > denominator ? 1u : 0u;  // a normal quotient is never a tie
        return __builtin_bit_cast(float, sign | ((static_cast<uint32_t>(exponent) << 23) + quotient));
    }
    if (exponent > 0) {
        return __builtin_bit_cast(float, sign | bits_of_infinity);
    }
    if (exponent < -24) {
        return __builtin_bit_cast(float, sign);
    }
    // A denormal result has fewer bits, and is rounded at its own last one.
    const auto dropped_bits = static_cast<uint32_t>(-exponent);
    quotient += left >= denominator ? 1u : 0u;
    const bool is_exact = left == 0 || left == denominator;
    const uint32_t kept = quotient >> dropped_bits;
    const uint32_t dropped = 2 * (quotient - (kept << dropped_bits)) + (is_exact ? 0u : 1u);
    const uint32_t half = uint32_t{1} << dropped_bits;
    const bool goes_up = dropped > half || (dropped == half && (kept & 1) != 0);
    return __builtin_bit_cast(float, sign | (kept + (goes_up ? 1u : 0u)));
}

}  // namespace MOTE_PORT
}  // namespace mote
