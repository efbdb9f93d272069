// SPDX-License-Identifier: MIT
// Fixed layers for the user's units: untrained, element by element, at the two ends of a network.
#pragma once

#include "../guard/sanitize.hpp"
#include "layer.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// [scale[count], offset[count]] of fixed layers. A scale of 0 would erase its number, so it counts as not set and becomes 1.
/// What you have set stays: set scales before init() or after it.
struct ScalesAndOffsets {
    static void initialize(float* parameters, size_t count) {
        for (size_t i = 0; i < count; ++i) {
            const bool is_set = is_finite(parameters[i]) && magnitude_bits(parameters[i]) != 0;
            parameters[i] = is_set ? parameters[i] : 1.0f;
            parameters[count + i] = nan_to_num(parameters[count + i], 0.0f, 0.0f, 0.0f);
        }
    }
};

/// Fixed, untrained: input i becomes scale[i]·x + offset[i] before all else; at start 1 and 0.
struct InputScaling : ScalesAndOffsets {
    static constexpr LayerKind kind = LayerKind::input;
    static constexpr uint32_t identity[] = {0, 0, 0, 0};
    static constexpr bool is_guarded = true;
    static constexpr size_t outputs(size_t inputs) { return inputs; }
    static constexpr uint64_t parameter_count(uint64_t inputs) { return detail::product_of_sizes(2, inputs); }
    static constexpr double value_bound(double, double ceiling) { return ceiling; }

    template <class Then>
    [[gnu::always_inline]] static void map(const float* parameters, float x, size_t i, size_t inputs, Then then) {
        then(mul_add(x, parameters[i], parameters[inputs + i]), i);
    }
};

/// Fixed, untrained: output o becomes scale[o]·z + offset[o], so that predictions are in the user's units. Training takes
/// targets through the inverse, so losses and gradients are those of the scaled problem. At start 1 and 0.
struct OutputScaling : ScalesAndOffsets {
    static constexpr LayerKind kind = LayerKind::output;
    static constexpr uint32_t identity[] = {3, 0, 0, 0};
    static constexpr size_t outputs(size_t inputs) { return inputs; }
    static constexpr uint64_t parameter_count(uint64_t inputs) { return detail::product_of_sizes(2, inputs); }

    static float value(const float* parameters, float z, size_t o, size_t outputs) {
        return mul_add(z, parameters[o], parameters[outputs + o]);
    }
    static float target(const float* parameters, float y, size_t o, size_t outputs) {
        return quotient(y - parameters[outputs + o], parameters[o]);
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
