// SPDX-License-Identifier: MIT
// Forward through a layer's weights, for one range of their rows at a time, so that a step can be cut between rows.
//
//   lanes   batch  outputs   route
//   1       any    any       blocks of outputs, kept in registers over all inputs
//   > 1     1      any       the same; a row of scratch has room for a whole last Pack
//   > 1     > 1    1         lanes run over rows of the batch, which are transposed on the way
//   > 1     > 1    > 1       blocks of rows of the batch by Packs of outputs
#pragma once

#include "accumulate.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// affine() of a layer with one output: lanes run over rows of the batch; in [batch][inputs] is transposed on the way.
template <class Inputs>
void affine_of_one_output(const float* weights, const float* in, float* out, RowRange range, size_t batch,
                          Inputs inputs) {
    for_columns<1>(batch, [&](auto rows) MOTE_INLINED {
        Pack sums = range.first == 0 ? Pack(weights[inputs]) : rows.load(out, 0);
        for_columns<1>(
            smaller(range.last, size_t{inputs}),
            [&](auto columns) MOTE_INLINED {
                const size_t last_row = rows.tail_lanes - size_t{1}, input_count = columns.tail_lanes;
                Pack block[Pack::width];
#pragma GCC unroll 16
                for (size_t r = 0; r < Pack::width; ++r) {
                    block[r] = columns.load(in + (rows.first + smaller(r, last_row)) * inputs, 0);
                }
                transpose(block);
#pragma GCC unroll 16
                for (size_t i = 0; i < input_count; ++i) {
                    sums = mul_add(block[i], weights[columns.first + i], sums);
                }
            },
            range.first);
        rows.store(sums, out, 0);
    });
}

/// out[b][o] = bias[o] + Σ_i in[b][i]·weight[i][o] for one range of input rows: the range from 0 starts from the
/// biases, a later one from what is in `out`. in [batch][inputs], out [batch][outputs].
template <class Batch, class Inputs, class Outputs>
void affine(const float* weights, const float* in, float* out, RowRange range, Shape<Batch, Inputs, Outputs> shape) {
    if constexpr (Pack::width > 1 && is_same<Outputs, Size<1>> && !is_same<Batch, Size<1>>) {
        return affine_of_one_output(weights, in, out, range, shape.batch, shape.inputs);
    }
    const size_t inputs = shape.inputs, outputs = shape.outputs;
    const size_t terms = smaller(range.last, inputs) - range.first;
    const Right right{weights + range.first * outputs, outputs};
    for_columns<packs_at_once<Batch>>(shape.outputs, [&](auto columns) MOTE_INLINED {
        constexpr size_t packs = decltype(columns)::packs;
        const auto out_columns = in_scratch<Batch>(columns);
        for_rows<batch_at_once<Batch, packs>>(shape.batch, [&](auto block, size_t b) MOTE_INLINED {
            constexpr size_t rows = block;
            const bool starts = range.first == 0;
            const float* start = starts ? weights + inputs * outputs : out + b * outputs;
            Pack sums[rows][packs];
            for_block<rows, packs>([&](size_t r, size_t p) MOTE_INLINED {
                sums[r][p] = columns.load(start + (starts ? 0 : r * outputs), p);
            });
            accumulate<rows>(sums, Left{in + b * inputs + range.first, inputs, 1}, right, columns, terms);
            for_block<rows, packs>([&](size_t r, size_t p)
                                       MOTE_INLINED { out_columns.store(sums[r][p], out + (b + r) * outputs, p); });
        });
    });
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
