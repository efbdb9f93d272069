// SPDX-License-Identifier: MIT
// One micro-kernel (a block of sums, kept in registers) serves forward and all gradients. Weights lie as [in][out], so lanes
// run over outputs and no horizontal sum exists. Every kernel works on some rows of weight[in][out] (the biases are the
// last row) and leaves the others alone, so that a step can be cut anywhere between rows.
#pragma once

#include "mote/block.hpp"
#include "mote/order.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// A matrix seen from the micro-kernel: element (row, term) of the left factor.
struct Left {
    const float* first;
    size_t row_stride, term_stride;
};
/// Row (term) of the right factor.
struct Right {
    const float* first;
    size_t term_stride;
};

template <size_t Sums, size_t Packs>
[[gnu::always_inline]] inline void set_zero(Pack (&sums)[Sums][Packs]) {
    for_block<Sums, Packs>([&](size_t r, size_t p) MOTE_INLINED { sums[r][p] = 0.0f; });
}

/// One term: sums[r][p] += left(r, term)·right(term, columns of p), or = for a first term. Sums behind the `Rows` rows of
/// the left factor are those of a factor that is 1.
template <size_t Rows, bool First, size_t Sums, size_t Packs, class Lanes>
[[gnu::always_inline]] inline void add_term(Pack (&sums)[Sums][Packs], Left left, Right right,
                                            Columns<Packs, Lanes> columns, size_t term) {
    const float* right_row = right.first + term * right.term_stride;
    if constexpr (Pack::width == 1) {
        // The lanes of a sum are its columns. Without this, GCC's loop vectoriser takes several terms at once, and
        // has to transpose them in registers to keep the order of the sum: three times slower.
        asm("" : "+r"(right_row));
    }
    // Of one row, a few at a time: its sums alone may fill the registers.
    constexpr size_t at_once = Sums == 1 && Packs % 4 == 0 && Pack::width == 1 ? 4 : Packs;
#pragma GCC unroll 8
    for (size_t start = 0; start < Packs; start += at_once) {
        Pack of_right[at_once];
        columns.load_from(right_row, start, of_right);
#pragma GCC unroll 32
        for (size_t r = 0; r < Sums; ++r) {
            const Pack factor = r < Rows ? left.first[r * left.row_stride + term * left.term_stride] : 1.0f;
#pragma GCC unroll 32
            for (size_t p = 0; p < at_once; ++p) {
                Pack& sum = sums[r][start + p];
                if constexpr (First) {
                    sum = r < Rows ? factor * of_right[p] : of_right[p];
                } else {
                    sum = r < Rows ? mul_add(factor, of_right[p], sum) : sum + of_right[p];
                }
            }
        }
    }
}

/// Adds the terms from `first` up to `terms`, ascending.
template <size_t Rows, size_t Sums, size_t Packs, class Lanes, class Terms>
[[gnu::always_inline]] inline void accumulate(Pack (&sums)[Sums][Packs], Left left, Right right,
                                              Columns<Packs, Lanes> columns, Terms terms, size_t first = 0) {
    const size_t count = terms;
    size_t term = first;
    if constexpr (Pack::width > 1 && Tuning::block_packs >= 16) {  // registers enough for two at a time
        for (; term + 1 < count; term += 2) {
            add_term<Rows, false>(sums, left, right, columns, term);
            add_term<Rows, false>(sums, left, right, columns, term + 1);
        }
    }
    for (; term < count; ++term) {
        add_term<Rows, false>(sums, left, right, columns, term);
    }
}

/// The sums of all terms, of which there is at least one: the first is where a sum starts.
template <size_t Rows, size_t Sums, size_t Packs, class Lanes, class Terms>
[[gnu::always_inline]] inline void sum_up(Pack (&sums)[Sums][Packs], Left left, Right right,
                                          Columns<Packs, Lanes> columns, Terms terms) {
    add_term<Rows, true>(sums, left, right, columns, 0);
    accumulate<Rows>(sums, left, right, columns, terms, 1);
}

/// Packs of a row that a forward block takes at once: where several samples share them, only some.
template <class Samples>
constexpr size_t packs_at_once =
    is_same<Samples, Size<1>> ? size_t{Tuning::block_packs} : size_t{Tuning::block_packs / Tuning::block_samples};
/// Samples that it takes at once: where a layer is narrow, more keep the registers busy.
template <class Samples, size_t Packs>
constexpr size_t samples_at_once = is_same<Samples, Size<1>> ? 1
                                                             : larger(size_t{1}, smaller(size_t{Tuning::block_samples},
                                                                                         Tuning::block_packs / Packs));

/// affine() of a layer with one output: lanes run over samples, in [samples][inputs] is transposed on the way.
template <class Inputs>
void affine_of_one_output(const float* weights, const float* in, float* out, RowRange range, size_t samples,
                          Inputs inputs) {
    for_columns<1>(samples, [&](auto rows) MOTE_INLINED {
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
/// biases, a later one from what is in `out`. in [samples][inputs], out [samples][outputs].
template <class Samples, class Inputs, class Outputs>
void affine(const float* weights, const float* in, float* out, RowRange range, Shape<Samples, Inputs, Outputs> shape) {
    if constexpr (Pack::width > 1 && is_same<Outputs, Size<1>> && !is_same<Samples, Size<1>>) {
        return affine_of_one_output(weights, in, out, range, shape.samples, shape.inputs);
    }
    const size_t inputs = shape.inputs, outputs = shape.outputs;
    const size_t terms = smaller(range.last, inputs) - range.first;
    const Right right{weights + range.first * outputs, outputs};
    for_columns<packs_at_once<Samples>>(shape.outputs, [&](auto columns) MOTE_INLINED {
        constexpr size_t packs = decltype(columns)::packs;
        const auto out_columns = in_scratch<Samples>(columns);
        for_rows<samples_at_once<Samples, packs>>(shape.samples, [&](auto block, size_t b) MOTE_INLINED {
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

}  // namespace MOTE_BUILD
}  // namespace mote
