// SPDX-License-Identifier: MIT
// Forward through the layers of a network, over the rows in a scratch.
#pragma once

#include "mote/kernel.hpp"
#include "mote/workspace.hpp"

namespace mote {
inline namespace MOTE_BUILD {

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
void activate(float* values, Count count) {
    if constexpr (Clamps || !is_same<Activation, Identity>) {
        for_columns<1>(count, [&](auto at) MOTE_INLINED {
            at.store(clamped<Clamps>(Activation::value(at.load(values, 0)), activation_clamp), values, 0);
        });
    }
}

/// The same, and slopes[i] becomes the slope there.
template <class Activation, bool Clamps, class Count>
void activate_and_store_slopes(float* values, float* slopes, Count count) {
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

/// Floats of `samples` rows of a layer in scratch; a single row fills its last Pack.
template <class Samples, class Outputs>
constexpr auto count_in_scratch(Samples samples, Outputs outputs) {
    if constexpr (Pack::width > 1 && is_same<Samples, Size<1>> && !is_same<Outputs, size_t>) {
        return Size<in_packs(Outputs{})>{};
    } else {
        return size_t{samples * outputs};
    }
}

/// Dense number `Layer` as the kernels see it.
template <class Net, size_t Layer, class Samples>
constexpr auto shape_of(Samples samples) {
    constexpr auto inputs = size_for_kernel<Net::width(Layer)>();
    constexpr auto outputs = size_for_kernel<Net::width(Layer + 1)>();
    return Shape<Samples, Unqualified<decltype(inputs)>, Unqualified<decltype(outputs)>>{samples, inputs, outputs};
}

/// What Dense number `Layer` gave, from unit number `first` on, goes through its activation: values and, where they are
/// stored, slopes.
template <size_t Layer, class Net, class Recipe, size_t Batch, class Count>
[[gnu::always_inline]] inline void activate_units(Scratch<Net, Recipe, Batch>& scratch, size_t first, Count count) {
    using Activation = typename Net::template Activation<Layer>;
    constexpr bool clamps = Recipe::GuardType::clamps && clamps_activation<Net, Layer>();
    float* const values = scratch.template activations<Layer>() + first;
    if constexpr (stores_slopes<Net, Layer>()) {
        activate_and_store_slopes<Activation, clamps>(values, scratch.template slopes<Layer>() + first, count);
    } else {
        activate<Activation, clamps>(values, count);
    }
}

/// Rows `first` … of the batch, from the features in `scratch` to the outputs.
template <class Net, class Recipe, size_t Batch, class Rows>
[[gnu::always_inline]] inline void forward_rows(const Net& net, Scratch<Net, Recipe, Batch>& scratch, size_t first,
                                                Rows rows) {
    for_each_index<0, Net::depth>([&](auto layer) {
        const auto shape = shape_of<Net, layer>(rows);
        const float* const in = scratch.template values<layer>() + first * shape.inputs;
        float* const out = scratch.template activations<layer>() + first * shape.outputs;
        affine(net.parameters + Net::offset(layer), in, out, RowRange{0, shape.inputs}, shape);
        activate_units<layer>(scratch, first * shape.outputs, count_in_scratch(rows, shape.outputs));
    });
}

/// From the features in `scratch` to the outputs, for training: values and stored slopes of all layers stay in it.
template <class Net, class Recipe, size_t Batch, class Rows>
void forward(const Net& net, Scratch<Net, Recipe, Batch>& scratch, Rows rows) {
    // What one layer leaves should still be in the nearest cache when the next one takes it.
    constexpr size_t at_once = 48;
    if constexpr (Pack::width == 1 || Batch <= at_once) {
        forward_rows(net, scratch, 0, rows);
    } else {
        for (size_t first = 0; first < rows; first += at_once) {
            forward_rows(net, scratch, first, smaller(at_once, rows - first));
        }
    }
}

}  // namespace MOTE_BUILD
}  // namespace mote
