// SPDX-License-Identifier: MIT
// The normal equations of a least squares problem, JᵀJ·step = Jᵀe, in one packed triangle: summed up, scaled, damped, factored,
// solved. The vector of errors e stands beside the Jacobian J as one more column, so that the same loops do all with it: the last
// column of the triangle is Jᵀe, its corner the sum of squared errors, and factoring solves the first of two triangular systems.
//
// The canonical order of every sum, equal on all machines and at every width, since each element has a chain of its own:
//   a[i][j]   from 0, + J[r][i]·J[r][j] with ascending row r of the Jacobian
//   scaled    (a[i][j]·s[i])·s[j] with s[i] = 1/√(a[i][i] + 2⁻²⁴·the largest of them), and a[i][i] = 1 + damping
//   u[i][j]   a[i][j], then - u[k][i]·u[k][j] with ascending k < i; then times 1/√(that of j = i), and within ±largest_entry
//   restored  u[i][i]·u[i][j], then + u[k][i]·u[k][j] with ascending k < i, from the last i to the first
//   step[i]   u[i][last], then - u[i][k]·step[k] with descending k > i; then divided by u[i][i], and within ±largest_entry
// Every multiply-add is mul_add() of the profile.
#pragma once

#include "../guard/sanitize.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// No factor and no step is larger in the scaled system. Legitimate ones are at most √(1 + damping) and the root of the sum of
/// squared errors; so products of two, added up over any number of parameters, are representable even where rounding has
/// left nothing of a pivot but noise.
constexpr float largest_entry = 1e12f;
/// This share of the longest column's sum of squares is added to each: what is far below it, a float cannot tell from nothing, and
/// a parameter that has nearly no effect (of a saturated unit, say) must not move as if it were all that could help.
constexpr float least_share = 0x1p-24f;
/// Where all columns of the Jacobian have a smaller sum of squares, nothing has an effect, and all stays.
constexpr float smallest_square = 0x1p-100f;

/// Rows of a Jacobian that are added to the sums at a time, so that each sum is loaded and stored a fourth as often.
constexpr size_t jacobian_rows = 4;

template <size_t Parameters>
struct NormalEquations {
    static constexpr size_t width = Parameters + 1;                  ///< of a row of the Jacobian, its error included
    static constexpr size_t row_stride = in_packs(width);            ///< from a row of the Jacobian to the next
    static constexpr size_t packed_count = width * (width + 1) / 2;  ///< floats in the triangle
    static constexpr size_t packs = smaller(size_t{Tuning::block_packs}, size_t{4});  ///< of a row at a time
    static constexpr size_t sum_rows = packs > 1 ? 2 : 1;  ///< of which so many share what is loaded of the Jacobian

    /// The upper triangle, row by row: JᵀJ and Jᵀe, then factors.
    alignas(Pack) float packed[in_packs(packed_count)] = {};
    /// 1/√ of the diagonal, and 1 for the errors.
    float scales[row_stride] = {};

    /// Row `i` from its diagonal on: element (i, j) is row(i)[j - i].
    float* row(size_t i) { return packed + i * (2 * width + 1 - i) / 2; }

    void clear() {
        for_columns<1>(size_t{packed_count}, [&](auto columns) MOTE_INLINED { columns.store(0.0f, packed, 0); });
    }

    /// Adds jacobian_rows rows [width] of the Jacobian with their errors.
    [[gnu::noinline]] void add(const float* jacobian) {
        float* sums_of_row = packed;
        for_rows<sum_rows>(size_t{width}, [&](auto taken, size_t i) MOTE_INLINED {
            constexpr size_t rows = taken, before = rows - 1;
            const float* const from = jacobian + i;
            Pack factors[rows][jacobian_rows];
            for_block<rows, jacobian_rows>([&](size_t row, size_t r)
                                               MOTE_INLINED { factors[row][r] = from[r * row_stride + row]; });
            if constexpr (rows == 2) {  // beyond this element both rows start at the same column
                for_block<1, jacobian_rows>([&](size_t, size_t r) MOTE_INLINED {
                    const float slope = from[r * row_stride];
                    *sums_of_row = mul_add(slope, slope, *sums_of_row);
                });
            }
            float* const begins[2] = {sums_of_row + before, sums_of_row + (width - i)};
            for_columns<packs>(size_t{width - i - before}, [&](auto columns) MOTE_INLINED {
                constexpr size_t count = decltype(columns)::packs;
                Pack sums[rows][count];
                for_block<rows, count>([&](size_t row, size_t p)
                                           MOTE_INLINED { sums[row][p] = columns.load(begins[row], p); });
#pragma GCC unroll 8
                for (size_t r = 0; r < jacobian_rows; ++r) {
                    Pack slopes[count];
                    columns.load_from(from + before + r * row_stride, 0, slopes);
                    for_block<rows, count>([&](size_t row, size_t p) MOTE_INLINED {
                        sums[row][p] = mul_add(factors[row][r], slopes[p], sums[row][p]);
                    });
                }
                for_block<rows, count>([&](size_t row, size_t p)
                                           MOTE_INLINED { columns.store(sums[row][p], begins[row], p); });
            });
            sums_of_row = begins[rows - 1] + (width - i - before);
        });
    }

