// SPDX-License-Identifier: MIT
// mote's own elementary functions: branch-free, lane by lane, made of IEEE-754 + - * / and integer operations only, so
// every width, compiler and optimisation level gives the same bits. They need no fused multiply-add, but use it where the
// profile is fused: a fifth fewer operations, other last bits.
// Idea: reduce by a multiple of ln 2 (or of pi/2) in pieces whose products are exact, then let an exact leading term
// meet a small rest as late as possible; exp, sigmoid, mish and the gelus share one core, and none divides more than once.
// Sources: Cody & Waite 1980, chapters 6 and 8 (reduction); Muller 2016, Elementary Functions (minimax, logarithm);
// Cody 1969 and Shepherd & Laframboise 1981 (the tail of the normal distribution).
// Coefficients are minimax fits in single precision (Sollya's fpminimax, absolute error, leading coefficients fixed).
// Those of erf and gelu keep the result's relative error small (Lawson's iteration): one after the other is rounded, from
// the leading one on, and the rest fitted anew.
// Errors are the largest over every float of the domain and both profiles, in ULP of the exact result (denormal results
// included), as tests/sweep/math_sweep.cpp finds them: it visits all 2^32 floats and knows the hashes of the results.
// What it refuses: other rounding modes, floating-point exceptions, -ffast-math. NaN gives NaN everywhere.
#pragma once

#include "port.hpp"

#include "prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// What a function is at a point and how it rises there.
struct ValueAndSlope {
    Pack value, slope;
};

/// Both functions of one angle.
struct SineAndCosine {
    Pack sine, cosine;
};

namespace detail {

constexpr uint32_t sign_bit = 0x80000000u;
constexpr float infinity = __builtin_inff();

// Clamps that let NaN through: the comparison is false and x stays.
inline Pack at_most(Pack x, Pack limit) { return min(limit, x); }
inline Pack at_least(Pack x, Pack limit) { return max(limit, x); }
inline Pack absolute(Pack x) { return from_bits(bits(x) & ~sign_bit); }

/// Added to a float below 2^22, it leaves the nearest integer in the low bits (two's complement).
constexpr float rounder = 0x1.8p23f;
/// Added to the rounder, it makes the low bits the exponent field of 2^k.
constexpr float exponent_bias = 127.0f;
constexpr float log2_e = 0x1.715476p0f;
// ln 2 in two pieces: the first has 15 bits, so that k times it is exact for |k| < 2^9.
constexpr float ln2_high = 0x1.62e4p-1f;
constexpr float ln2_low = 0x1.7f7d1cp-20f;

/// first + x (second + x (…)), Horner's way.
inline Pack polynomial(Pack, float last) { return last; }
template <class... Floats>
[[gnu::always_inline]] inline Pack polynomial(Pack x, float first, Floats... rest) {
    return mul_add(x, polynomial(x, rest...), first);
}

/// e^x = 2^k (1 + fraction), with fraction from -0.30 to 0.42, and k + offset in the low bits of `exponent`.
struct Exponential {
    Bits exponent;
    Pack fraction;
};

/// e^r - 1 for |r| <= ln 2 / 2.
inline Pack exponential_fraction(Pack r) {
    // (e^r - 1 - r) / r²; its error is 2^-27.4 of e^r.
    const Pack rest = polynomial(r, 0x1.000004p-1f, 0x1.55548ep-3f, 0x1.554edap-5f, 0x1.123c2p-7f, 0x1.718b3ap-10f);
    return mul_add(r * r, rest, r);
}

/// The core of exp, sigmoid and mish, for |x| <= 110.
inline Exponential exponential(Pack x, float offset) {
    const Pack shifted = mul_add(x, log2_e, rounder + offset);
    const Pack k = shifted - (rounder + offset);
    return {bits(shifted), exponential_fraction(mul_add(k, -ln2_low, mul_add(k, -ln2_high, x)))};
}

/// A number in two pieces: the first has so few bits that taking a multiple of ln 2 from it is exact.
struct Sum {
    Pack high, low;
};

/// What an exponent is counted in: its size, log2(e) times it, and ln 2 divided by it, in two pieces as above.
struct Unit {
    float size, log2_e, ln2_high, ln2_low;
};

/// The core of the two gelus: e^(unit x) for |unit x| <= 120, no less exact where x is large.
inline Exponential exponential(Sum x, Unit unit, float offset) {
    const Pack shifted = mul_add(x.high + x.low, unit.log2_e, rounder + offset);
    const Pack k = shifted - (rounder + offset);
    const Pack r = mul_add(k, -unit.ln2_high, x.high) + mul_add(k, -unit.ln2_low, x.low);
    return {bits(shifted), exponential_fraction(unit.size * r)};
}

/// The first 12 bits of x: the product of two such numbers is exact.
inline Pack first_half(Pack x) { return from_bits(bits(x) & 0xfffff000u); }

// Sigmoid and mish work on 2^64 e^x and lower their results at the end, so a denormal result is rounded only once.
constexpr float lifted_bias = exponent_bias + 64.0f;
constexpr float lower = 0x1p-64f;

}  // namespace detail

