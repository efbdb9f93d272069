// SPDX-License-Identifier: MIT
// The way back through a Dense: from the deltas of its sums to the gradients of its inputs and the update of its parameters.
// It splits into independent parts, so that a step can be cut between them.
//
//   lanes  batch  outputs   layer    route of a part
//   1      1      < 32      any      apply_rows: a row of weights, for its input's gradient and its update at once
//   1      1      any       first    the same, without the input's gradient
//   any    any    any       first    apply_rows_of_block: a block of rows of weights
//   any    1      >= 32     others   apply_in_lanes: a block, gradients of its inputs in virtual lanes, and its update
//   > 1    any    rest      others   a transposed copy of the block, then apply_rows_of_block, then the gradients from the copy
//   1      > 1    any       others   the same, or, where the port does not transpose, straight from the weights
//
// `here` is the layer's place in a step (step.hpp).
#pragma once

#include "../kernel/input_gradient.hpp"
#include "../kernel/weight_gradient.hpp"
#include "dense.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

static_assert(Tuning::block_rows % Pack::width == 0, "mote: a port's block_rows is a multiple of its Pack's width");

/// Whether input gradients use a transposed copy of the block (lanes over inputs) or the weights directly.
constexpr bool transposes_block(size_t capacity, size_t outputs) {
    return Tuning::transposes && (capacity > 1 || Pack::width > 1) && !input_gradient_in_lanes(capacity, outputs);
}
/// Whether rows of weights are so short that a Pack holds several: then their gradients are gathered first.
constexpr bool is_narrow(size_t outputs) { return Tuning::constant_sizes && outputs < Pack::width; }
/// Whether they are gathered because a batch is so large that one part of it is taken after the other.
constexpr bool is_large_batch(size_t capacity) { return Tuning::gathers_large_batches && capacity > rows_in_cache; }
static_assert(!Tuning::gathers_large_batches || Tuning::update_rows > 1,
              "mote: a port that gathers large batches takes biases with the last rows: update_rows is more than 1");
constexpr bool gathers_gradients(size_t capacity, size_t outputs) {
    return is_narrow(outputs) || is_large_batch(capacity);
}

/// How the way back is split. With one lane and one row of a batch, a part is a row of weights, starting from the last, and the
/// biases (weights of an input of 1) come first. Otherwise a part is a block of rows, ascending. The biases then belong to the
/// last block; but where a block of sums has only one row, they are a part of their own at the end, so that one copy of the
/// kernel serves all.
template <class At, size_t Capacity>
struct DenseParts {
    static constexpr size_t inputs = At::inputs, outputs = At::outputs;
    static constexpr bool are_rows =
        Pack::width == 1 && Capacity == 1 && (At::is_first || !input_gradient_in_lanes(Capacity, outputs));
    static constexpr bool biases_in_block = Tuning::update_rows > 1 || is_narrow(outputs);
    static constexpr size_t last_rows =
        biases_in_block ? last_block(inputs, Tuning::block_rows) : inputs % Tuning::block_rows;
    static constexpr size_t whole_blocks = (inputs - last_rows) / Tuning::block_rows;
    static constexpr size_t count =
        are_rows ? inputs + 1 : whole_blocks + (last_rows != 0 ? 1 : 0) + (biases_in_block ? 0 : 1);
    static constexpr size_t rows_of_part = are_rows ? 1 : smaller(size_t{Tuning::block_rows}, inputs);

    /// Of one block in scratch: the transposed rows [out][in], or the gradients of its inputs [row][in]; then, where they are
    /// gathered, the gradients of its rows [in][out].
    static constexpr size_t block_count =
        At::is_first ? 0
                     : in_packs(transposes_block(Capacity, outputs)
                                    ? in_packs(smaller(size_t{Tuning::block_rows}, inputs)) * outputs
                                    : Capacity * smaller(size_t{Tuning::block_rows}, inputs));
    static constexpr size_t gradient_count = gathers_gradients(Capacity, outputs)
                                                 ? in_packs((smaller(size_t{Tuning::block_rows}, inputs) + 1) * outputs)
                                                 : 0;
};

