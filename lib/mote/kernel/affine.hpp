// SPDX-License-Identifier: MIT
// Forward through a layer's weights. A sum is one chain, some chains or 16 virtual lanes (order.hpp).
//
//   lanes   batch  outputs   sums       route
//   any     any    1         in lanes   affine_in_lanes: rows of the batch, one Pack of them at a time
//   > 1     > 1    1         one chain  affine_of_one_output: lanes run over rows of the batch, transposed on the way
//   any     any    any       one chain  affine: blocks of rows of the batch by Packs of outputs; a row of scratch has room
//                                       for a whole last Pack
//   > 1     1      few       chains     affine_in_parallel_chains: all chains of a block at the same time
//   any     any    > 1       chains     affine_in_chains: such blocks, one chain after the other
#pragma once

#include "lanes.hpp"

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

/// out[b] = Σ_i in[b][i]·weight[i] + bias, in virtual lanes. in [batch][inputs]
template <class Batch, class Inputs>
[[gnu::always_inline]] inline void affine_in_lanes(const float* weights, const float* in, float* out, Batch batch,
                                                   Inputs inputs) {
    sums_in_lanes(
        in, weights, batch, inputs, [](auto...) MOTE_INLINED {},
        [&](Pack sums, auto rows) MOTE_INLINED { in_scratch<Batch>(rows).store(sums + weights[inputs], out, 0); });
}

/// How many terms chain number `chain` has; a constant, where the chains are equally long.
template <size_t Chains>
constexpr size_t terms_of_chain(size_t inputs, size_t chain) {
    return chain + 1 == Chains ? inputs - chain * (inputs / Chains) : inputs / Chains;
}
template <size_t Chains, size_t Inputs>
constexpr auto terms_of_chain(Size<Inputs> inputs, size_t chain) {
    if constexpr (Inputs % Chains == 0) {
        return Size<Inputs / Chains>{};
    } else {
        return terms_of_chain<Chains>(size_t{inputs}, chain);
    }
}

/// out[b][o] = bias[o] + Σ_i in[b][i]·weight[i][o], one chain of all sums after the other. In a function of its own its loops
/// have all registers.
template <size_t Chains, class Batch, class Inputs, class Outputs>
[[gnu::noinline]] void affine_in_chains(const float* weights, const float* in, float* out,
                                        Shape<Batch, Inputs, Outputs> shape) {
    const size_t inputs = shape.inputs, outputs = shape.outputs, length = inputs / Chains;
    const float* start = weights + inputs * outputs;
    for (size_t chain = 0, stride = 0; chain < Chains; ++chain) {
        const auto terms = terms_of_chain<Chains>(shape.inputs, chain);
        for_columns<packs_at_once<Batch>>(shape.outputs, [&](auto columns) MOTE_INLINED {
            constexpr size_t packs = decltype(columns)::packs;
            for_rows<stored_at_once<Batch>>(shape.batch, [&](auto block, size_t b) MOTE_INLINED {
                constexpr size_t rows = block;
                Pack sums[rows][packs];
                set_zero(sums);
                accumulate<rows>(sums, Left{in + b * inputs + chain * length, inputs, 1},
                                 Right{weights + chain * length * outputs + columns.first, outputs},
                                 decltype(columns){0, columns.tail_lanes}, terms);
                for_block<rows, packs>([&](size_t r, size_t p) MOTE_INLINED {
                    const Pack before = columns.load(start + (b + r) * stride, p);
                    in_scratch<Batch>(columns).store(before + sums[r][p], out + (b + r) * outputs, p);
                });
            });
        });
        start = out;
        stride = outputs;
    }
}