/// e^x, within 1.04 ULP. exp(±0) = 1, exp(-inf) = 0, exp(inf) = inf; denormal results are kept.
inline Pack exp(Pack x) {
    // Beyond these limits the result rounds to zero and to infinity.
    const Pack clamped = detail::at_least(detail::at_most(x, 89.0f), -104.0f);
    const auto [exponent, fraction] = detail::exponential(clamped, 2 * detail::exponent_bias);
    // k reaches from -150 to 128, more than one exponent field holds: 2^k as a product of two powers.
    const Bits half = exponent >> 1;
    return (1.0f + fraction) * from_bits(half << 23) * from_bits((exponent - half) << 23);
}

namespace detail {

/// log(2^k (1 + f)) for 1 + f from sqrt(1/2) to sqrt(2).
inline Pack log_near_one(Pack f, Pack k) {
    // With s = f / (2 + f): log(1 + f) = 2 atanh s = f - f²/2 + s (f²/2 + rest), rest = 2 s² / 3 + …, error 2^-28.
    const Pack s = f / (2.0f + f);
    const Pack square = s * s;
    const Pack rest = square * polynomial(square, 0x1.55555cp-1f, 0x1.997b82p-2f, 0x1.2efbbp-2f);
    const Pack parabola = 0.5f * f * f;
    const Pack low = mul_add(k, ln2_low, s * (parabola + rest)) - parabola;
    return mul_add(k, ln2_high, low + f);
}

}  // namespace detail

/// Natural logarithm, within 0.85 ULP, of denormals too. log(±0) = -inf, log(inf) = inf, NaN for x < 0.
inline Pack log(Pack x) {
    constexpr uint32_t root_of_half = 0x3f3504f3u;  // the bits of sqrt(1/2)
    const Mask denormal = x < Pack(0x1p-126f);
    // x = 2^k (1 + f) with 1 + f from sqrt(1/2) to sqrt(2): the carry of this sum makes the cut.
    const Bits raised = bits(select(denormal, x * 0x1p23f, x)) + (0x3f800000u - root_of_half);
    const Pack f = from_bits((raised & 0x007fffffu) + root_of_half) - 1.0f;
    const Pack k = from_bits((raised >> 23) | 0x4b000000u) -
                   select(denormal, Pack(0x1p23f + 127.0f + 23.0f), Pack(0x1p23f + 127.0f));
    const Pack sum = detail::log_near_one(f, k);
    const Pack from_zero = select(0.0f < x, sum, -detail::infinity);
    return select(x < detail::infinity, select(x < 0.0f, Pack(__builtin_nanf("")), from_zero), x);
}

namespace detail {

/// -|x|, with NaN for NaN.
inline Pack negative(Pack x) { return from_bits(bits(x) | sign_bit); }
/// `size` with the sign of x, or 0 where x is 0; size >= 0.
[[gnu::always_inline]] inline Pack towards(Pack x, Pack size) {
    return select(0.0f < absolute(x), from_bits(bits(size) | (bits(x) & sign_bit)), 0.0f);
}

/// e^x - 1 for x <= 0, within 1.11 ULP. exp_less_one(±0) = ±0; denormals pass unchanged.
inline Pack exp_less_one(Pack x) {
    // From -17.4 down the result rounds to -1.
    const auto [exponent, fraction] = exponential(at_least(x, -18.0f), exponent_bias);
    const Pack power = from_bits(exponent << 23);
    // (2^k - 1) + 2^k fraction: near 0, k is 0 and the leading term vanishes.
    return mul_add(power, fraction, power - 1.0f);
}

/// log(1 + e) for 0 <= e <= 1.
inline Pack log1p_of(Pack e) {
    // 1 + e = 2^k (1 + f) with k of 0 or 1: as in log(), but f is known exactly.
    const Mask halves = 0x1.a8279ap-2f < e;
    const Pack f = select(halves, 0.5f * e - 0.5f, e), k = select(halves, Pack(1.0f), Pack(0.0f));
    return log_near_one(f, k);
}
/// log(1 + e^x) for x <= 0, within 1.71 ULP.
inline Pack log1p_of_exp(Pack x) { return log1p_of(exp(x)); }

}  // namespace detail