/// Updates `Rows` rows of weights from `row` on and, if `Biases` is 1, the biases after them.
template <size_t Rows, size_t Biases, class Here, class Batch>
void apply_rows_of_block(Here here, size_t row, Batch batch) {
    using At = typename Here::At;
    using Rules = typename Here::Rules;
    const auto outputs = shape_at<At>(batch).outputs;
    const float* const deltas = here.deltas();
    const Left values{here.values() + row, 1, At::inputs};
    constexpr bool has_one_rule = is_same<typename Rules::Weights, typename Rules::Biases>;
    if constexpr (is_narrow(At::outputs) && has_one_rule && are_few<Rows, Batch, Unqualified<decltype(outputs)>>()) {
        apply_few<typename Rules::Weights, Rows, Biases>(here.settings(), here.trained(row), values.first, deltas,
                                                         outputs);
    } else if constexpr (gathers_gradients(Here::capacity, At::outputs)) {
        float* const gradients = here.block() + DenseParts<At, Here::capacity>::block_count;
        if constexpr (is_narrow(At::outputs)) {
            narrow_gradients<Rows, Biases>(values, deltas, gradients, batch, outputs);
        } else {
            gather_gradients<Rows, Biases>(values, deltas, gradients, batch, outputs);
        }
        if constexpr (is_same<typename Rules::Weights, typename Rules::Biases>) {
            apply_gradients<typename Rules::Weights>(here.settings(), here.trained(row), gradients,
                                                     Size<(Rows + Biases) * At::outputs>{});
        } else {
            apply_gradients<typename Rules::Weights>(here.settings(), here.trained(row), gradients,
                                                     Size<Rows * At::outputs>{});
            apply_gradients<typename Rules::Biases>(here.settings(), here.trained(row + Rows),
                                                    gradients + Rows * At::outputs, Size<Biases * At::outputs>{});
        }
    } else {
        auto settings = here.settings();  // in registers: a store of floats cannot change it
        const auto apply = [&](auto rows, auto biases, size_t r) MOTE_INLINED {
            const Trained trained = here.trained(row + r);
            const Left left{values.first + r, values.row_stride, values.term_stride};
            if constexpr (Pack::width > 1) {
                apply_block_inlined<rows, biases, Rules>(settings, trained, left, deltas, batch, outputs);
            } else {
                apply_block<rows, biases, Rules>(settings, trained, left, deltas, batch, outputs);
            }
        };
        constexpr size_t at_once = smaller(size_t{Tuning::update_rows}, Rows);
        constexpr size_t last = Biases == 0 ? 0 : last_block(Rows, at_once);
        for_rows<at_once>(Size<Rows - last>{}, [&](auto block, size_t r) MOTE_INLINED { apply(block, Size<0>{}, r); });
        if constexpr (Biases != 0) {
            apply(Size<last>{}, Size<Biases>{}, Rows - last);
        }
    }
}

/// The update and the gradients of inputs at once for one row of a batch, where those are summed in virtual lanes; they go to
/// the block in scratch.
template <size_t Rows, size_t Biases, class Here, class Outputs>
void apply_in_lanes(Here here, size_t row, Outputs outputs) {
    using Rules = typename Here::Rules;
    auto settings = here.settings();
    const Trained trained = here.trained(row);
    const float* const values = here.values() + row;
    const float* const deltas = here.deltas();
    sums_in_lanes(
        trained.weights, deltas, Size<Rows>{}, outputs,
        [&](size_t r, auto columns, size_t p, Pack delta) MOTE_INLINED {
            apply_gradient<typename Rules::Weights>(settings, trained, r * outputs, columns, p, values[r] * delta);
        },
        [&](Pack sums, auto rows) MOTE_INLINED { rows.store(sums, here.block(), 0); });
    if constexpr (Biases == 1) {
        for_columns<1>(outputs, [&](auto columns) MOTE_INLINED {
            apply_gradient<typename Rules::Biases>(settings, trained, Rows * outputs, columns, 0,
                                                   columns.load(deltas, 0));
        });
    }
}

/// `Rows` rows of weights from `row` on, the last with the biases if `Biases` is 1: the gradients of their inputs with the
/// weights as they were, the update, and the deltas of the layer below.
template <size_t Rows, size_t Biases, class Here, class Batch>
void backward_block(Here here, size_t row, Batch batch) {
    using At = typename Here::At;
    constexpr size_t capacity = Here::capacity;
    const auto outputs = shape_at<At>(batch).outputs;
    const float* const weights = here.trained(row).weights;
    float* const block = here.block();

    if constexpr (At::is_first) {
        apply_rows_of_block<Rows, Biases>(here, row, batch);
    } else if constexpr (transposes_block(capacity, At::outputs)) {
        transpose_rows<Rows>(weights, block, outputs);
        apply_rows_of_block<Rows, Biases>(here, row, batch);
        input_gradients_of_tile<Rows>(block, here.deltas(), batch, outputs, here.into_deltas(row));
    } else {
        if constexpr (input_gradient_in_lanes(capacity, At::outputs)) {
            apply_in_lanes<Rows, Biases>(here, row, outputs);
        } else {
            input_gradients<Rows>(weights, here.deltas(), block, batch, outputs);
            apply_rows_of_block<Rows, Biases>(here, row, batch);
        }
        const auto finish = here.into_deltas(row);
        for (size_t b = 0; b < batch; ++b) {
            for_columns<1>(Size<Rows>{}, [&](auto columns) MOTE_INLINED {
                finish(columns.load(block + b * Rows, 0), b, in_scratch<Batch>(columns), 0);
            });
        }
    }
}

