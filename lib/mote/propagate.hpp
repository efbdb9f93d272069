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
        for_columns<1>(count, [&](auto at) {
            at.store(clamped<Clamps>(Activation::value(at.load(values, 0)), activation_clamp), values, 0);
        });
    }
}

/// The same, and slopes[i] becomes the slope there.
template <class Activation, bool Clamps>
void activate_and_store_slopes(float* values, float* slopes, size_t count) {
    for_columns<1>(count, [&](auto at) {
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
    for_columns<1>(count, [&](auto at) {
        Pack slope;
        if constexpr (Stored) {
            slope = at.load(slopes, 0);
        } else {
            slope = Activation::slope(at.load(deltas, 0));
        }
        at.store(clamped<Clamps>(at.load(gradients, 0) * slope, limit), deltas, 0);
    });
}

/// Dense number `Layer` as the kernels see it.
template <class Net, size_t Layer, class Samples>
constexpr auto shape_of(Samples samples) {
    constexpr auto inputs = size_for_kernel<Net::width(Layer)>();
    constexpr auto outputs = size_for_kernel<Net::width(Layer + 1)>();
    return Shape<Samples, decltype(inputs), decltype(outputs)>{samples, inputs, outputs};
}

/// From the features in `scratch` to the outputs, for training: values and stored slopes of all layers stay in it.
template <class Net, class Recipe, size_t Batch, class Rows>
void forward(const Net& net, Scratch<Net, Recipe, Batch>& scratch, Rows rows) {
    for_each_index<0, Net::depth>([&](auto layer) {
        using Activation = typename Net::template Activation<layer>;
        const auto shape = shape_of<Net, layer>(rows);
        constexpr bool clamps = Recipe::GuardType::clamps && clamps_activation<Net, layer>();
        float* values = scratch.template activations<layer>();
        affine(net.parameters + Net::offset(layer), scratch.template values<layer>(), values, RowRange{0, shape.inputs},
               shape);
        if constexpr (stores_slopes<Net, layer>()) {
            activate_and_store_slopes<Activation, clamps>(values, scratch.template slopes<layer>(),
                                                          rows * shape.outputs);
        } else {
            activate<Activation, clamps>(values, rows * shape.outputs);
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
    static constexpr bool clamps_updates = Recipe::GuardType::clamps && !Optimizer::bounded;

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
        return clamped<clamps_updates>(updated, Net::Limits::weights);
    }
};

/// `block` rows of weights from `row` on: the gradients of their inputs with the weights as they were, the weights'
/// gradients and their update, then the inputs' values, used up, become the deltas of the layer below.
template <size_t Layer, size_t BlockRows, class Net, class Recipe, size_t Batch, class Rows>
void backward_block(BackwardPass<Net, Recipe, Batch>& pass, size_t row, Rows rows) {
    using Pass = BackwardPass<Net, Recipe, Batch>;
    constexpr size_t inputs = Net::width(Layer), at_once = smaller(size_t{Tuning::update_rows}, BlockRows);
    const auto shape = shape_of<Net, Layer>(rows);
    const float* const deltas = pass.scratch.template activations<Layer>();
    float* const values = pass.scratch.template values<Layer>() + row;
    float* const gradients = pass.scratch.block;

    if constexpr (Layer > 0) {
        const float* const weights = pass.template trained<Layer>(row).weights;
        if constexpr (transposed_outputs<Net, Batch>() != 0) {
            input_gradients<BlockRows>(weights, deltas, gradients, gradients + BlockRows * Batch, shape);
        } else {
            constexpr bool in_lanes = sums_in_lanes(Batch, Net::width(Layer + 1));
            input_gradients<BlockRows, in_lanes>(weights, deltas, gradients, shape);
        }
    }
    for_rows<at_once>(Size<BlockRows>{}, [&](auto block, size_t r) {
        update<block, Pass>(pass.step, pass.template trained<Layer>(row + r), Left{values + r, 1, inputs}, deltas,
                            shape);
    });
    if constexpr (Layer > 0) {
        using Activation = typename Net::template Activation<Layer - 1>;
        const float* const slopes = pass.scratch.template slopes<Layer - 1>() + row;
        for (size_t b = 0; b < rows; ++b) {
            through_slopes<Activation, stores_slopes<Net, Layer - 1>(), Pass::clamps.deltas>(
                values + b * inputs, gradients + b * BlockRows, slopes + b * inputs, BlockRows, delta_clamp<Batch>);
        }
    }
}

/// Dense number `Layer`, whose deltas stand in its activations, block by block; the biases last.
template <size_t Layer, class Net, class Recipe, size_t Batch, class Rows>
void backward_layer(BackwardPass<Net, Recipe, Batch>& pass, Rows rows) {
    const auto shape = shape_of<Net, Layer>(rows);
    for_rows<Tuning::block_rows>(shape.inputs,
                                 [&](auto block, size_t row) { backward_block<Layer, block>(pass, row, rows); });
    constexpr float one = 1.0f;
    update<1, BackwardPass<Net, Recipe, Batch>>(pass.step, pass.template trained<Layer>(shape.inputs), Left{&one, 0, 0},
                                                pass.scratch.template activations<Layer>(), shape);
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
    for_each_index<0, Net::depth>([&](auto index) { backward_layer<last - index>(pass, rows); });
}

}  // namespace MOTE_BUILD
}  // namespace mote
