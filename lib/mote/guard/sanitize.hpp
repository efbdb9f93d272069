// SPDX-License-Identifier: MIT
// Sanitization of single floats and of spans, with the semantics of torch.nan_to_num and torch.clamp to the bit.
// It needs no network, and it looks at bits: under -ffast-math a compiler assumes that no NaN exists, and a guard written
// `x != x` is optimized away.
#pragma once

#include "../kernel/block.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

constexpr float largest_float = 0x1.fffffep+127f;  ///< FLT_MAX

/// The 32 bits of a float.
constexpr uint32_t float_bits(float value) { return __builtin_bit_cast(uint32_t, value); }
/// The bits without the sign: as unsigned numbers they are in the order of magnitude, then infinity, then every NaN.
constexpr uint32_t magnitude_bits(float value) { return float_bits(value) & 0x7fffffffu; }

constexpr bool is_nan(float value) { return magnitude_bits(value) > 0x7f800000u; }
constexpr bool is_infinite(float value) { return magnitude_bits(value) == 0x7f800000u; }
constexpr bool is_finite(float value) { return magnitude_bits(value) < 0x7f800000u; }
/// False for NaN, and for `value` outside [-limit, limit]. `limit` is not NaN and not negative; -0 counts as 0.
constexpr bool is_within(float value, float limit) { return magnitude_bits(value) <= magnitude_bits(limit); }

/// torch.nan_to_num: NaN becomes `nan`, +inf `positive_infinity`, -inf `negative_infinity`; all else keeps its bits.
constexpr float nan_to_num(float value, float nan = 0.0f, float positive_infinity = largest_float,
                           float negative_infinity = -largest_float) {
    if (is_finite(value)) {
        return value;
    }
    if (is_nan(value)) {
        return nan;
    }
    return float_bits(value) >> 31 != 0 ? negative_infinity : positive_infinity;
}

/// Maps floats to integers of the same order: -inf … -0, +0 … +inf, with both zeros at the same place.
constexpr int32_t ordered(float value) {
    const auto magnitude = static_cast<int32_t>(magnitude_bits(value));
    return float_bits(value) >> 31 != 0 ? -magnitude : magnitude;
}

/// torch.clamp: min(max(value, low), high). A NaN among the three gives NaN (value's own bits, else the quiet NaN
/// 7fc00000, as torch does); low > high gives high; equal zeros keep value's sign.
constexpr float clamp(float value, float low, float high) {
    if (is_nan(low) || is_nan(high)) {
        return __builtin_bit_cast(float, uint32_t{0x7fc00000u});
    }
    if (is_nan(value)) {
        return value;
    }
    const float raised = ordered(value) < ordered(low) ? low : value;
    return ordered(high) < ordered(raised) ? high : raised;
}

/// Both over `count` floats, in place.
constexpr void nan_to_num(float* values, size_t count) {
    for (size_t i = 0; i < count; ++i) {
        values[i] = nan_to_num(values[i]);
    }
}
constexpr void clamp(float* values, size_t count, float low, float high) {
    for (size_t i = 0; i < count; ++i) {
        values[i] = clamp(values[i], low, high);
    }
}

/// clamp(nan_to_num(value), -limit, limit) for a finite limit >= 0: whatever comes in, a float in [-limit, limit].
constexpr float sanitized(float value, float limit) {
    if (is_within(value, limit)) {
        return value;
    }
    if (is_nan(value)) {
        return 0.0f;
    }
    return float_bits(value) >> 31 != 0 ? -limit : limit;
}

namespace detail {

/// For all_within: what exceeds a limit is gathered as signs, so that no lane waits for a comparison.
struct Excess {
    Bits limit, signs = 0u;

    explicit Excess(float largest) : limit(magnitude_bits(largest)) {}
    void add(Pack values) { signs = signs | (limit - (bits(values) & 0x7fffffffu)); }
    bool none() const { return !any_sign(signs); }
};

}  // namespace detail

/// Whether all of `count` floats are within [-limit, limit], which no NaN is; `limit` is finite and not negative.
inline bool all_within(const float* values, size_t count, float limit) {
    detail::Excess excess(limit);
    for_columns<1>(count, [&](auto columns) MOTE_INLINED { excess.add(columns.load(values, 0)); });
    return excess.none();
}

/// Copies `count` floats, and returns the same.
inline bool copy_within(const float* from, float* to, size_t count, float limit) {
    detail::Excess excess(limit);
    for_columns<1>(count, [&](auto columns) MOTE_INLINED {
        const Pack values = columns.load(from, 0);
        excess.add(values);
        columns.store(values, to, 0);
    });
    return excess.none();
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