/// The error function, 2 / sqrt(pi) times the integral of e^(-t²) from 0 to x, within 1.78 ULP, never beyond ±1.
/// erf(±0) = ±0, erf(±inf) = ±1; denormal results are kept.
inline Pack erf(Pack x) {
    // From 3.92 on the result rounds to 1.
    const Pack size = detail::at_most(detail::absolute(x), 3.94f);
    // erf(size) = 1 - e^-p, p = size + size rest(size); its error is 2^-27.8.
    const Pack more =
        size * detail::polynomial(size, 0x1.06eba8p-3f, 0x1.45f3p-1f, 0x1.a4f8c4p-4f, -0x1.39b7c8p-6f, -0x1.637facp-13f,
                                  0x1.b7462cp-10f, -0x1.4e2c06p-11f, 0x1.f292c4p-14f, -0x1.3b0c5cp-17f);
    const Pack p = size + more;
    const Pack first = detail::exp_less_one(detail::negative(p));
    // What the sum p has lost, times the slope e^-p.
    const Pack lost = (size - p) + more;
    const Pack result = first - mul_add(lost, first, lost);
    return from_bits((bits(result) & ~detail::sign_bit) | (bits(x) & detail::sign_bit));
}

/// Hyperbolic tangent, within 1.73 ULP, never beyond ±1. tanh(±0) = ±0, tanh(±inf) = ±1; denormals pass unchanged.
inline Pack tanh(Pack x) {
    // From 9.02 on the result rounds to 1.
    const Pack size = detail::at_most(detail::absolute(x), 9.1f);
    // size = k ln 2 / 2 + h; a quarter taken off before rounding keeps k = 0, the most exact case, up to 0.26.
    constexpr float offset = detail::rounder + detail::exponent_bias - 1.0f;
    const Pack shifted = mul_add(size, 2.0f * detail::log2_e, -0.25f) + offset;
    const Pack half_power = from_bits(bits(shifted) << 23);  // 2^k / 2
    // One piece of ln 2 / 2 is enough: as k grows, tanh forgets the error of h.
    const Pack h = mul_add(shifted - offset, -0x1.62e43p-2f, size);
    // t = tanh h = h + h³ rest(h²) for -0.09 < h < 0.27, relative error 2^-26.
    const Pack square = h * h;
    const Pack rest = detail::polynomial(square, -0x1.555548p-2f, 0x1.10f4cap-3f, -0x1.a87a8cp-5f);
    const Pack t = mul_add(h * square, rest, h);
    // tanh(size) = ((2^k + 1) t + 2^k - 1) / ((2^k - 1) t + 2^k + 1); the denominator made from the rounded numerator
    // takes over its error, which so cancels where the result comes near 1.
    const Pack numerator = mul_add(half_power + 0.5f, t, half_power - 0.5f);
    const Pack result = numerator / (numerator + (1.0f - t));
    return from_bits(bits(result) | (bits(x) & detail::sign_bit));
}

