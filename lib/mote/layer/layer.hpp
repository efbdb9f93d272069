// SPDX-License-Identifier: MIT
// Layers: what a Network is a list of. A layer is a type without data; its parameters are a part of the network's array.
//
// Every layer has
//   kind                         where it may stand: before the trained layers, among them, or after them
//   identity                     four numbers or more for an Image's fingerprint, by which layers are told apart. The first is
//                                the layer's own, from 128 up for one of yours
//   outputs(inputs)              how many numbers leave it when `inputs` enter
//   parameter_count(inputs)      how many parameters it has then; uint64_t, so that no size wraps
//   check()                      (if it has it) true, or a static_assert that says what is wrong with its parameters, which
//                                stands in this function for the reason that activation.hpp gives
//
// A trained layer (Dense, say) also has
//   weight_count(inputs)         how many parameters, from the first, are weights; the others are biases
//   initialize(parameters, inputs, bounds, ceiling, random)    draws all of them, within `bounds` and ±ceiling
//   frequency                    by which an initialization divides: that of a Sin, or 0
//   value_bound(input, weight, inputs)   the largest |output| for inputs and weights up to these magnitudes
//   slope_bound                  the largest factor by which delta() lets a gradient grow
//   gradient_spread(weight, outputs)     the largest gradient of an input, for deltas up to 1
//   parameter_spread(input, inputs)      (if it has it) the largest gradient of a parameter, for deltas up to 1 and inputs up
//                                to this magnitude; else it is `input`, or 1 for a bias
//   stores_slopes(is_last)       whether training keeps a float an output for the way back
//   delta<Stored>(gradient, known)       the gradient of an output on its way in; `known` is what was stored, or the output
//   forward_work<At>(batch), backward_work<At, Capacity>(batch)   of one part of a step, in multiply-adds
//   block_floats<At, Capacity>() floats of scratch that its way back needs for a moment
//   unfinished_floats<At, Capacity>()    (if it has any) floats that a part on the way forward leaves to the next in
//                                stages.unfinished()
//   forward<At, Clamps>(parameters, in, out, slopes, batch, stages)    rows of the batch, one stage after the other
//   differs_in_training          (if it has it) whether a step has to do something else than a prediction (Dropout). Then
//                                forward() takes one more argument in a step, a Moment, and backward() has here.moment()
//   backward(here, batch, stages)        gradients of its inputs and parameters (step.hpp: LayerStep says what `here` has)
// where `At` is its Position below and `stages` cuts the work into parts: stages.run(parts, work of a part, body), and
// body(range) does parts range.first … range.last-1.
//   Forward, `in` may be the caller's memory: nothing beyond its rows may be read. Where Clamps is true, outputs are
//   clamped to ±activation_clamp (kernel/activate.hpp). `slopes` is NoSlopes where none are stored.
//   Backward, the first layer has no gradients of inputs. Those of others take the place of values(), so a part may not
//   need values whose gradients another part forms.
//
// A layer that scales inputs has
//   initialize(parameters, inputs)       sets parameters that were never set, so that they change nothing
//   scaled(parameters, x, columns, inputs)    a Pack of inputs becomes as many features; of an array of a number an input,
//                                `columns` loads those that belong to them. Or, if features are not numbered like inputs,
//   map(parameters, x, i, inputs, then)  input number i becomes some features: then(feature, its number)
//   is_guarded                   whether the features have to be guarded again
//   value_bound(input, ceiling)  the largest |feature|
// and one that scales outputs
//   initialize(parameters, outputs)      as above
//   value(parameters, z, columns, outputs)    a Pack of outputs in the user's units
//   target(parameters, y, columns, outputs)   the inverse, for targets
//
// A layer with a time axis (recurrence) does not fit: all of these look at rows one by one. See lib/DESIGN.md.
#pragma once

#include "../base/traits.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// Where a part of a network may stand: the order of these is the order of the parts.
enum class LayerKind : uint8_t { input, trained, output, ceilings };

namespace detail {

/// Whether a layer among the trained ones keeps its parameters (frozen.hpp).
template <class Layer>
constexpr bool is_frozen = false;

/// Whether a type is a layer that has its place among the trained ones.
template <class Given, class = void>
constexpr bool is_trained_layer = false;
template <class Given>
constexpr bool is_trained_layer<Given, Void<decltype(Given::kind == LayerKind::trained)>> =
    Given::kind == LayerKind::trained;

}  // namespace detail

