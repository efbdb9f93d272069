// SPDX-License-Identifier: MIT
// Prediction: the same forward pass as in training, on the stack: one row, or a block of rows at a time. See mote.hpp for the promises.
#pragma once

#include "base/contiguous.hpp"
#include "gather/clean.hpp"
#include "proof/bounds.hpp"

#include "base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

namespace detail {

/// Rows of a batch through trained layers `Layer` … `Last`-1, from one of two buffers to the other. Returns where the values
/// end up.
template <size_t Layer, size_t Last, class Net, class Buffers, class Batch>
const float* forward_rows(const Net& net, const float* values, Buffers& buffers, Batch batch) {
    if constexpr (Layer < Last) {
        using At = Position<Net, Layer>;
        float* const out = buffers[(Layer + 1) % 2];
        At::Layer::template forward<At, clamps_activation<Net, Layer>()>(net.parameters + At::offset, values, out,
                                                                         NoSlopes{}, batch, Uncut{});
        return forward_rows<Layer + 1, Last>(net, out, buffers, batch);
    } else {
        return values;
    }
}

/// One row: x [inputs] to features, in `features` if they are not x itself.
template <class Net>
[[gnu::always_inline]] inline const float* features_of_row(const Net& net, const float* x, float* features) {
    static_assert(forward_closes<Net>(), "mote: with these Ceilings predictions can overflow; lower them");
    if constexpr (Pack::width > 1 && Net::input_layers == 0) {
        if (all_within(x, Net::inputs, Net::Limits::inputs)) {
            return x;  // nothing to repair, nothing to map
        }
    } else if constexpr (Pack::width > 1 && inputs_are_elementwise<Net>()) {
        if (map_if_clean(net, x, features)) {
            return features;
        }
    }
    Sanitizing given{ceiling_of_given_inputs<Net>()}, mapped{Net::Limits::inputs};
    map_inputs(net, x, features, given, mapped);
    return features;
}

/// One row: x [inputs] through the first `Layers` trained layers.
template <size_t Layers, class Net, size_t Widest>
[[gnu::always_inline]] inline const float* values_after(const Net& net, const float* x, float (&buffers)[2][Widest]) {
    const float* const features = features_of_row(net, x, buffers[0]);
    return forward_rows<0, Layers>(net, features, buffers, Size<1>{});
}

/// One row of outputs in the user's units. Finite, whatever the parameters.
template <class Net>
[[gnu::always_inline]] inline void finish_row(const Net& net, const float* values, float* y) {
    if constexpr (Pack::width == 1 || Net::outputs < 4) {  // a few are not worth a Pack
        for (size_t o = 0; o < Net::outputs; ++o) {
            y[o] = nan_to_num(first_lane(mapped_outputs(net, values[o], OneColumn{o})));
        }
    } else {
        Excess excess(largest_float);
        for_columns<1>(Size<Net::outputs>{}, [&](auto columns) MOTE_INLINED {
            const Pack outputs = mapped_outputs(net, columns.load(values, 0), columns);
            excess.add(outputs);
            columns.store(outputs, y, 0);
        });
        if (!excess.none()) {
            nan_to_num(y, Net::outputs);
        }
    }
}

/// One row: x [inputs] to y [outputs], through two rows of the widest layer on the stack.
template <class Net>
void predict_row(const Net& net, const float* x, float* y) {
    alignas(Pack) float buffers[2][in_packs(widest<Net>())];
    finish_row(net, values_after<Net::depth>(net, x, buffers), y);
}
/// The same in a function of its own: a loop over rows would keep its constants on the stack, as Packs.
template <class Net>
[[gnu::noinline]] void predict_row_apart(const Net& net, const float* x, float* y) {
    predict_row(net, x, y);
}

/// How predict() takes many rows: a block of them at a time, as large as the port allows on the stack.
template <class Net>
struct PredictionBlock {
    /// Floats of a row in each of two buffers: what layers give in turn; and features, if they are not x itself.
    static constexpr size_t width_of(size_t buffer) {
        size_t width = buffer == 0 && Net::input_layers != 0 ? Net::width(0) : 1;
        for (size_t layer = buffer == 0 ? 2 : 1; layer <= Net::depth; layer += 2) {
            width = larger(width, Net::width(layer));
        }
        return width;
    }
    static constexpr size_t bytes_of_row = sizeof(float) * (width_of(0) + width_of(1));
    static constexpr size_t least = Tuning::stored_rows;
    static constexpr size_t affordable = Tuning::stack_bytes / bytes_of_row / least * least;
    static constexpr size_t rows = affordable != 0 ? smaller(affordable, rows_in_cache)
                                   : least * bytes_of_row <= size_t{4} * Tuning::stack_bytes ? least
                                                                                             : 1;
};

/// Rows of x, `stride` floats apart, to rows of y. False if they have to go one by one.
template <class Net>
[[gnu::noinline]] bool predict_block(const Net& net, const float* x, size_t stride, float* y, size_t rows) {
    using Block = PredictionBlock<Net>;
    alignas(Pack) float first[in_packs(Block::rows * Block::width_of(0))];
    alignas(Pack) float second[in_packs(Block::rows * Block::width_of(1))];
    if (rows == 0) {
        __builtin_unreachable();  // else GCC warns of values that no loop has written
    }
    const float* features = x;
    if constexpr (Net::input_layers == 0) {
        if (stride != Net::inputs || !all_within(x, rows * Net::inputs, Net::Limits::inputs)) {
            return false;
        }
    } else {
        for (size_t row = 0; row < rows; ++row) {
            (void)features_of_row(net, x + row * stride, first + row * Net::width(0));
        }
        features = first;
    }
    float* const buffers[2] = {first, second};
    const float* const values = forward_rows<0, Net::depth>(net, features, buffers, rows);
    if constexpr (Net::output_layers == 0) {
        if (!copy_within(values, y, rows * Net::outputs, largest_float)) {
            nan_to_num(y, rows * Net::outputs);
        }
    } else {
        for (size_t row = 0; row < rows; ++row) {
            finish_row(net, values + row * Net::outputs, y + row * Net::outputs);
        }
    }
    return true;
}

/// The same of any number of rows.
template <class Net>
void predict_rows(const Net& net, const float* x, size_t stride, float* y, size_t count) {
    constexpr size_t at_once = PredictionBlock<Net>::rows;
    for (size_t first = 0; first < count; first += at_once) {
        const size_t rows = smaller(at_once, count - first);
        const float* const from = x + first * stride;
        float* const to = y + first * Net::outputs;
        if constexpr (at_once > 1) {
            // A few rows do not pay for a block.
            if (rows >= Tuning::block_batch && predict_block(net, from, stride, to, rows)) {
                continue;
            }
        }
        for (size_t row = 0; row < rows; ++row) {
            if constexpr (Pack::width > 1) {
                predict_row_apart(net, from + row * stride, to + row * Net::outputs);
            } else {
                predict_row(net, from + row * stride, to + row * Net::outputs);
            }
        }
    }
}

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

/// Whether predictions would be written over inputs that are still to be read: outputs of a row reach into the next one.
template <class Net>
[[gnu::always_inline]] inline bool overwrites_inputs(const float* x, size_t stride, const float* y, size_t count) {
    return stride < Net::outputs && count > 1 && y < x + (count - 1) * stride + Net::inputs &&
           x < y + count * Net::outputs;
}

}  // namespace detail

template <class Net, class X, class Y>
size_t predict(const Net& net, const X& x, Y&& y, size_t count) {
    using Outputs = typename WithoutReference<Y>::Type;
    if constexpr (detail::check_rows_to_predict<Net, const X, Outputs>()) {
        count = detail::rows_within(detail::rows_within(count, x, Net::inputs), y, Net::outputs);
        const float* const from = detail::NumbersOf<const X>::first(x);
        float* const to = detail::NumbersOf<Outputs>::first(y);
        const size_t stride = detail::stride_of(x, Net::inputs);
        if (detail::overwrites_inputs<Net>(from, stride, to, count)) {
            return 0;
        }
        detail::predict_rows(net, from, stride, to, count);
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

template <class Net>
[[nodiscard]] Repairs bad_inputs(const Net& net, const float* x, size_t rows = 1) {
    Repairs found;
    for (size_t row = 0; row < rows; ++row) {
        detail::repair_inputs<Guard>(net, x + row * Net::inputs, detail::ceiling_of_given_inputs<Net>(), found,
                                     [](float, size_t) MOTE_INLINED {});
    }
    return found;
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "base/epilogue.hpp"
