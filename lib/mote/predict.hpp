// SPDX-License-Identifier: MIT
// Prediction: the same forward pass as in training, one row at a time on the stack. See mote.hpp for the promises.
#pragma once

#include "base/contiguous.hpp"
#include "gather/inputs.hpp"
#include "proof/bounds.hpp"

#include "base/prologue.hpp"

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

namespace detail {

/// A pointer to one row of inputs, whatever holds them; its length has to be known at compile time.
template <class Net, class X>
const float* row_of(const X& x) {
    static_assert(Contiguous<const X>::is, "mote: predict: x is no array and no container of floats");
    if constexpr (Contiguous<const X>::is) {
        using Given = NumbersOf<const X>;
        constexpr bool a = !is_same<typename Given::Number, double>, b = a && is_same<typename Given::Number, float>,
                       c = b && Given::count_of_type != 0, d = c && Given::count_of_type == Net::inputs;
        static_assert(a, "mote: predict: mote computes with float, and x is double");
        static_assert(b || !a, "mote: predict: x has to be of floats");
        static_assert(c || !b,
                      "mote: predict: how long x is, is known only at run time: predict(net, x, y, count) takes it");
        static_assert(d || !c, "mote: predict: x has another length than the network's input");
        if constexpr (d) {
            return Given::first(x);
        }
    }
    return nullptr;
}

/// Whether rows of inputs can be read from x and predictions written to y, or a sentence that says why not.
template <class Net, class X, class Y>
constexpr bool check_rows_to_predict() {
    constexpr bool a = Contiguous<X>::is && Contiguous<Y>::is;
    static_assert(a, "mote: predict: x or y is no pointer, no array and no container of floats");
    if constexpr (a) {
        using OfX = NumbersOf<X>;
        using OfY = NumbersOf<Y>;
        constexpr bool b = is_same<typename OfX::Number, float> && is_same<typename OfY::Number, float>,
                       c = b && (!OfX::has_rows || OfX::row_length == Net::inputs),
                       d = c && (!OfY::has_rows || OfY::row_length == Net::outputs);
        static_assert(b, "mote: predict: x and y have to be of floats");
        static_assert(c || !b, "mote: predict: a row of x has another length than the network's input");
        static_assert(d || !c, "mote: predict: a row of y has another length than the network's output");
        return d;
    } else {
        return false;
    }
}

/// At most so many rows of `length` numbers: those that a container holds. Pointers and arrays are taken at the caller's word.
template <class Given>
constexpr size_t rows_within(size_t count, const Given& given, size_t length) {
    if constexpr (Contiguous<const Given>::is_container) {
        return smaller(count, NumbersOf<const Given>::count(given) / length);
    } else {
        return count;
    }
}

}  // namespace detail

template <class Net, class X, class Y>
size_t predict(const Net& net, const X& x, Y&& y, size_t count) {
    using Outputs = typename WithoutReference<Y>::Type;
    if constexpr (detail::check_rows_to_predict<Net, const X, Outputs>()) {
        const float* const inputs = detail::NumbersOf<const X>::first(x);
        float* const outputs = detail::NumbersOf<Outputs>::first(y);
        const size_t stride = detail::stride_of(x, Net::inputs);
        count = detail::rows_within(detail::rows_within(count, x, Net::inputs), y, Net::outputs);
        for (size_t row = 0; row < count; ++row) {
            detail::predict_row(net, inputs + row * stride, outputs + row * Net::outputs);
        }
    }
    return count;
}

template <class Net, size_t Values>
[[nodiscard]] Array<float, Net::outputs> predict(const Net& net, const float (&x)[Values]) {
    static_assert(Values == Net::inputs, "mote: predict: the list has another length than the network's input");
    Array<float, Net::outputs> y;
    detail::predict_row(net, x, y.begin());
    return y;
}
template <class Net, class X>
[[nodiscard]] Array<float, Net::outputs> predict(const Net& net, const X& x) {
    Array<float, Net::outputs> y;
    detail::predict_row(net, detail::row_of<Net>(x), y.begin());
    return y;
}

namespace detail {

template <size_t Layers, class Net>
Array<float, feature_count<Net, Layers>()> features_of(const Net& net, const float* x) {
    static_assert(Layers <= Net::depth, "mote: features: the network has fewer Dense");
    alignas(Pack) float buffers[2][in_packs(widest<Net, Layers>())];
    const float* const values = values_after<smaller(Layers, Net::depth)>(net, x, buffers);
    Array<float, feature_count<Net, Layers>()> found;
    for (size_t f = 0; f < found.size(); ++f) {
        found[f] = values[f];
    }
    return found;
}

}  // namespace detail

template <size_t Layers, class Net, size_t Values>
[[nodiscard]] Array<float, feature_count<Net, Layers>()> features(const Net& net, const float (&x)[Values]) {
    static_assert(Values == Net::inputs, "mote: features: the list has another length than the network's input");
    return detail::features_of<Layers>(net, x);
}
template <size_t Layers, class Net, class X>
[[nodiscard]] Array<float, feature_count<Net, Layers>()> features(const Net& net, const X& x) {
    return detail::features_of<Layers>(net, detail::row_of<Net>(x));
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "base/epilogue.hpp"