/// The same for one row of a batch, where there are lanes: all chains of a block at the same time.
template <size_t Chains, class Inputs, class Outputs>
void affine_in_parallel_chains(const float* weights, const float* in, float* out, Inputs inputs, Outputs outputs) {
    const size_t length = inputs / Chains;
    for_columns<Tuning::block_packs / Chains>(outputs, [&](auto columns) MOTE_INLINED {
        constexpr size_t packs = decltype(columns)::packs;
        Pack chains[Chains][packs];
        const auto add_term = [&](size_t chain, size_t i) MOTE_INLINED {
#pragma GCC unroll 32
            for (size_t p = 0; p < packs; ++p) {
                chains[chain][p] = mul_add(in[i], columns.load(weights + i * outputs, p), chains[chain][p]);
            }
        };
        set_zero(chains);
        for (size_t i = 0; i < length; ++i) {
#pragma GCC unroll 4
            for (size_t chain = 0; chain < Chains; ++chain) {
                add_term(chain, chain * length + i);
            }
        }
        for (size_t i = Chains * length; i < inputs; ++i) {
            add_term(Chains - 1, i);
        }
        for_block<1, packs>([&](size_t, size_t p) MOTE_INLINED {
            Pack sum = columns.load(weights + inputs * outputs, p);
#pragma GCC unroll 4
            for (size_t chain = 0; chain < Chains; ++chain) {
                sum = sum + chains[chain][p];
            }
            in_scratch<Size<1>>(columns).store(sum, out, p);
        });
    });
}

/// out[b][o] = start[b][o] + Σ_i in[b][i]·weight[i][o] for a range of input rows; rows of `start` are `stride` floats apart.
template <class Batch, class Inputs, class Outputs>
[[gnu::always_inline]] inline void add_products(const float* start, size_t stride, const float* weights,
                                                const float* in, float* out, RowRange range,
                                                Shape<Batch, Inputs, Outputs> shape) {
    const size_t inputs = shape.inputs, outputs = shape.outputs;
    const size_t terms = smaller(range.last, inputs) - range.first;
    for_columns<packs_at_once<Batch>>(shape.outputs, [&](auto columns) MOTE_INLINED {
        constexpr size_t packs = decltype(columns)::packs;
        const auto out_columns = in_scratch<Batch>(columns);
        for_rows<stored_at_once<Batch>>(shape.batch, [&](auto block, size_t b) MOTE_INLINED {
            constexpr size_t rows = block;
            Pack sums[rows][packs];
            for_block<rows, packs>([&](size_t r, size_t p)
                                       MOTE_INLINED { sums[r][p] = columns.load(start + (b + r) * stride, p); });
            accumulate<rows>(sums, Left{in + b * inputs + range.first, inputs, 1},
                             Right{weights + range.first * outputs + columns.first, outputs},
                             decltype(columns){0, columns.tail_lanes}, terms);
            for_block<rows, packs>([&](size_t r, size_t p)
                                       MOTE_INLINED { out_columns.store(sums[r][p], out + (b + r) * outputs, p); });
        });
    });
}

/// out[b][o] = bias[o] + Σ_i in[b][i]·weight[i][o] in one chain, for one range of input rows: the range from 0 starts from the
/// biases, a later one from what is in `out`. in [batch][inputs], out [batch][outputs].
template <class Batch, class Inputs, class Outputs>
void affine(const float* weights, const float* in, float* out, RowRange range, Shape<Batch, Inputs, Outputs> shape) {
    if constexpr (Pack::width > 1 && is_same<Outputs, Size<1>> && !is_same<Batch, Size<1>>) {
        affine_of_one_output(weights, in, out, range, shape.batch, shape.inputs);
    } else {
        const size_t inputs = shape.inputs, outputs = shape.outputs;
        const bool starts = range.first == 0;
        add_products(starts ? weights + inputs * outputs : out, starts ? 0 : outputs, weights, in, out, range, shape);
    }
}

/// The same in chains. What the last range left of a chain that it did not end is in `unfinished`, [batch][outputs].
template <size_t Chains, class Batch, class Inputs, class Outputs>
void affine_in_chains(const float* weights, const float* in, float* out, float* unfinished, RowRange range,
                      Shape<Batch, Inputs, Outputs> shape) {
    const size_t inputs = shape.inputs, outputs = shape.outputs, count = shape.batch * outputs,
                 length = inputs / Chains;
    while (range.first != range.last) {
        const size_t chain = smaller(range.first / length, Chains - 1), begin = chain * length;
        const size_t end = chain + 1 == Chains ? inputs : begin + length, last = smaller(range.last, end);
        for (size_t i = 0; range.first == begin && i < count; ++i) {
            out[i] = begin == 0 ? weights[inputs * outputs + i % outputs] : out[i];
            unfinished[i] = 0.0f;
        }
        add_products(unfinished, outputs, weights, in, unfinished, RowRange{range.first, last}, shape);
        for (size_t i = 0; last == end && i < count; ++i) {
            out[i] = out[i] + unfinished[i];
        }
        range.first = last;
    }
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
