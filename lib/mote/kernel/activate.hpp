// SPDX-License-Identifier: MIT
// Activations over a run of values, and their slopes where they are kept.
#pragma once

#include "../activation/activation.hpp"
#include "block.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// A hidden activation whose bound is above 10⁹ is clamped to this magnitude (bounds.hpp).
constexpr float activation_clamp = 1e6f;

/// Stands in for slopes where none are kept.
struct NoSlopes {
    constexpr NoSlopes operator+(size_t) const { return {}; }
};

namespace detail {

template <bool Clamps>
[[gnu::always_inline]] inline Pack clamped(Pack value, float limit) {
    if constexpr (Clamps) {
        return clamp_within(value, limit);
    } else {
        return value;
    }
}

/// values[i] becomes activation(values[i]), clamped where the network's bounds ask for it.
template <class Activation, bool Clamps, class Count>
void activate(float* values, NoSlopes, Count count) {
    if constexpr (Clamps || !is_same<Activation, Identity>) {
        for_columns<1>(count, [&](auto at) MOTE_INLINED {
            at.store(clamped<Clamps>(Activation::value(at.load(values, 0)), activation_clamp), values, 0);
        });
    }
}

/// The same, and slopes[i] becomes the slope there.
template <class Activation, bool Clamps, class Count>
void activate(float* values, float* slopes, Count count) {
    for_columns<1>(count, [&](auto at) MOTE_INLINED {
        const Pack sum = at.load(values, 0);
        ValueAndSlope both;
        if constexpr (Activation::slope_from_value) {
            both.value = Activation::value(sum);
            both.slope = Activation::slope(both.value);
        } else {
            both = Activation::value_and_slope(sum);
        }
        at.store(clamped<Clamps>(both.value, activation_clamp), values, 0);
        at.store(both.slope, slopes, 0);
    });
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