/// Trained layer number `Index` of a network and where it stands: its sizes, and its place in the array of parameters.
template <class Net, size_t Index>
struct Position {
    using Layer = typename Net::template Layer<Index>;
    static constexpr size_t index = Index;
    static constexpr size_t inputs = Net::width(Index), outputs = Net::width(Index + 1);
    static constexpr size_t offset = Net::offset(Index);
    /// Below the first nothing learns, be it frozen or without parameters, so it has no gradients of inputs.
    static constexpr bool is_first = Net::offset(Index) <= Net::trained_first, is_last = Index + 1 == Net::depth;
    static constexpr bool stores_slopes = Index >= Net::frozen_layers && Layer::stores_slopes(is_last);
};

/// The work of a slice is counted in multiply-adds. Other work is charged an equivalent, so that equal budgets take about equal
/// time on a machine with a floating-point unit.
constexpr size_t work_of_activation = 16;  ///< an elementary function of one Pack, and an output in the loss
constexpr size_t work_of_update = 4;       ///< the optimizer's, for one parameter

/// Parts first … last-1 of a stage; all of them, which are a constant where their number is one.
struct PartRange {
    size_t first, last;
};
template <class Parts>
struct WholeRange {
    Size<0> first;
    Parts last;
};

/// Of `count` floats, those in the Packs of a range.
template <class Count>
constexpr size_t floats_in(PartRange packs, Count count) {
    return smaller(size_t{count}, packs.last * Pack::width) - packs.first * Pack::width;
}
template <class Parts, class Count>
constexpr Count floats_in(WholeRange<Parts>, Count count) {
    return count;
}

/// How many parts are in a range.
constexpr size_t rows_in_range(PartRange range) { return range.last - range.first; }
template <class Parts>
constexpr Parts rows_in_range(WholeRange<Parts> range) {
    return range.last;
}

/// Runs each stage whole.
struct Uncut {
    static constexpr float* unfinished() { return nullptr; }
    template <class Parts, class Body>
    [[gnu::always_inline]] void run(Parts parts, size_t, Body body) const {
        body(WholeRange<Parts>{{}, parts});
    }
    template <class Parts, class Body>
    [[gnu::always_inline]] void run_if(bool wanted, Parts parts, size_t, Body body) const {
        if (wanted) {
            body(WholeRange<Parts>{{}, parts});
        }
    }
};

namespace detail {

template <class Layer, class At, size_t Capacity, class = void>
constexpr size_t unfinished_floats_of = 0;
template <class Layer, class At, size_t Capacity>
constexpr size_t
    unfinished_floats_of<Layer, At, Capacity, Void<decltype(Layer::template unfinished_floats<At, Capacity>())>> =
        Layer::template unfinished_floats<At, Capacity>();

}  // namespace detail

/// What a layer is told of a step, if it differs in training: the number of the step (State::step), and where in the batch the
/// first of its rows is.
struct Moment {
    uint32_t step;
    size_t row;
};

namespace detail {

template <class Layer, class = void>
constexpr bool differs_in_training = false;
template <class Layer>
constexpr bool differs_in_training<Layer, Void<decltype(!Layer::differs_in_training)>> = Layer::differs_in_training;

template <class Layer, class = void>
constexpr bool has_parameter_spread = false;
template <class Layer>
constexpr bool has_parameter_spread<Layer, Void<decltype(Layer::parameter_spread(1.0, size_t{1}))>> = true;
/// The largest gradient of a parameter, for deltas up to 1.
template <class Layer>
constexpr double parameter_spread_of(double input, [[maybe_unused]] size_t inputs) {
    if constexpr (has_parameter_spread<Layer>) {
        return Layer::parameter_spread(input, inputs);
    } else {
        return larger<double>(input, 1);
    }
}

}  // namespace detail

/// Uniform on [-bound, bound), for weights and for biases; 0 gives zeros.
struct UniformBounds {
    float weights, biases;
};

namespace detail {

/// The largest uint64_t instead of a size that has wrapped.
constexpr uint64_t product_of_sizes(uint64_t a, uint64_t b) {
    return b != 0 && a > ~uint64_t{0} / b ? ~uint64_t{0} : a * b;
}
/// Bytes of the largest object.
constexpr uint64_t largest_object = ~size_t{0} / 2;
constexpr uint64_t sum_of_sizes(uint64_t a, uint64_t b) { return a > ~uint64_t{0} - b ? ~uint64_t{0} : a + b; }

}  // namespace detail

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
