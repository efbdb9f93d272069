// SPDX-License-Identifier: MIT
// The proof that nothing overflows: interval analysis of a whole training step, at compile time.
//
// It starts from the ceilings: |input|, |target| and |weight| are clamped to them, so each sum has a largest magnitude,
// each activation, each gradient. Where the chain of bounds ends below `representable`, the inner loops need no check.
// Where it does not, one of three clamps closes it, and only that one is compiled in:
//   activations  a hidden activation whose bound is above 10⁹ is clamped to 10⁶; a property of the network alone, since
//                predict() has to do the same
//   errors       the output error of MeanSquaredError, clamped to 10⁶
//   deltas       the gradients of hidden sums of a row, averaged over the batch, clamped to 10⁶/Batch
#pragma once

#include "mote/loss.hpp"
#include "mote/network.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// Sums are rounded and the analysis is not: a factor of ten between its largest bound and FLT_MAX covers the rounding
/// of sums of 10⁷ terms. (Where a double has 32 bits, on AVR, a bound beyond them is infinite, and the answer the same.)
constexpr double representable = 3e37;
/// A gradient's square, summed over 10⁶ steps (highest_decay), is representable.
constexpr double largest_gradient = 5e15;
/// A sum of losses over so many rows is representable.
constexpr double most_rows = 4294967296.0;

/// Between two clamps of the sweep a weight drifts by at most half its ceiling; twice the ceiling leaves room.
template <class Net>
constexpr double weight_bound = 2 * static_cast<double>(Net::Limits::weights);

/// A hidden activation above this bound is clamped to activation_clamp.
constexpr double activation_bound_limit = 1e9;
constexpr float activation_clamp = 1e6f;

/// The largest magnitude of what enters Dense number `Layer`: the features, or the activations of the layer before.
template <class Net, size_t Layer>
constexpr double value_bound();

/// The largest magnitude of a sum of Dense number `Layer`.
template <class Net, size_t Layer>
constexpr double sum_bound() {
    return weight_bound<Net> * (value_bound<Net, Layer>() * static_cast<double>(Net::width(Layer)) + 1.0);
}

/// Whether the activations of Dense number `Layer` are clamped: never the last one's, which are the outputs.
template <class Net, size_t Layer>
constexpr bool clamps_activation() {
    return Layer + 1 < Net::depth &&
           Net::template Activation<Layer>::value_bound(sum_bound<Net, Layer>()) > activation_bound_limit;
}

template <class Net, size_t Layer>
constexpr double value_bound() {
    if constexpr (Layer == 0) {
        return Net::fourier_pairs != 0 ? 1.0 : static_cast<double>(Net::Limits::inputs);
    } else if constexpr (clamps_activation<Net, Layer - 1>()) {
        return static_cast<double>(activation_clamp);
    } else {
        return Net::template Activation<Layer - 1>::value_bound(sum_bound<Net, Layer - 1>());
    }
}

/// Of a row's hidden deltas: at most 10⁶ when added up over the batch.
template <size_t Batch>
constexpr float delta_clamp = 1e6f / static_cast<float>(Batch);

/// Which of the clamps of training a network needs with a loss and a batch.
struct Clamps {
    bool errors, deltas;
};

/// Gradients of the sums of a layer: of one row, and added up over the batch (a row's gradient is averaged before).
struct DeltaBound {
    double row, batch;
    bool closes;  ///< so far, everything was representable
};

template <class Net, class Loss, size_t Batch>
constexpr DeltaBound clamped_delta(DeltaBound delta, Clamps clamps) {
    delta.closes = delta.closes && delta.row < representable;
    if (clamps.deltas) {
        delta.row = smaller(delta.row, static_cast<double>(delta_clamp<Batch>));
        delta.batch = smaller(delta.batch, static_cast<double>(Batch) * static_cast<double>(delta_clamp<Batch>));
    }
    return delta;
}

/// Behind Dense number `Layer`, from the loss backwards; checks the gradients of all parameters on the way.
template <class Net, class Loss, size_t Batch, size_t Layer>
constexpr DeltaBound delta_bound(Clamps clamps) {
    constexpr double slope = Net::template Activation<Layer>::slope_bound;
    DeltaBound delta{};
    if constexpr (Layer + 1 == Net::depth) {
        double error = Loss::error_bound(value_bound<Net, Net::depth>(), static_cast<double>(Net::Limits::targets));
        delta.closes = error < representable;
        error = clamps.errors && Loss::clamps_errors ? smaller(error, static_cast<double>(error_clamp)) : error;
        delta.closes = delta.closes && Loss::row_bound(error, Net::outputs) * most_rows < representable;
        delta.row = Loss::gradient_bound(error, Net::outputs) * slope;
        delta.batch = delta.row;
    } else {
        delta = delta_bound<Net, Loss, Batch, Layer + 1>(clamps);
        const double spread = weight_bound<Net> * static_cast<double>(Net::width(Layer + 2)) * slope;
        delta = clamped_delta<Net, Loss, Batch>({delta.row * spread, delta.batch * spread, delta.closes}, clamps);
    }
    const double gradient = delta.batch * larger(value_bound<Net, Layer>(), 1.0);
    delta.closes = delta.closes && gradient < largest_gradient;
    return delta;
}

/// The fewest clamps that close the proof, in the order of their cost; where none does, training_closes() says so.
template <class Net, class Loss, size_t Batch>
constexpr Clamps needed_clamps() {
    constexpr Clamps choices[] = {{false, false}, {true, false}, {false, true}};
    for (const Clamps choice : choices) {
        if (delta_bound<Net, Loss, Batch, 0>(choice).closes) {
            return choice;
        }
    }
    return {true, true};
}

template <class Net>
constexpr bool forward_closes() {
    return value_bound<Net, Net::depth>() < representable;
}

template <class Net, class Loss, size_t Batch>
constexpr bool training_closes() {
    return forward_closes<Net>() && delta_bound<Net, Loss, Batch, 0>(needed_clamps<Net, Loss, Batch>()).closes;
}

}  // namespace MOTE_BUILD
}  // namespace mote
