// SPDX-License-Identifier: MIT
// Back through the layers: from the gradients of the outputs to the update of all parameters, with the deltas of a layer in
// the place of its activations.
#pragma once

#include "mote/forward.hpp"
#include "mote/gradient.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// What a gradient becomes behind an activation: times the slope, which is stored or follows from the value.
template <class Activation, bool Stored, bool Clamps>
[[gnu::always_inline]] inline Pack through_slope(Pack gradient, Pack value_or_slope, float limit) {
    if constexpr (Stored) {
        return clamped<Clamps>(gradient * value_or_slope, limit);
    } else {
        return clamped<Clamps>(gradient * Activation::slope(value_or_slope), limit);
    }
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

    static constexpr size_t memory_step = State<Net, Recipe>::memory_step;
    static constexpr size_t memory_plane = State<Net, Recipe>::memory_plane;

    /// Parameters of Dense number `Layer` from row `row` on.
    template <size_t Layer>
    Trained trained(size_t row) {
        const size_t at = Net::offset(Layer) + row * Net::width(Layer + 1);
        return {net.parameters + at, state.memory.begin() + memory_step * (at - Net::trained_first)};
    }

    /// The optimizer behind the kernel: an unbounded step is followed by the clamp to the ceiling at once.
    [[gnu::always_inline]] static Pack update(const typename Optimizer::Step& step, Pack weight, Pack gradient,
                                              Array<Pack, memory>& of_weight) {
        const Pack updated = Optimizer::update(step, weight, gradient, of_weight);
        return clamped<clamps_updates>(updated, Net::Limits::weights);
    }
};

/// What follows the gradients of the inputs of a block of rows: times the slopes there they are the deltas of the layer
/// below, and take the place of its values.
template <size_t Layer, class Net, class Recipe, size_t Batch>
auto into_deltas(BackwardPass<Net, Recipe, Batch>& pass, size_t row) {
    using Activation = typename Net::template Activation<Layer - 1>;
    constexpr bool stored = stores_slopes<Net, Layer - 1>();
    constexpr bool clamps = BackwardPass<Net, Recipe, Batch>::clamps.deltas;
    float* const values = pass.scratch.template values<Layer>() + row;
    const float* const slopes = stored ? pass.scratch.template slopes<Layer - 1>() + row : values;
    return [values, slopes](Pack gradient, size_t b, auto columns, size_t pack) MOTE_INLINED {
        const size_t at = b * Net::width(Layer);
        const Pack known = columns.load(slopes + at, pack);
        columns.store(through_slope<Activation, stored, clamps>(gradient, known, delta_clamp<Batch>), values + at,
                      pack);
    };
}

/// The gradients of `Rows` rows of weights from `row` on and of the biases behind them, if `Biases` is 1, and the update.
template <size_t Layer, size_t Rows, size_t Biases, class Net, class Recipe, size_t Batch, class Samples>
void update_rows(BackwardPass<Net, Recipe, Batch>& pass, size_t row, Samples samples) {
    using Pass = BackwardPass<Net, Recipe, Batch>;
    constexpr size_t inputs = Net::width(Layer), outputs = Net::width(Layer + 1);
    const auto kernel_outputs = shape_of<Net, Layer>(samples).outputs;
    const float* const deltas = pass.scratch.template activations<Layer>();
    const Left values{pass.scratch.template values<Layer>() + row, 1, inputs};
    if constexpr (is_narrow(outputs)) {
        float* const gradients = pass.scratch.narrow();
        narrow_gradients<Rows, Biases>(values, deltas, gradients, samples, kernel_outputs);
        update_from<Pass>(pass.step, pass.template trained<Layer>(row), gradients, Size<(Rows + Biases) * outputs>{});
    } else {
        const auto step = pass.step;  // in registers: a store of floats cannot change it
        const auto update_block = [&](auto rows, auto biases, size_t r) MOTE_INLINED {
            const Trained trained = pass.template trained<Layer>(row + r);
            const Left left{values.first + r, values.row_stride, values.term_stride};
            if constexpr (Pack::width > 1) {
                update_inlined<rows, biases, Pass>(step, trained, left, deltas, samples, kernel_outputs);
            } else {
                update<rows, biases, Pass>(step, trained, left, deltas, samples, kernel_outputs);
            }
        };
        constexpr size_t at_once = smaller(size_t{Tuning::update_rows}, Rows);
        constexpr size_t last = Biases == 0 ? 0 : last_block(Rows, at_once);
        for_rows<at_once>(Size<Rows - last>{},
                          [&](auto block, size_t r) MOTE_INLINED { update_block(block, Size<0>{}, r); });
        if constexpr (Biases != 0) {
            update_block(Size<last>{}, Size<Biases>{}, Rows - last);
        }
    }
}