namespace detail {

/// log(cosh(x)) for |x| <= 10^36.
inline Pack log_cosh(Pack x) {
    const Pack size = absolute(x);
    // Near 0: 2 atanh(tanh²(x/2)), whose series in tanh⁴(x/2) ends early.
    const Pack t = tanh(0.5f * size), square = t * t, fourth = square * square;
    const Pack series = polynomial(fourth, 2.0f, 2.0f / 3.0f, 2.0f / 5.0f, 2.0f / 7.0f, 2.0f / 9.0f);
    const Pack distant = (size - (ln2_high + ln2_low)) + log1p_of_exp(-2.0f * size);
    return select(size < 1.0f, square * series, distant);
}

/// 2^64 e^x / (1 + e^x), from a lifted e^x for x <= 0.
inline Pack lifted_sigmoid(Exponential lifted_e) {
    const Pack fraction = lifted_e.fraction;
    const Pack lifted_power = from_bits(lifted_e.exponent << 23);
    const Pack power = lifted_power * lower;
    const Pack e = mul_add(power, fraction, power);
    // e / (1 + e) = 2^k + 2^k (fraction - e) / (1 + e): the leading term is exact.
    return mul_add(lifted_power, (fraction - e) / (1.0f + e), lifted_power);
}

/// 2^64 sigmoid(x) for -110 <= x <= 0.
inline Pack lifted_sigmoid(Pack x) { return lifted_sigmoid(exponential(x, lifted_bias)); }

}  // namespace detail

/// 1 / (1 + e^-x), within 1.93 ULP, never beyond [0, 1]. sigmoid(±0) = 1/2, sigmoid(-inf) = 0, sigmoid(inf) = 1; the
/// tail at the left goes down through the denormals.
inline Pack sigmoid(Pack x) {
    const Pack result = detail::lifted_sigmoid(detail::at_least(detail::negative(x), -104.0f)) * detail::lower;
    return select(x < 0.0f, result, 1.0f - result);
}

/// silu(x) = x sigmoid(x), within 2.94 ULP, and its slope, within 3.07 ULP of the sum of its two terms' sizes (they
/// cancel at x = -1.28). Both are finite for finite x; below -110 both are -0.
inline ValueAndSlope silu(Pack x) {
    const Mask falls = x < 0.0f;
    const Pack z = detail::at_least(detail::at_most(x, 110.0f), -110.0f);
    const Pack lifted = detail::lifted_sigmoid(detail::negative(z)), tail = lifted * detail::lower;
    // σ + x σ (1 - σ), where one of σ and 1 - σ is tail.
    const Pack gain = z * lifted * (1.0f - tail);
    return {select(falls, z * lifted * detail::lower, x * (1.0f - tail)),
            select(falls, (lifted + gain) * detail::lower, mul_add(gain, detail::lower, 1.0f - tail))};
}

/// mish(x) = x tanh(log(1 + e^x)), within 4.94 ULP, and its slope, within 5.84 ULP of the sum of its two terms' sizes
/// (they cancel at x = -1.19), so within 7e-7. Both are finite for finite x; at inf: inf and 1, at -inf: -0 and -0.
inline ValueAndSlope mish(Pack x) {
    // From 11 on value and slope round to x and 1; below -110 both round to -0.
    const Mask linear = 11.0f < x;
    const Pack z = detail::at_least(select(linear, 11.0f, x), -110.0f);
    const auto [exponent, fraction] = detail::exponential(z, detail::lifted_bias);
    const Pack lifted_power = from_bits(exponent << 23);
    const Pack lifted_e = mul_add(lifted_power, fraction, lifted_power);
    const Pack e = lifted_e * detail::lower;
    // tanh(log(1 + e)) = n / (n + 2), n = e (e + 2); its slope is 4 e (e + 1) / (n + 2)².
    const Pack lifted_n = lifted_e * (e + 2.0f);
    const Pack inverse = 1.0f / mul_add(lifted_n, 0.5f * detail::lower, 1.0f);  // 2 / (n + 2)
    const Pack ratio = lifted_n * (0.5f * inverse);
    const Pack rise = lifted_e * (e + 1.0f) * inverse * inverse;
    return {select(linear, x, z * ratio * detail::lower), mul_add(z, rise, ratio) * detail::lower};
}

namespace detail {

/// x F(x) and its slope, where 1 - F(x) = F(-x), from 2^64 F(-size) and 2^64 times the slope at -size. `size` is |x|, or
/// less where both are 0 anyway.
inline ValueAndSlope gated(Pack x, Pack size, Pack lifted, Pack lifted_slope) {
    const Mask falls = x < 0.0f;
    const Pack slope = lifted_slope * lower;
    return {select(falls, size * lifted * -lower, x * (1.0f - lifted * lower)), select(falls, slope, 1.0f - slope)};
}

}  // namespace detail

