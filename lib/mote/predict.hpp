// SPDX-License-Identifier: MIT
// Prediction: the same forward pass as in training, one row at a time on the stack. See mote.hpp for the promises.
#pragma once

#include "mote/forward.hpp"
#include "mote/gather.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// One row: x [inputs] through the first `Layers` Dense, from one buffer to the other. Where the values are in the end.
template <size_t Layers, class Net, size_t Widest>
[[gnu::always_inline]] inline const float* forward_row(const Net& net, const float* x, float (&buffers)[2][Widest]) {
    static_assert(forward_closes<Net>(), "mote: with these Ceilings predictions can overflow; lower them");
    const float* values = buffers[0];
    if (Pack::width > 1 && !Net::maps_inputs && all_within(x, Net::inputs, Net::Limits::inputs)) {
        values = x;  // nothing to repair, nothing to map
    } else {
        Repairs repairs;
        map_inputs<Net, Guard>(net, x, buffers[0], Net::Limits::inputs, repairs);
    }
    for_each_index<0, Layers>([&](auto layer) {
        const auto shape = shape_of<Net, layer>(Size<1>{});
        float* const out = buffers[(layer + 1) % 2];
        affine(net.parameters + Net::offset(layer), values, out, RowRange{0, shape.inputs}, shape);
        activate<typename Net::template Activation<layer>, clamps_activation<Net, layer>()>(
            out, count_in_scratch(Size<1>{}, shape.outputs));
        values = out;
    });
    return values;
}

/// One row: x [inputs] to y [outputs], through two rows of the widest layer on the stack.
template <class Net>
void predict_row(const Net& net, const float* x, float* y) {
    alignas(Pack) float buffers[2][in_packs(widest<Net>())];
    const float* const values = forward_row<Net::depth>(net, x, buffers);
    for (size_t o = 0; o < Net::outputs; ++o) {
        float value = values[o];
        if constexpr (Net::scales_output) {
            value = mul_add(value, net.output_scales()[o], net.output_offsets()[o]);
        }
        y[o] = nan_to_num(value);
    }
}

template <class Net>
void predict(const Net& net, const float* x, float* y, size_t count) {
    for (size_t row = 0; row < count; ++row) {
        predict_row(net, x + row * Net::inputs, y + row * Net::outputs);
    }
}

template <class Net, size_t Values>
[[nodiscard]] Array<float, Net::outputs> predict(const Net& net, const float (&x)[Values]) {
    static_assert(Values == Net::inputs, "mote: predict: the list has another length than the network's input");
    Array<float, Net::outputs> y;
    predict_row(net, x, y.begin());
    return y;
}

template <size_t Layers, class Net, size_t Values>
[[nodiscard]] Array<float, feature_count<Net, Layers>()> features(const Net& net, const float (&x)[Values]) {
    static_assert(Layers <= Net::depth, "mote: features: the network has fewer Dense");
    static_assert(Values == Net::inputs, "mote: features: the list has another length than the network's input");
    alignas(Pack) float buffers[2][in_packs(widest<Net, Layers>())];
    const float* const values = forward_row<Layers>(net, x, buffers);
    Array<float, feature_count<Net, Layers>()> found;
    for (size_t f = 0; f < found.size(); ++f) {
        found[f] = values[f];
    }
    return found;
}

}  // namespace MOTE_BUILD
}  // namespace mote
