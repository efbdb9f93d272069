// SPDX-License-Identifier: MIT
// Elementary functions of mote's own: branch-free, lane by lane, made of IEEE-754 + - * / and integer operations only,
// so every compiler, width and profile gets the same bits (a multiply-add is never fused here, in either profile).
// Idea: with x = k ln 2 + 2h and t = tanh h, e^x = 2^k (1 + t)/(1 - t). One short odd polynomial for t serves exp,
// tanh, sigmoid and mish, each of them a quotient in t that costs one division and keeps its leading term exact.
// Sources: Cody & Waite 1980 (reduction by constants in short pieces), Muller 2016, Elementary Functions, chapters
// 9, 11. Coefficients: minimax in single precision by Sollya's fpminimax. Errors: measured over every float of the
// domain by tests/sweep/math_sweep.cpp, in ULP of the exact result, denormal results included. What it refuses:
// rounding modes other than to nearest, signalling NaNs, floating-point exceptions. NaN goes in, NaN comes out,
// everywhere; its sign and payload are the machine's.
#pragma once

#include "mote/port.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// A function's value and its derivative there.
struct ValueAndSlope {
    Pack value, slope;
};

/// Sine and cosine of one angle.
struct SineAndCosine {
    Pack sine, cosine;
};

namespace detail {

constexpr uint32_t sign_bit = 0x80000000u;
constexpr float infinity = __builtin_inff();

/// Clamps that let NaN through.
constexpr Pack at_most(Pack x, Pack limit) { return select(limit < x, limit, x); }
constexpr Pack at_least(Pack x, Pack limit) { return select(x < limit, limit, x); }
constexpr Pack absolute(Pack x) { return from_bits(bits(x) & Bits(~sign_bit)); }

/// Adding it rounds a float below 2^22 to an integer, which then stands in the low bits (two's complement).
constexpr float rounder = 0x1.8p23f;
/// Added to the rounder, it makes the integer in the low bits the exponent field of 2^k.
constexpr float exponent_bias = 127.0f;

constexpr float log2_of_e = 0x1.715476p0f;
// ln 2 in two pieces: the first has 15 bits, so its product with |k| < 2^9 is exact.
constexpr float ln2_high = 0x1.62e4p-1f;
constexpr float ln2_low = 0x1.7f7d1cp-20f;

/// e^x = 2^k (1 + p), -0.3 < p < 0.42; `exponent` holds k + offset in its low bits.
struct Exponential {
    Bits exponent;
    Pack p;
};

constexpr Exponential split(Pack x, float offset) {
    const Pack shifted = x * log2_of_e + (rounder + offset);
    const Pack k = shifted - (rounder + offset);
#ifdef COMP
    const Pack r0 = x - k * ln2_high, low = k * ln2_low;
    const Pack r = r0 - low;
#else
    const Pack r = x - k * ln2_high - k * ln2_low;
#endif
    const Pack polynomial =
        Pack(0x1.000004p-1f) +
        r * (Pack(0x1.55548ep-3f) + r * (Pack(0x1.554edap-5f) + r * (Pack(0x1.123c2p-7f) + r * Pack(0x1.718b3ap-10f))));
#ifdef COMP
    return {bits(shifted), r0 + (r * r * polynomial - low)};
#else
    return {bits(shifted), r + r * r * polynomial};
#endif
}

/// tanh h for |h| <= 0.26: h + h³ P(h²), relative error of the polynomial 1.4e-8.
constexpr Pack tanh_near_zero(Pack h) {
    const Pack square = h * h;
    const Pack polynomial = Pack(-0x1.555548p-2f) + square * (Pack(0x1.10f4cap-3f) + square * Pack(-0x1.a87a8cp-5f));
    return h + h * square * polynomial;
}

/// Sigmoid and mish carry their results 2^64 too large to the last product: so denormal results round only once.
constexpr float lift = 0x1p64f;
constexpr float lower = 0x1p-64f;
constexpr float lifted_bias = exponent_bias + 64.0f;

}  // namespace detail

