// SPDX-License-Identifier: MIT
// Prediction: the same forward pass as in training, one row at a time on the stack. See mote.hpp for the promises.
#pragma once

#include "guard/bounds.hpp"
#include "guard/inputs.hpp"

namespace mote {
inline namespace MOTE_BUILD {

namespace detail {

/// One row through trained layers `Layer` … `Last`-1, from one buffer to the other. Returns where the values end up.
template <size_t Layer, size_t Last, class Net, size_t Widest>
const float* forward_row(const Net& net, const float* values, float (&buffers)[2][Widest]) {
    if constexpr (Layer < Last) {
        using At = Position<Net, Layer>;
        float* const out = buffers[(Layer + 1) % 2];
        At::Layer::template forward<At, clamps_activation<Net, Layer>()>(net.parameters + At::offset, values, out,
                                                                         NoSlopes{}, Size<1>{}, Uncut{});
        return forward_row<Layer + 1, Last>(net, out, buffers);
    } else {
        return values;
    }
}

/// One row: x [inputs] through the first `Layers` trained layers.
template <size_t Layers, class Net, size_t Widest>
[[gnu::always_inline]] inline const float* values_after(const Net& net, const float* x, float (&buffers)[2][Widest]) {
    static_assert(forward_closes<Net>(), "mote: with these Ceilings predictions can overflow; lower them");
    const float* values = buffers[0];
    if (Pack::width > 1 && Net::input_layers == 0 && all_within(x, Net::inputs, Net::Limits::inputs)) {
        values = x;  // nothing to repair, nothing to map
    } else {
        Repairs repairs;
        map_inputs<Guard>(net, x, buffers[0], Net::Limits::inputs, repairs);
    }
    return forward_row<0, Layers>(net, values, buffers);
}

/// One row: x [inputs] to y [outputs], through two rows of the widest layer on the stack.
template <class Net>
void predict_row(const Net& net, const float* x, float* y) {
    alignas(Pack) float buffers[2][in_packs(widest<Net>())];
    const float* const values = values_after<Net::depth>(net, x, buffers);
    for (size_t o = 0; o < Net::outputs; ++o) {
        y[o] = nan_to_num(mapped_output(net, values[o], o));
    }
}

}  // namespace detail

template <class Net>
void predict(const Net& net, const float* x, float* y, size_t count) {
    for (size_t row = 0; row < count; ++row) {
        detail::predict_row(net, x + row * Net::inputs, y + row * Net::outputs);
    }
}

template <class Net, size_t Values>
[[nodiscard]] Array<float, Net::outputs> predict(const Net& net, const float (&x)[Values]) {
    static_assert(Values == Net::inputs, "mote: predict: the list has another length than the network's input");
    Array<float, Net::outputs> y;
    detail::predict_row(net, x, y.begin());
    return y;
}

template <size_t Layers, class Net, size_t Values>
[[nodiscard]] Array<float, feature_count<Net, Layers>()> features(const Net& net, const float (&x)[Values]) {
    static_assert(Layers <= Net::depth, "mote: features: the network has fewer Dense");
    static_assert(Values == Net::inputs, "mote: features: the list has another length than the network's input");
    alignas(Pack) float buffers[2][in_packs(widest<Net, Layers>())];
    const float* const values = detail::values_after<Layers>(net, x, buffers);
    Array<float, feature_count<Net, Layers>()> found;
    for (size_t f = 0; f < found.size(); ++f) {
        found[f] = values[f];
    }
    return found;
}

}  // namespace MOTE_BUILD
}  // namespace mote