/// gelu(x) = x Phi(x), where Phi is the normal distribution, within 5.19 ULP, and its slope, within 4.61 ULP of the sum of
/// its two terms' sizes (they cancel at x = -0.75). Both are finite for finite x; below -14.7 both are -0.
inline ValueAndSlope gelu(Pack x) {
    const Pack size = detail::at_most(detail::absolute(x), 14.625f);
    // e = 2^64 e^(-size²/2): the square in two pieces, since what a large exponent loses, e would lose many times.
    const Pack leading = detail::first_half(size);
    const detail::Sum square = {leading * leading, (size - leading) * (size + leading)};
    constexpr detail::Unit minus_half = {-0.5f, -0.5f * detail::log2_e, -2.0f * detail::ln2_high,
                                         -2.0f * detail::ln2_low};
    const auto [exponent, fraction] = detail::exponential(square, minus_half, detail::lifted_bias);
    const Pack lifted_power = from_bits(exponent << 23);
    const Pack lifted_e = mul_add(lifted_power, fraction, lifted_power);
    // Phi(-size) = e ratio, where (size + pole) ratio is a polynomial of (size - center) / (size + pole): it has a limit
    // at infinity. Its error is 2^-27.4.
    constexpr float center = 0.9375f, pole = 3.34375f;
    const Pack inverse = 1.0f / (size + pole);
    const Pack ratio = inverse * detail::polynomial((size - center) * inverse, 0x1.285f3cp0f, -0x1.820662p0f,
                                                    0x1.163c54p0f, -0x1.399deep-2f, -0x1.c684c8p-4f, 0x1.2400dap-4f,
                                                    0x1.d7722cp-6f, -0x1.accdep-7f, -0x1.ee40b6p-7f, 0x1.f5276cp-8f);
    // Phi(-size) - size e / sqrt(2 pi)
    return detail::gated(x, size, lifted_e * ratio, lifted_e * mul_add(size, -0x1.988454p-2f, ratio));
}

/// gelu_tanh(x) = x (1 + tanh u) / 2 = x sigmoid(2 u) with u = sqrt(2 / pi) (x + 0.044715 x³), within 2.85 ULP, and its
/// slope, within 4.65 ULP of the sum of its two terms' sizes (they cancel at x = -0.75). Both are finite for finite x;
/// below -11 both are -0.
inline ValueAndSlope gelu_tanh(Pack x) {
    const Pack size = detail::at_most(detail::absolute(x), 11.0f);
    // 2 u = cubic (size (size² + shift)) with shift = 1 / 0.044715, the product in two pieces: halves of factors times each
    // other, and the rest.
    constexpr float cubic = 0x1.2444f2p-4f, shift_high = 0x1.65d2p4f, shift_low = 0x1.7b767cp-14f;
    constexpr detail::Unit minus_cubic = {-cubic, -0x1.a5a7dp-4f, -0x1.36d8p3f, -0x1.d56d78p-13f};
    const Pack square = size * size;
    const Pack leading = detail::first_half(size), trailing = size - leading;
    const Pack leading_sum = detail::first_half(square + shift_high);
    const Pack trailing_sum =
        (shift_high - leading_sum + leading * leading) + mul_add(trailing, size + leading, shift_low);
    const detail::Sum product = {leading * leading_sum, mul_add(size, trailing_sum, trailing * leading_sum)};
    const Pack lifted = detail::lifted_sigmoid(detail::exponential(product, minus_cubic, detail::lifted_bias));
    // σ - size σ (1 - σ) (2 u)', with σ at -size
    const Pack rise = mul_add(square, 3.0f * cubic, 0x1.988454p0f);
    return detail::gated(x, size, lifted, lifted * (1.0f - size * rise * (1.0f - lifted * detail::lower)));
}

