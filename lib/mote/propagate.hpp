// SPDX-License-Identifier: MIT
// Forward and backward through the layers of a network, over the rows in a scratch.
#pragma once

#include "mote/kernel.hpp"
#include "mote/workspace.hpp"

namespace mote {
inline namespace MOTE_BUILD {

template <bool Clamps>
Pack clamped(Pack value, float limit) {
    if constexpr (Clamps) {
        return clamp_within(value, limit);
    } else {
        return value;
    }
}

/// values[i] becomes activation(values[i]), clamped where the network's bounds ask for it.
template <class Activation, bool Clamps>
void activate(float* values, size_t count) {
    if constexpr (Clamps || !is_same<Activation, Identity>) {
        for_columns<1>(0, count, [&](auto at) {
            at.store(clamped<Clamps>(Activation::value(at.load(values, 0)), activation_clamp), values, 0);
        });
    }
}

/// The same, and slopes[i] becomes the slope there.
template <class Activation, bool Clamps>
void activate_and_store_slopes(float* values, float* slopes, size_t count) {
    for_columns<1>(0, count, [&](auto at) {
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

/// deltas[i] becomes gradients[i] times the slope there: the stored one, or else that of the value in deltas[i].
template <class Activation, bool Stored, bool Clamps>
void through_slopes(float* deltas, const float* gradients, const float* slopes, size_t count, float limit) {
    for_columns<1>(0, count, [&](auto at) {
        Pack slope;
        if constexpr (Stored) {
            slope = at.load(slopes, 0);
        } else {
            slope = Activation::slope(at.load(deltas, 0));
        }
        at.store(clamped<Clamps>(at.load(gradients, 0) * slope, limit), deltas, 0);
    });
}

/// From the features in `scratch` to the outputs, for training: values and stored slopes of all layers stay in it.
template <class Net, class Recipe, size_t Batch, class Rows>
void forward(const Net& net, Scratch<Net, Recipe, Batch>& scratch, Rows rows) {
    for_each_index<0, Net::depth>([&](auto layer) {
        using Activation = typename Net::template Activation<layer>;
        constexpr auto inputs = size_for_kernel<Net::width(layer)>();
        constexpr auto outputs = size_for_kernel<Net::width(layer + 1)>();
        constexpr bool clamps = Recipe::GuardType::clamps && clamps_activation<Net, layer>();
        float* values = scratch.template activations<layer>();
        affine(net.parameters + Net::offset(layer), scratch.template values<layer>(), values, RowRange{0, inputs}, rows,
               inputs, outputs);
        if constexpr (stores_slopes<Net, layer>()) {
            activate_and_store_slopes<Activation, clamps>(values, scratch.template slopes<layer>(), rows * outputs);
        } else {
            activate<Activation, clamps>(values, rows * outputs);
        }
    });
}

/// What a backward pass is about; the types hold the rest.
template <class Net, class Recipe, size_t Batch>
struct BackwardPass {
    using Optimizer = typename Recipe::Optimizer;
    static constexpr Clamps clamps =
        Recipe::GuardType::clamps ? needed_clamps<Net, typename Recipe::Loss, Batch>() : Clamps{false, false};
    static constexpr size_t memory = Optimizer::memory;

    Net& net;
    State<Net, Recipe>& state;
    Scratch<Net, Recipe, Batch>& scratch;
    typename Optimizer::Step step;

    /// Parameters of Dense number `Layer` from row `row` on.
    template <size_t Layer>
    Trained trained(size_t row) {
        const size_t at = Net::offset(Layer) + row * Net::width(Layer + 1);
        return {net.parameters + at, state.memory.begin() + memory * (at - Net::trained_first)};
    }

    /// The optimizer behind the kernel: an unbounded step is followed by the clamp to the ceiling at once.
    static Pack update(const typename Optimizer::Step& step, Pack weight, Pack gradient,
                       Array<Pack, memory>& of_weight) {
        const Pack updated = Optimizer::update(step, weight, gradient, of_weight);
        return clamped < Recipe::GuardType::clamps && !Optimizer::bounded > (updated, Net::Limits::weights);
    }
};

/// Rows `range` of Dense number `Layer`, whose deltas stand in its activations. Per block of rows: the gradients of the
/// inputs with the weights as they were, the weights' gradients and their update, then the inputs' values, used up,
/// become the deltas of the layer below.
template <size_t Layer, class Net, class Recipe, size_t Batch, class Rows>
void backward(BackwardPass<Net, Recipe, Batch>& pass, RowRange range, Rows rows) {
    using Pass = BackwardPass<Net, Recipe, Batch>;
    constexpr auto inputs = size_for_kernel<Net::width(Layer)>();
    constexpr auto outputs = size_for_kernel<Net::width(Layer + 1)>();
    float* const values = pass.scratch.template values<Layer>();
    const float* const deltas = pass.scratch.template activations<Layer>();

    for_rows<Tuning::block_rows>(range.first, smaller(range.last, size_t{inputs}), [&](auto block, size_t row) {
        constexpr size_t block_rows = block;
        const Trained trained = pass.template trained<Layer>(row);
        float* const gradients = pass.scratch.block;
        if constexpr (Layer > 0) {
            if constexpr (transposed_outputs<Net, Batch>() != 0) {
                input_gradients<block_rows>(trained.weights, deltas, gradients, gradients + block_rows * Batch, rows,
                                            outputs);
            } else {
                input_gradients<block_rows, sums_in_lanes(Batch, outputs)>(trained.weights, deltas, gradients, rows,
                                                                           outputs);
            }
        }
        for_rows<smaller(size_t{Tuning::update_rows}, block_rows)>(row, row + block_rows, [&](auto at_once, size_t r) {
            update<at_once, Pass>(pass.step, pass.template trained<Layer>(r), Left{values + r, 1, inputs}, deltas, rows,
                                  outputs);
        });
        if constexpr (Layer > 0) {
            using Activation = typename Net::template Activation<Layer - 1>;
            const float* const slopes = pass.scratch.template slopes<Layer - 1>();
            for (size_t b = 0; b < rows; ++b) {
                const size_t at = b * inputs + row;
                through_slopes<Activation, stores_slopes<Net, Layer - 1>(), Pass::clamps.deltas>(
                    values + at, gradients + b * block_rows, slopes + at, block_rows, delta_clamp<Batch>);
            }
        }
    });
    if (range.last > inputs) {
        constexpr float one = 1.0f;
        update<1, Pass>(pass.step, pass.template trained<Layer>(inputs), Left{&one, 0, 0}, deltas, rows, outputs);
    }
}

/// From the gradients of the outputs, which stand in the last activations, to the update of all parameters.
template <class Net, class Recipe, size_t Batch, class Rows>
void backward(BackwardPass<Net, Recipe, Batch>& pass, Rows rows) {
    constexpr size_t last = Net::depth - 1;
    if constexpr (stores_slopes<Net, last>()) {
        float* const deltas = pass.scratch.template activations<last>();
        through_slopes<typename Net::template Activation<last>, true, false>(
            deltas, deltas, pass.scratch.template slopes<last>(), rows * Net::outputs, 0.0f);
    }
    for_each_index<0, Net::depth>([&](auto index) {
        constexpr size_t layer = last - index;
        backward<layer>(pass, RowRange{0, Net::width(layer) + 1}, rows);
    });
}

}  // namespace MOTE_BUILD
}  // namespace mote