    float sum_of_squared_errors() { return *row(Parameters); }

    /// Scales the system so that its diagonal is 1, which is where it is best conditioned (Marquardt 1963). Returns the largest
    /// magnitude of the scaled gradient.
    [[gnu::noinline]] float scale() {
        float highest = 0.0f;
        for (size_t i = 0; i < Parameters; ++i) {
            highest = larger(highest, *row(i));
        }
        for (size_t i = 0; i < Parameters; ++i) {
            const float square = mul_add(highest, least_share, *row(i));
            scales[i] = square < smallest_square ? 0.0f : quotient(1.0f, square_root(square));
        }
        scales[Parameters] = 1.0f;
        float largest = 0.0f;
        for (size_t i = 0; i < Parameters; ++i) {
            float* const of_row = row(i);
            const Pack scale_of_row = scales[i];
            for_columns<1>(size_t{width - i}, [&](auto columns) MOTE_INLINED {
                columns.store(columns.load(of_row, 0) * scale_of_row * columns.load(scales + i, 0), of_row, 0);
            });
            largest = larger(largest, __builtin_fabsf(of_row[Parameters - i]));
        }
        return largest;
    }

    /// Factors the scaled system with `damping` on its diagonal, in place: UᵀU (Cholesky). Returns how many rows were factored. A
    /// pivot is at least `damping`, or else rounding has eaten it: then it ends there.
    [[gnu::noinline]] size_t factor(float damping) {
        for (size_t i = 0; i < Parameters; ++i) {
            float* const of_row = row(i);
            *of_row = 1.0f + damping;
            add_rows_above(i, -1.0f);
            const float pivot = *of_row;
            if (!(pivot > 0.5f * damping)) {
                restore_row(i);
                return i;
            }
            const float root = square_root(pivot);
            const Pack inverse = quotient(1.0f, root);
            for_columns<1>(size_t{width - i}, [&](auto columns) MOTE_INLINED {
                columns.store(clamp_within(columns.load(of_row, 0) * inverse, largest_entry), of_row, 0);
            });
            *of_row = root;
        }
        return Parameters;
    }

    /// Multiplies the first `count` rows out again: the scaled system is there as it was, but for rounding, and no second triangle
    /// is needed for it.
    [[gnu::noinline]] void restore(size_t count) {
        for (size_t i = count; i-- > 0;) {
            float* const of_row = row(i);
            const Pack root = *of_row;
            for_columns<1>(size_t{width - i}, [&](auto columns) MOTE_INLINED {
                columns.store(columns.load(of_row, 0) * root, of_row, 0);
            });
            restore_row(i);
        }
    }

    /// The step that solves the factored system, and the decrease of the sum of squared errors that it promises.
    [[gnu::noinline]] float solve(float* step, float damping) {
        float squares = 0.0f;
        for (size_t i = 0; i < Parameters; ++i) {
            step[i] = row(i)[Parameters - i];
            squares = mul_add(step[i], step[i], squares);
        }
        float squared_length = 0.0f;
        for (size_t i = Parameters; i-- > 0;) {
            const float length = clamp(quotient(step[i], *row(i)), -largest_entry, largest_entry);
            step[i] = length;
            squared_length = mul_add(length, length, squared_length);
            const float* in_column = packed + i;
            for (size_t k = 0; k < i; ++k) {
                step[k] = mul_add(-length, *in_column, step[k]);
                in_column += Parameters - k;
            }
        }
        return mul_add(damping, squared_length, squares);
    }

  private:
    template <size_t Count, class ColumnsOfSums>
    [[gnu::always_inline]] static void store_sums(const Pack (&sums)[Count], float* to, ColumnsOfSums columns) {
        for_block<1, Count>([&](size_t, size_t p) MOTE_INLINED { columns.store(sums[p], to, p); });
    }
    /// a[i][j] + sign·Σ u[k][i]·u[k][j] for all j of row `i`.
    [[gnu::noinline]] void add_rows_above(size_t i, float sign) {
        float* const of_row = row(i);
        for_columns<packs>(size_t{width - i}, [&](auto columns) MOTE_INLINED {
            Pack sums[decltype(columns)::packs];
            columns.load_from(of_row, 0, sums);
            const float* above = packed + i;
            for (size_t k = 0; k < i; ++k) {
                const Pack factor_of_row = sign * *above;
                Pack of_above[decltype(columns)::packs];
                columns.load_from(above, 0, of_above);
                for_block<1, decltype(columns)::packs>(
                    [&](size_t, size_t p) MOTE_INLINED { sums[p] = mul_add(factor_of_row, of_above[p], sums[p]); });
                above += Parameters - k;
            }
            store_sums(sums, of_row, columns);
        });
    }
    void restore_row(size_t i) { add_rows_above(i, 1.0f); }
};

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