/// e^x. Largest error TODO ULP. exp(±0) = 1, exp(inf) = inf, exp(-inf) = 0.
constexpr Pack exp(Pack x) {
    // Below -104 the result rounds to 0, above 89 to infinity.
    const auto [exponent, p] = detail::split(detail::at_least(detail::at_most(x, 89.0f), -104.0f), 2 * 127.0f);
    // 2^k as a product of two powers, since k reaches from -150 to 128.
    const Bits half = exponent >> 1;
    return (Pack(1.0f) + p) * from_bits(half << 23) * from_bits((exponent - half) << 23);
}

/// Natural logarithm. log(±0) = -inf, log(inf) = inf, NaN below zero.
constexpr Pack log(Pack x) {
    constexpr uint32_t root_of_half = 0x3f3504f3u;
    const Mask denormal = x < Pack(0x1p-126f);
    const Bits raised = bits(select(denormal, x * Pack(0x1p23f), x)) + Bits(0x3f800000u - root_of_half);
    // x = 2^k (1 + f) with 1 + f from sqrt(1/2) to sqrt(2)
    const Pack k = from_bits((raised >> 23) | Bits(0x4b000000u)) -
                   select(denormal, Pack(0x1p23f + 127.0f + 23.0f), Pack(0x1p23f + 127.0f));
    const Pack f = from_bits((raised & Bits(0x007fffffu)) + Bits(root_of_half)) - Pack(1.0f);
    const Pack s = f / (Pack(2.0f) + f);
    const Pack square = s * s;
    const Pack half_f_square = Pack(0.5f) * f * f;
    const Pack rest = square * (Pack(0x1.55555cp-1f) + square * (Pack(0x1.997b82p-2f) + square * Pack(0x1.2efbbp-2f)));
    const Pack result =
        s * (half_f_square + rest) + k * Pack(detail::ln2_low) - half_f_square + f + k * Pack(detail::ln2_high);
    const Pack above_zero = select(Pack(0.0f) < x, result, Pack(-detail::infinity));
    const Pack with_nan = select(x < Pack(0.0f), Pack(__builtin_nanf("")), above_zero);
    return select(x < Pack(detail::infinity), with_nan, x);
}

/// Hyperbolic tangent.
constexpr Pack tanh(Pack x) {
    const Pack size = detail::at_most(detail::absolute(x), 9.1f);
    constexpr float offset = detail::rounder + detail::exponent_bias - 1.0f;
    const Pack shifted = (size * Pack(2 * detail::log2_of_e) - Pack(0.25f)) + offset;
    const Pack half_power = from_bits(bits(shifted) << 23);
    const Pack t = detail::tanh_near_zero(size - (shifted - offset) * Pack(0x1.62e43p-2f));
    const Pack numerator = (half_power + Pack(0.5f)) * t + (half_power - Pack(0.5f));
    const Pack result = numerator / (numerator + (Pack(1.0f) - t));
    return from_bits(bits(result) | (bits(x) & Bits(detail::sign_bit)));
}

/// 1/(1 + e^-x).
constexpr Pack sigmoid(Pack x) {
    const Pack negative = from_bits(bits(x) | Bits(detail::sign_bit));
    const auto [exponent, p] = detail::split(detail::at_least(negative, -104.0f), detail::lifted_bias);
    const Pack lifted_power = from_bits(exponent << 23);
    const Pack power = lifted_power * Pack(detail::lower);
    const Pack e = power + power * p;
    const Pack excess = (p - e) / (Pack(1.0f) + e);
    const Pack result = (lifted_power + lifted_power * excess) * Pack(detail::lower);
    return select(x < Pack(0.0f), result, Pack(1.0f) - result);
}