/// Both at once for one sample whose input gradients are summed in virtual lanes: those go to `gradients` [row].
template <size_t Layer, size_t Rows, size_t Biases, class Net, class Recipe, size_t Batch, class Outputs>
void update_in_lanes(BackwardPass<Net, Recipe, Batch>& pass, size_t row, float* gradients, Outputs outputs) {
    using Pass = BackwardPass<Net, Recipe, Batch>;
    const auto step = pass.step;
    const Trained trained = pass.template trained<Layer>(row);
    const float* const values = pass.scratch.template values<Layer>() + row;
    const float* const deltas = pass.scratch.template activations<Layer>();
    input_gradients_in_lanes<Rows>(trained.weights, deltas, gradients, outputs,
                                   [&](size_t r, auto columns, size_t p, Pack delta) MOTE_INLINED {
                                       move<Pass>(step, trained, r * outputs, columns, p, values[r] * delta);
                                   });
    if constexpr (Biases == 1) {
        for_columns<1>(outputs, [&](auto columns) MOTE_INLINED {
            move<Pass>(step, trained, Rows * outputs, columns, 0, columns.load(deltas, 0));
        });
    }
}

/// `Rows` rows of weights from `row` on, the last with the biases if `Biases` is 1: the gradients of their inputs with the
/// weights as they were, the update, and the deltas of the layer below.
template <size_t Layer, size_t Rows, size_t Biases, class Net, class Recipe, size_t Batch, class Samples>
void backward_block(BackwardPass<Net, Recipe, Batch>& pass, size_t row, Samples samples) {
    const auto kernel_outputs = shape_of<Net, Layer>(samples).outputs;
    constexpr size_t outputs = Net::width(Layer + 1);
    const float* const deltas = pass.scratch.template activations<Layer>();
    const float* const weights = pass.template trained<Layer>(row).weights;
    float* const block = pass.scratch.block;

    if constexpr (Layer == 0) {
        update_rows<Layer, Rows, Biases>(pass, row, samples);
    } else if constexpr (transposes_block(Batch, outputs)) {
        transpose_rows<Rows>(weights, block, kernel_outputs);
        update_rows<Layer, Rows, Biases>(pass, row, samples);
        input_gradients_of_tile<Rows>(block, deltas, samples, kernel_outputs, into_deltas<Layer>(pass, row));
    } else {
        if constexpr (sums_in_lanes(Batch, outputs)) {
            update_in_lanes<Layer, Rows, Biases>(pass, row, block, kernel_outputs);
        } else {
            input_gradients<Rows>(weights, deltas, block, samples, kernel_outputs);
            update_rows<Layer, Rows, Biases>(pass, row, samples);
        }
        const auto finish = into_deltas<Layer>(pass, row);
        for (size_t b = 0; b < samples; ++b) {
            for_columns<1>(Size<Rows>{}, [&](auto columns) MOTE_INLINED {
                finish(columns.load(block + b * Rows, 0), b, in_scratch<Samples>(columns), 0);
            });
        }
    }
}

static_assert(Tuning::block_rows % Pack::width == 0, "mote: a port's block_rows is a multiple of its Pack's width");

/// A Dense on the way back is a sequence of parts, which one may do one by one. With one lane and one sample a part is a row
/// of weights, from the last; the biases, as the weights of a 1, come first. Else it is a block of rows, ascending, and the
/// biases belong to the last block or, where a block of sums has one row only, are a part of their own at the end: then one
/// copy of the kernel serves all.
template <size_t Layer, class Net, size_t Batch>
struct BackwardParts {
    static constexpr size_t inputs = Net::width(Layer), outputs = Net::width(Layer + 1);
    static constexpr bool are_rows = Pack::width == 1 && Batch == 1 && (Layer == 0 || !sums_in_lanes(Batch, outputs));
    static constexpr bool biases_in_block = Tuning::update_rows > 1 || is_narrow(outputs);
    static constexpr size_t last_rows =
        biases_in_block ? last_block(inputs, Tuning::block_rows) : inputs % Tuning::block_rows;
    static constexpr size_t whole_blocks = (inputs - last_rows) / Tuning::block_rows;
    static constexpr size_t count =
        are_rows ? inputs + 1 : whole_blocks + (last_rows != 0 ? 1 : 0) + (biases_in_block ? 0 : 1);
    static constexpr size_t rows_of_part = are_rows ? 1 : smaller(size_t{Tuning::block_rows}, inputs);
};

