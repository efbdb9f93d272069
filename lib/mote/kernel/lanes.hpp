// SPDX-License-Identifier: MIT
// Sums in 16 virtual lanes and a fixed tree (order.hpp), for rows of a matrix times a vector: both are loaded as Packs, nothing
// is transposed.
#pragma once

#include "accumulate.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// Rows whose sums are formed at the same time: as many as fill the registers.
constexpr size_t lane_packs = virtual_lanes / Pack::width;
constexpr size_t rows_in_lanes = larger(size_t{1}, smaller(size_t{Pack::width}, Tuning::block_packs / lane_packs));

/// Hands Σ_t matrix[r][t]·vector[t] for the rows r of a matrix [rows][terms] to finish(sums, columns over rows). Each Pack of
/// the matrix, once it is taken, is for then(row, columns, pack, vector of the columns) to change.
template <class Rows, class Terms, class Then, class Finish>
[[gnu::always_inline]] inline void sums_in_lanes(const float* matrix, const float* vector, Rows row_count, Terms terms,
                                                 Then then, Finish finish) {
    static_assert(lane_packs * Pack::width == virtual_lanes, "mote: a Pack has 1, 2, 4, 8 or 16 lanes");
    static_assert(Pack::width % rows_in_lanes == 0, "mote: this port's block_packs is no power of two");
    constexpr bool constant = !is_same<Terms, size_t>;  // then only the last block is not whole
    constexpr size_t at_once = is_same<Rows, Size<1>> ? 1 : rows_in_lanes;
    for_columns<1>(row_count, [&](auto rows) MOTE_INLINED {
        const size_t count = rows.tail_lanes;
        Pack lanes[Pack::width];
#pragma GCC unroll 16
        for (size_t start = 0; start < Pack::width; start += at_once) {
            Pack sums[at_once][lane_packs];
            set_zero(sums);
            if (start < count) {
                for_columns<lane_packs>(terms, [&](auto columns) MOTE_INLINED {
                    const size_t before = constant ? 0 : columns.first % virtual_lanes / Pack::width;
#pragma GCC unroll 16
                    for (size_t p = 0; p < decltype(columns)::packs; ++p) {
                        const Pack of_vector = columns.load(vector, p);
#pragma GCC unroll 16
                        for (size_t r = 0; r < at_once; ++r) {
                            if (const size_t row = rows.first + start + r; start + r < count) {
                                Pack& sum = sums[r][before + p];
                                sum = mul_add(of_vector, columns.load(matrix + row * terms, p), sum);
                                then(row, columns, p, of_vector);
                            }
                        }
                    }
                });
            }
#pragma GCC unroll 16
            for (size_t half = lane_packs / 2; half > 0; half /= 2) {
                for_block<at_once, lane_packs>([&](size_t r, size_t p) MOTE_INLINED {
                    sums[r][p] = p < half ? sums[r][p] + sums[r][p + half] : sums[r][p];
                });
            }
#pragma GCC unroll 16
            for (size_t r = 0; r < at_once; ++r) {
                lanes[start + r] = sums[r][0];
            }
        }
        finish(sums_of_rows(lanes), rows);
    });
}

/// The sum of the first `count` lanes by the tree, a power of two; they are lost.
inline float folded(Array<float, virtual_lanes>& lanes, size_t count) {
    for (size_t half = count / 2; half > 0; half /= 2) {
        for (size_t lane = 0; lane < half; ++lane) {
            lanes[lane] = lanes[lane] + lanes[lane + half];
        }
    }
    return lanes[0];
}

/// The sum of the squares of an array that comes piece by piece: each piece but the last is a multiple of 16.
struct SquaresInLanes {
    Array<float, virtual_lanes> lanes;

    void add(const float* values, size_t count) {
        for_columns<1>(count, [&](auto columns) MOTE_INLINED {
            float* const of_columns = lanes.begin() + columns.first % virtual_lanes;
            const Pack value = columns.load(values, 0);
            columns.store_pack(mul_add(value, value, Pack::load(of_columns)), of_columns, 0);
        });
    }
    float sum() { return folded(lanes, virtual_lanes); }
};

/// The sum of `count` terms: added(lanes, columns) gives these lanes with the terms of so many columns added; what it gives
/// beyond the last term counts for nothing. A Pack of lanes after the other, so that its sum stays in a register.
template <class Count, class Add>
[[gnu::always_inline]] inline float sum_in_lanes(Count count, Add added) {
    Array<float, virtual_lanes> lanes;
    const size_t whole = count - count % Pack::width;
    size_t in_use = virtual_lanes;  // the others are 0
    while (in_use > Pack::width && in_use / 2 >= count) {
        in_use /= 2;
    }
    size_t lane = 0;
    do {
        Pack sum(0.0f);
        size_t first = lane;
        for (; first < whole; first += virtual_lanes) {
            sum = added(sum, Columns<1>{first});
        }
        sum.store(lanes.begin() + lane);
        if constexpr (Pack::width > 1) {
            if (first < count) {
                const Columns<1, size_t> rest{whole, count - whole};
                rest.store_pack(added(sum, rest), lanes.begin() + lane, 0);
            }
        }
        lane += Pack::width;
    } while (lane < in_use);
    // A fused product may have left -0 in a lane; with the 0 of another lane it is 0.
    const float sum = folded(lanes, in_use);
    return in_use < virtual_lanes ? sum + 0.0f : sum;
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