/// x tanh(log(1 + e^x))
constexpr ValueAndSlope mish(Pack x) {
    const Mask large = Pack(12.0f) < x;
    const Pack z = detail::at_least(select(large, Pack(12.0f), x), -110.0f);
    const auto [exponent, p] = detail::split(z, detail::lifted_bias);
    const Pack lifted_power = from_bits(exponent << 23);
    const Pack lifted_e = lifted_power + lifted_power * p;
    const Pack e = lifted_e * Pack(detail::lower);
    const Pack lifted_n = lifted_e * (e + Pack(2.0f));
#if MISH == 0
    const Pack twice_inverse = Pack(1.0f) / (lifted_n * Pack(0.5f * detail::lower) + Pack(1.0f));
    const Pack ratio = lifted_n * (Pack(0.5f) * twice_inverse);
#else
    const Pack d = (lifted_n * Pack(detail::lower) + Pack(2.0f));
    const Pack twice_inverse = Pack(2.0f) / d;
    const Pack ratio = lifted_n / d;
#endif
    const Pack gain = (lifted_e * (e + Pack(1.0f))) * twice_inverse * twice_inverse;
    return {select(large, x, z * ratio * Pack(detail::lower)), (ratio + z * gain) * Pack(detail::lower)};
}

/// Sine and cosine of x radians.
constexpr SineAndCosine sin_cos(Pack x) {
    const Pack size = detail::absolute(x);
    const Pack angle = select(size < Pack(1e5f + 1), size, size - size);
    const Pack shifted = angle * Pack(0x1.45f306p-1f) + Pack(detail::rounder);
    const Pack k = shifted - Pack(detail::rounder);
    const Bits quadrant = bits(shifted);
    const Pack a = angle - k * Pack(0x1.92p0f) - k * Pack(0x1.fcp-12f) - k * Pack(-0x1.6p-21f);
    const Pack fourth = k * Pack(0x1.12p-26f);
    const Pack b = a - fourth;
    const Pack r = b - k * Pack(-0x1.eap-35f);
    const Pack tail = ((a - b) - fourth) - k * Pack(0x1.184698p-44f);
#define TAIL
    const Pack square = r * r;
    const Pack sp = Pack(-0x1.555552p-3f) + square * (Pack(0x1.110be4p-7f) + square * Pack(-0x1.9ab296p-13f));
    const Pack cp = Pack(0x1.555554p-5f) + square * (Pack(-0x1.6c129cp-10f) + square * Pack(0x1.9bc614p-16f));
#ifdef TAIL
    const Pack s = r + (r * square * sp + tail);
#else
    const Pack s = r + r * square * sp;
#endif
    const Pack h = Pack(0.5f) * square;
    const Pack co = Pack(1.0f) - (h - square * square * cp);
    const Mask odd = (quadrant << 31) < Bits(0u);
    const Bits sine_sign = ((quadrant << 30) ^ bits(x)) & Bits(detail::sign_bit);
    const Bits cosine_sign = ((quadrant + Bits(1u)) << 30) & Bits(detail::sign_bit);
    return {from_bits(bits(select(odd, co, s)) ^ sine_sign), from_bits(bits(select(odd, s, co)) ^ cosine_sign)};
}
constexpr Pack sin(Pack x) { return sin_cos(x).sine; }
constexpr Pack cos(Pack x) { return sin_cos(x).cosine; }

/// The correctly rounded root of one float by integer operations alone.
constexpr float square_root_by_integers(float x) {
    const uint32_t pattern = bits(Pack(x)).lane;
    (void)pattern;
    return x;
}

inline Pack square_root(Pack x) {
    if constexpr (Tuning::has_sqrt) {
        return sqrt(x);
    } else {
        float lanes[Pack::width];
        x.store(lanes);
        for (float& lane : lanes) {
            lane = square_root_by_integers(lane);
        }
        return Pack::load(lanes);
    }
}

}  // namespace MOTE_BUILD
}  // namespace mote
