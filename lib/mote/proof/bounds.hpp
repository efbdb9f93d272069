// SPDX-License-Identifier: MIT
// The proof that nothing overflows: interval analysis at compile time, here of predictions, in training_bounds.hpp of a step.
//
// It starts from the ceilings: |input|, |target| and |weight| are clamped to them, so each sum has a largest magnitude,
// each activation, each gradient. Where the chain of bounds ends below `representable`, the inner loops need no check.
// Where it does not, one of three clamps closes it, and only that one is compiled in:
//   activations  a hidden activation whose bound is above 10⁹ is clamped to 10⁶; a property of the network alone, since
//                predict() has to do the same
//   errors       the output error of a regression loss, clamped to 10⁶
//   deltas       the gradients of hidden sums of a row, averaged over the batch, clamped to 10⁶/Batch
#pragma once

#include "../network.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// Sums are rounded and the analysis is not: a factor of ten between its largest bound and FLT_MAX covers the rounding
/// of sums of 10⁷ terms. (Where a double has 32 bits, on AVR, a bound beyond them is infinite, and the answer the same.)
constexpr double representable = 3e37;
/// Between two clamps of the sweep a weight drifts by at most half its ceiling; twice the ceiling leaves room.
template <class Net>
constexpr double weight_bound = 2 * static_cast<double>(Net::Limits::weights);

/// A hidden activation above this bound is clamped to activation_clamp.
constexpr double activation_bound_limit = 1e9;

/// The largest magnitude of what enters trained layer number `Layer`: the features, or the outputs of the layer before.
template <class Net, size_t Layer>
constexpr double value_bound();

/// The largest magnitude of what trained layer number `Layer` gives, before any clamp.
template <class Net, size_t Layer>
constexpr double output_bound() {
    return Net::template Layer<Layer>::value_bound(value_bound<Net, Layer>(), weight_bound<Net>, Net::width(Layer));
}

/// Whether the outputs of trained layer number `Layer` are clamped: never the last one's, which are the network's.
template <class Net, size_t Layer>
constexpr bool clamps_activation() {
    return Layer + 1 < Net::depth && output_bound<Net, Layer>() > activation_bound_limit;
}

/// The largest magnitude of a feature.
template <class Net>
constexpr double feature_bound() {
    double bound = static_cast<double>(Net::Limits::inputs);
    for_each_index<0, Net::input_layers>([&](auto layer) {
        bound = Net::template InputLayer<layer>::value_bound(bound, static_cast<double>(Net::Limits::inputs));
    });
    return bound;
}

template <class Net, size_t Layer>
constexpr double value_bound() {
    if constexpr (Layer == 0) {
        return feature_bound<Net>();
    } else if constexpr (clamps_activation<Net, Layer - 1>()) {
        return static_cast<double>(activation_clamp);
    } else {
        return output_bound<Net, Layer - 1>();
    }
}

template <class Net>
constexpr bool forward_closes() {
    return value_bound<Net, Net::depth>() < representable;
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
