// SPDX-License-Identifier: MIT
// Gradients of a layer's inputs: Σ_o deltas[b][o]·weight[r][o] for a block of rows of weights, as they were before the step.
//
//   lanes  batch  outputs  route
//   1      any    < 32     input_gradients: straight from the weights
//   any    1      >= 32    sums_in_lanes (lanes.hpp): 16 virtual lanes and a tree
//   > 1    any    rest     input_gradients_of_tile: from a transposed block, lanes run over inputs; used with
//                          one lane too, above batch 1, if the port wants it (Tuning::transposes)
#pragma once

#include "accumulate.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// gradients[b][r] = Σ_o deltas[b][o]·weight[r][o] for `Rows` rows of weights, with the weights before their update:
/// straight from the weights, one float after the other.
template <size_t Rows, class Batch, class Outputs>
void input_gradients(const float* weights, const float* deltas, float* gradients, Batch batch, Outputs outputs) {
    for (size_t b = 0; b < batch; ++b) {
        float sums[Rows] = {};
        for (size_t o = 0; o < outputs; ++o) {
            for (size_t r = 0; r < Rows; ++r) {
                sums[r] = mul_add(deltas[b * outputs + o], weights[r * outputs + o], sums[r]);
            }
        }
        for (size_t r = 0; r < Rows; ++r) {
            gradients[b * Rows + r] = sums[r];
        }
    }
}

/// Floats between neighbouring rows of a transposed block of `Rows` rows of weights.
template <size_t Rows>
constexpr size_t tile_stride = packs_of(Rows) * Pack::width;

/// tile[o][r] = weight[r][o] for `Rows` rows of weights, so that lanes may run over them; zeros after the rows.
template <size_t Rows, class Outputs>
void transpose_rows(const float* weights, float* tile, Outputs outputs) {
    for_columns<1>(Size<Rows>{}, [&](auto rows) MOTE_INLINED {
        if constexpr (is_same<Outputs, Size<1>>) {  // a column is a row already
            rows.load(weights, 0).store(tile + rows.first);
            return;
        }
        for_columns<1>(outputs, [&](auto columns) MOTE_INLINED {
            const size_t row_count = rows.tail_lanes, output_count = columns.tail_lanes;
            Pack block[Pack::width];
#pragma GCC unroll 16
            for (size_t r = 0; r < Pack::width; ++r) {
                block[r] = r < row_count ? columns.load(weights + (rows.first + r) * outputs, 0) : Pack(0.0f);
            }
            transpose(block);
#pragma GCC unroll 16
            for (size_t o = 0; o < output_count; ++o) {
                block[o].store(tile + (columns.first + o) * tile_stride<Rows> + rows.first);
            }
        });
    });
}

/// Hands a block of sums that are still in registers to finish(sum, b, columns, pack).
template <class Batch, size_t Rows, size_t Packs, class Lanes, class Finish>
[[gnu::always_inline]] inline void finish_block(const Pack (&sums)[Rows][Packs], size_t b,
                                                Columns<Packs, Lanes> columns, Finish finish) {
    for_block<Rows, Packs>([&](size_t r, size_t p)
                               MOTE_INLINED { finish(sums[r][p], b + r, in_scratch<Batch>(columns), p); });
}
/// The same where sums fill more than half of the registers: the constants of finish() would take some of the others, and GCC
/// would load the right factor anew for each row.
template <class Batch, size_t Rows, size_t Packs, class Lanes, class Finish>
[[gnu::noinline]] void finish_full_block(const Pack (&sums)[Rows][Packs], size_t b, Columns<Packs, Lanes> columns,
                                         Finish finish) {
    finish_block<Batch>(sums, b, columns, finish);
}

/// Hands Σ_o deltas[b][o]·tile[o][r] for all batch b and `Rows` rows r of weights to finish(sum, b, columns, pack).
template <size_t Rows, class Batch, class Outputs, class Finish>
void input_gradients_of_tile(const float* tile, const float* deltas, Batch batch, Outputs outputs, Finish finish) {
    for_columns<packs_at_once<Batch>>(Size<Rows>{}, [&](auto columns) MOTE_INLINED {
        constexpr size_t packs = decltype(columns)::packs;
        for_rows<stored_at_once<Batch>>(batch, [&](auto block, size_t b) MOTE_INLINED {
            constexpr size_t rows = block;
            Pack sums[rows][packs];
            set_zero(sums);
            accumulate<rows>(sums, Left{deltas + b * outputs, outputs, 1},
                             Right{tile + columns.first, tile_stride<Rows>}, Columns<packs>{0}, outputs);
            if constexpr (rows * packs > Tuning::block_packs) {
                finish_full_block<Batch>(sums, b, columns, finish);
            } else {
                finish_block<Batch>(sums, b, columns, finish);
            }
        });
    });
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