/// Parts first … last-1 of Dense number `Layer`, whose deltas stand in its activations, where parts are rows.
template <size_t Layer, class Net, class Recipe, size_t Batch>
[[gnu::always_inline]] inline void backward_rows_of_one(BackwardPass<Net, Recipe, Batch>& pass, size_t first,
                                                        size_t last) {
    using Pass = BackwardPass<Net, Recipe, Batch>;
    const auto shape = shape_of<Net, Layer>(Size<1>{});
    const RowRange range{shape.inputs + 1 - last, shape.inputs + 1 - first};
    backward_rows<Pass>(pass.step, pass.template trained<Layer>(0), pass.scratch.template values<Layer>(),
                        pass.scratch.template activations<Layer>(), range, shape.inputs, shape.outputs,
                        [&](size_t row, Pack sum) MOTE_INLINED {
                            if constexpr (Layer > 0) {
                                into_deltas<Layer>(pass, row)(sum, 0, Columns<1>{0}, 0);
                            }
                        });
}

/// The same where parts are blocks of rows.
template <size_t Layer, class Net, class Recipe, size_t Batch, class Samples>
[[gnu::always_inline]] inline void backward_blocks(BackwardPass<Net, Recipe, Batch>& pass, Samples samples,
                                                   size_t first, size_t last) {
    using Parts = BackwardParts<Layer, Net, Batch>;
    constexpr size_t inputs = Parts::inputs, whole = Parts::whole_blocks, rest = Parts::last_rows;
    if constexpr (whole != 0) {
        for (size_t block = first; block < smaller(last, whole); ++block) {
            backward_block<Layer, Tuning::block_rows, 0>(pass, block * Tuning::block_rows, samples);
        }
    }
    if constexpr (rest != 0) {
        if (first <= whole && whole < last) {
            backward_block<Layer, rest, Parts::biases_in_block ? 1 : 0>(pass, inputs - rest, samples);
        }
    }
    if constexpr (!Parts::biases_in_block) {
        if (last == Parts::count) {
            constexpr float one = 1.0f;
            update<1, 0, BackwardPass<Net, Recipe, Batch>>(pass.step, pass.template trained<Layer>(inputs),
                                                           Left{&one, 0, 0}, pass.scratch.template activations<Layer>(),
                                                           samples, shape_of<Net, Layer>(samples).outputs);
        }
    }
}

/// Parts first … last-1 of Dense number `Layer`, whose deltas stand in its activations.
template <size_t Layer, class Net, class Recipe, size_t Batch, class Samples>
[[gnu::always_inline]] inline void backward_parts(BackwardPass<Net, Recipe, Batch>& pass,
                                                  [[maybe_unused]] Samples samples, size_t first, size_t last) {
    if constexpr (BackwardParts<Layer, Net, Batch>::are_rows) {
        backward_rows_of_one<Layer>(pass, first, last);
    } else {
        backward_blocks<Layer>(pass, samples, first, last);
    }
}

/// All of Dense number `Layer`, in a function of its own: there, the loop has all registers.
template <size_t Layer, class Net, class Recipe, size_t Batch, class Samples>
[[gnu::noinline]] void backward_layer(BackwardPass<Net, Recipe, Batch>& pass, Samples samples) {
    backward_parts<Layer>(pass, samples, 0, BackwardParts<Layer, Net, Batch>::count);
}

/// Rows first … last-1 of the batch: what the loss left in the outputs, times the slopes there, if they are stored, are the
/// deltas of the last Dense.
template <class Net, class Recipe, size_t Batch>
void output_deltas(BackwardPass<Net, Recipe, Batch>& pass, size_t first, size_t last) {
    constexpr size_t layer = Net::depth - 1;
    if constexpr (stores_slopes<Net, layer>()) {
        using Activation = typename Net::template Activation<layer>;
        float* const deltas = pass.scratch.template activations<layer>() + first * Net::outputs;
        const float* const slopes = pass.scratch.template slopes<layer>() + first * Net::outputs;
        for_columns<1>((last - first) * Net::outputs, [&](auto at) MOTE_INLINED {
            at.store(through_slope<Activation, true, false>(at.load(deltas, 0), at.load(slopes, 0), 0.0f), deltas, 0);
        });
    }
}

/// From the gradients of the outputs, which stand in the last activations, to the update of all parameters.
template <class Net, class Recipe, size_t Batch, class Samples>
void backward(BackwardPass<Net, Recipe, Batch>& pass, Samples samples) {
    output_deltas(pass, 0, samples);
    for_each_index<0, Net::depth>([&](auto index) {
        constexpr size_t layer = Net::depth - 1 - index;
        if constexpr (Net::trained_count <= 64) {  // the calls of so small a network would count
            backward_parts<layer>(pass, samples, 0, BackwardParts<layer, Net, Batch>::count);
        } else {
            backward_layer<layer>(pass, samples);
        }
    });
}

}  // namespace MOTE_BUILD
}  // namespace mote
