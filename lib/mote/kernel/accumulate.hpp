// SPDX-License-Identifier: MIT
// The micro-kernel of all products: a block of sums stays in registers, while one factor is broadcast and the other is
// loaded as Packs. Weights lie as [in][out], so lanes run over outputs, and no horizontal sum exists.
#pragma once

#include "../base/order.hpp"
#include "block.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

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

/// One term: sums[r][p] += left(r, term)·right(term, columns of p), or = for a first term. Sums after the
/// first `Rows` have a left factor of 1.
template <size_t Rows, bool First, size_t Sums, size_t Packs, class Lanes>
[[gnu::always_inline]] inline void add_term(Pack (&sums)[Sums][Packs], Left left, Right right,
                                            Columns<Packs, Lanes> columns, size_t term) {
    const float* right_row = right.first + term * right.term_stride;
    if constexpr (Pack::width == 1) {
        // The lanes of a sum are its columns. Without this, GCC's loop vectorizer takes several terms at once, and
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
    if constexpr (Pack::width > 1 && Tuning::block_packs >= 16) {  // enough registers for two at a time
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

/// With lanes, large batches are taken so many rows at a time, which the nearest cache holds.
constexpr size_t rows_in_cache = 48;

/// Packs of a row that a block takes at once: where several rows of the batch share them, only some.
template <class Batch>
constexpr size_t packs_at_once =
    is_same<Batch, Size<1>> ? size_t{Tuning::block_packs} : size_t{Tuning::block_packs / Tuning::block_batch};
/// Rows that it takes at once where the sums do not go to the optimizer.
template <class Batch>
constexpr size_t stored_at_once = is_same<Batch, Size<1>> ? 1 : size_t{Tuning::stored_rows};

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