/// Parts of the way back where they are rows.
template <class Here>
[[gnu::always_inline]] inline void backward_rows(Here here, size_t first, size_t last) {
    using At = typename Here::At;
    using Rules = typename Here::Rules;
    const auto shape = shape_at<At>(Size<1>{});
    const auto finish = [&](size_t row, Pack sum) MOTE_INLINED {
        if constexpr (!At::is_first) {
            here.into_deltas(row)(sum, 0, Columns<1>{0}, 0);
        }
    };
    const auto apply = [&](auto rule, RowRange range) MOTE_INLINED {
        apply_rows<decltype(rule)>(here.settings(), here.trained(0), here.values(), here.deltas(), range, shape.inputs,
                                   shape.outputs, finish);
    };
    const RowRange range{shape.inputs + 1 - last, shape.inputs + 1 - first};
    if constexpr (is_same<typename Rules::Weights, typename Rules::Biases>) {
        apply(typename Rules::Weights{}, range);
    } else {
        if (range.last == shape.inputs + 1) {
            apply(typename Rules::Biases{}, RowRange{range.last - 1, range.last});
        }
        if (range.first != shape.inputs) {
            apply(typename Rules::Weights{}, RowRange{range.first, smaller(range.last, size_t{shape.inputs})});
        }
    }
}

/// Parts of the way back where they are blocks of rows.
template <class Here, class Batch>
[[gnu::always_inline]] inline void backward_blocks(Here here, Batch batch, size_t first, size_t last) {
    using At = typename Here::At;
    using Parts = DenseParts<At, Here::capacity>;
    constexpr size_t inputs = Parts::inputs, whole = Parts::whole_blocks, rest = Parts::last_rows;
    if constexpr (whole != 0) {
        for (size_t block = first; block < smaller(last, whole); ++block) {
            backward_block<Tuning::block_rows, 0>(here, block * Tuning::block_rows, batch);
        }
    }
    if constexpr (rest != 0) {
        if (first <= whole && whole < last) {
            backward_block<rest, Parts::biases_in_block ? 1 : 0>(here, inputs - rest, batch);
        }
    }
    if constexpr (!Parts::biases_in_block) {
        if (last == Parts::count) {
            constexpr float one = 1.0f;
            using Biases = typename Here::Rules::Biases;
            apply_block<1, 0, RulesOf<Biases, Biases>>(here.settings(), here.trained(inputs), Left{&one, 0, 0},
                                                       here.deltas(), batch, shape_at<At>(batch).outputs);
        }
    }
}

}  // namespace detail

template <size_t Outputs, class Activation>
template <class At, size_t Capacity>
constexpr size_t Dense<Outputs, Activation>::backward_work(size_t batch) {
    using Parts = detail::DenseParts<At, Capacity>;
    const size_t rows_of_weights = Parts::rows_of_part + (!Parts::are_rows && Parts::biases_in_block ? 1 : 0);
    return rows_of_weights * Outputs * (batch * (At::is_first ? 1 : 2) + work_of_update);
}

template <size_t Outputs, class Activation>
template <class At, size_t Capacity>
constexpr size_t Dense<Outputs, Activation>::block_floats() {
    using Parts = detail::DenseParts<At, Capacity>;
    return Parts::block_count + Parts::gradient_count;
}

template <size_t Outputs, class Activation>
template <class Here, class Batch, class Stages>
[[gnu::always_inline]] inline void Dense<Outputs, Activation>::backward(Here here, [[maybe_unused]] Batch batch,
                                                                        Stages&& stages) {
    using At = typename Here::At;
    using Parts = detail::DenseParts<At, Here::capacity>;
    stages.run(Size<Parts::count>{}, backward_work<At, Here::capacity>(batch), [&](auto range) MOTE_INLINED {
        if constexpr (Parts::are_rows) {
            detail::backward_rows(here, range.first, range.last);
        } else {
            detail::backward_blocks(here, batch, range.first, range.last);
        }
    });
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