/// Sine and cosine of x radians, each within 1.67 ULP for |x| <= 100,000. Beyond, an angle counts as 0: sine ±0,
/// cosine 1. sin(±0) = ±0; both are NaN at ±inf.
inline SineAndCosine sin_cos(Pack x) {
    const Pack size = detail::absolute(x);
    // inf - inf is the NaN that infinity deserves.
    const Pack angle = select(1e5f < size, size - size, size);
    const Pack shifted = mul_add(angle, 0x1.45f306p-1f, detail::rounder);  // 2 / pi
    const Pack k = shifted - detail::rounder;
    // pi / 2 in six pieces of at most 8 bits, the last one full: k has 16, so all products but the last are exact, and
    // so are the first three differences; what the fourth loses goes to `tail`.
    const Pack a = mul_add(k, 0x1.6p-21f, mul_add(k, -0x1.fcp-12f, mul_add(k, -0x1.92p0f, angle)));
    const Pack fourth = k * 0x1.12p-26f;
    const Pack b = a - fourth;
    const Pack r = mul_add(k, 0x1.eap-35f, b);
    const Pack tail = mul_add(k, -0x1.184698p-44f, (a - b) - fourth);
    const Pack square = r * r;
    // Over |r| <= pi / 4; the errors are 2^-26 and 2^-29 of the results.
    const Pack sine_rest = detail::polynomial(square, -0x1.555552p-3f, 0x1.110be4p-7f, -0x1.9ab296p-13f);
    const Pack cosine_rest = detail::polynomial(square, -0x1.555554p-5f, 0x1.6c129cp-10f, -0x1.9bc614p-16f);
    const Pack sine = r + mul_add(r * square, sine_rest, tail);
    const Pack cosine = 1.0f - mul_add(square * square, cosine_rest, 0.5f * square);
    const Bits quadrant = bits(shifted);
    const Mask swapped = (quadrant << 31) < Bits(0u);
    const Bits sine_sign = ((quadrant << 30) ^ bits(x)) & detail::sign_bit;
    const Bits cosine_sign = ((quadrant + 1u) << 30) & detail::sign_bit;
    return {from_bits(bits(select(swapped, cosine, sine)) ^ sine_sign),
            from_bits(bits(select(swapped, sine, cosine)) ^ cosine_sign)};
}

/// Sine alone, and cosine alone, as above.
inline Pack sin(Pack x) { return sin_cos(x).sine; }
inline Pack cos(Pack x) { return sin_cos(x).cosine; }

namespace detail {

/// The correctly rounded root of every float, digit by digit: for ports without a root of their own.
/// As IEEE-754 has it: ±0 gives ±0, inf gives inf, x < 0 gives NaN.
inline float square_root_by_digits(float x) {
    constexpr uint32_t bits_of_infinity = 0x7f800000u;
    constexpr uint32_t smallest_normal = 0x00800000u;
    const uint32_t given = __builtin_bit_cast(uint32_t, x);
    if ((given & ~sign_bit) == 0 || given == bits_of_infinity) {
        return x;
    }
    if (given > bits_of_infinity) {  // a NaN, or anything with a sign
        return __builtin_nanf("");
    }
    const bool denormal = given < smallest_normal;
    const uint32_t normal = denormal ? __builtin_bit_cast(uint32_t, x * 0x1p24f) : given;
    const uint32_t exponent = normal >> 23;
    const uint32_t significand = (normal & (smallest_normal - 1)) | smallest_normal;
    // 25 digits of the root of significand · 2^25 (doubled where the exponent is odd): `rest` is what the digits so far
    // leave over, in units of the digit at hand.
    uint32_t rest = significand << ((exponent & 1) == 0 ? 2 : 1);
    uint32_t root = 0;
    for (uint32_t digit = uint32_t{1} << 24; digit != 0; digit >>= 1) {
        const uint32_t trial = 2 * root + digit;
        const uint32_t taken = trial <= rest ? 0xffffffffu : 0u;
        rest = (rest - (trial & taken)) << 1;
        root += digit & taken;
    }
    // The last digit only rounds; a tie cannot be, since no root of a float has exactly 25 digits.
    const uint32_t rounded = (root + 1) >> 1;
    const float result = __builtin_bit_cast(float, (((exponent + 127) >> 1) << 23) + (rounded - smallest_normal));
    return denormal ? result * 0x1p-12f : result;
}

}  // namespace detail

/// The correctly rounded square root: the port's, which is the machine's instruction where it has one, or digit by digit.
inline Pack square_root(Pack x) {
    if constexpr (Tuning::has_sqrt) {
        return sqrt(x);
    } else {
        float lanes[Pack::width];
        x.store(lanes);
        for (float& lane : lanes) {
            lane = detail::square_root_by_digits(lane);
        }
        return Pack::load(lanes);
    }
}
/// The same of one float.
inline float square_root(float x) { return first_lane(square_root(Pack(x))); }

}  // namespace MOTE_BUILD
}  // namespace mote

#include "epilogue.hpp"
