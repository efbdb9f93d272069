// SPDX-License-Identifier: MIT
// The proof that a training step overflows nowhere, from the loss back to the gradients of all parameters (bounds.hpp).
#pragma once

#include "../loss/loss.hpp"
#include "bounds.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// A gradient's square, summed over 10⁶ steps (highest_decay), is representable.
constexpr double largest_gradient = 5e15;
/// A sum of losses over so many rows is representable.
constexpr double most_rows = 4294967296.0;

/// Of a row's hidden deltas: at most 10⁶ when added up over the batch.
template <size_t Capacity>
constexpr float delta_clamp = 1e6f / static_cast<float>(Capacity);

/// Which of the clamps of training a network needs with a loss and a batch.
struct Clamps {
    bool errors, deltas;
};

/// Gradients of the sums of a layer: of one row, and added up over the batch (a row's gradient is averaged before).
struct DeltaBound {
    double row, batch;
    bool closes;  ///< so far, everything was representable
};

template <size_t Capacity>
constexpr DeltaBound clamped_delta(DeltaBound delta, Clamps clamps) {
    delta.closes = delta.closes && delta.row < representable;
    // What is not representable stays so, and a product of it is no constant once it is infinite.
    delta.row = smaller(delta.row, representable);
    delta.batch = smaller(delta.batch, representable);
    if (clamps.deltas) {
        delta.row = smaller(delta.row, static_cast<double>(delta_clamp<Capacity>));
        delta.batch = smaller(delta.batch, static_cast<double>(Capacity) * static_cast<double>(delta_clamp<Capacity>));
    }
    return delta;
}

/// At trained layer number `Layer`, from the loss backwards; checks the gradients of all parameters on the way.
template <class Net, class Loss, size_t Capacity, size_t Layer>
constexpr DeltaBound delta_bound(Clamps clamps) {
    constexpr double slope = Net::template Layer<Layer>::slope_bound;
    DeltaBound delta{};
    if constexpr (Layer + 1 == Net::depth) {
        double error =
            LossTraits<Loss>::error_bound(value_bound<Net, Net::depth>(), static_cast<double>(Net::Limits::targets));
        delta.closes = error < representable;
        error =
            clamps.errors && LossTraits<Loss>::clamps_errors ? smaller(error, static_cast<double>(error_clamp)) : error;
        delta.closes = delta.closes && LossTraits<Loss>::row_bound(error, Net::outputs) * most_rows < representable;
        delta.row = LossTraits<Loss>::gradient_bound(error, Net::outputs) * slope;
        delta.batch = delta.row;
    } else {
        delta = delta_bound<Net, Loss, Capacity, Layer + 1>(clamps);
        const double spread =
            Net::template Layer<Layer + 1>::gradient_spread(weight_bound<Net>, Net::width(Layer + 2)) * slope;
        delta = clamped_delta<Capacity>({delta.row * spread, delta.batch * spread, delta.closes}, clamps);
    }
    const double gradient = delta.batch * parameter_spread_of<typename Net::template Layer<Layer>>(
                                              value_bound<Net, Layer>(), Net::width(Layer));
    delta.closes = delta.closes && gradient < largest_gradient;
    return delta;
}

/// The fewest clamps that close the proof, in the order of their cost; where none does, training_closes() says so.
template <class Net, class Loss, size_t Capacity>
constexpr Clamps needed_clamps() {
    constexpr Clamps choices[] = {{false, false}, {true, false}, {false, true}};
    for (const Clamps choice : choices) {
        if (delta_bound<Net, Loss, Capacity, Net::frozen_layers>(choice).closes) {
            return choice;
        }
    }
    return {true, true};
}

template <class Net, class Loss, size_t Capacity>
constexpr bool training_closes() {
    return forward_closes<Net>() &&
           delta_bound<Net, Loss, Capacity, Net::frozen_layers>(needed_clamps<Net, Loss, Capacity>()).closes;
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
