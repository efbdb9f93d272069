// SPDX-License-Identifier: MIT
// The way back through rows of weights: gradients of their inputs, with the weights as they were; their own gradients, and
// the update, which takes those from registers. No array of gradients exists.
#pragma once

#include "mote/kernel.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// gradients[b][r] = Σ_o deltas[b][o]·weight[r][o] for `Rows` rows of weights, with the weights before their update:
/// straight from the weights, one float after the other.
template <size_t Rows, class Samples, class Outputs>
void input_gradients(const float* weights, const float* deltas, float* gradients, Samples samples, Outputs outputs) {
    for (size_t b = 0; b < samples; ++b) {
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

/// The sum of the virtual lanes of each of Pack::width rows, in the fixed tree of order.hpp.
template <size_t Packs>
[[gnu::always_inline]] inline Pack sum_of_lanes(Pack (&rows)[Pack::width][Packs]) {
    Pack lanes[Pack::width];
#pragma GCC unroll 16
    for (size_t r = 0; r < Pack::width; ++r) {
#pragma GCC unroll 16
        for (size_t half = Packs / 2; half > 0; half /= 2) {
#pragma GCC unroll 16
            for (size_t p = 0; p < half; ++p) {
                rows[r][p] = rows[r][p] + rows[r][p + half];
            }
        }
        lanes[r] = rows[r][0];
    }
    return sums_of_rows(lanes);
}

/// gradients[r] = Σ_o deltas[o]·weight[r][o] for `Rows` rows of weights and one sample, in virtual lanes (order.hpp). Each
/// Pack of weights, once it is taken, is for then(row, columns, pack, deltas of the columns) to change.
template <size_t Rows, class Outputs, class Then>
[[gnu::always_inline]] inline void input_gradients_in_lanes(const float* weights, const float* deltas, float* gradients,
                                                            Outputs outputs, Then then) {
    constexpr size_t packs = virtual_lanes / Pack::width;
    static_assert(packs * Pack::width == virtual_lanes, "mote: a Pack has 1, 2, 4, 8 or 16 lanes");
    constexpr bool constant = !is_same<Outputs, size_t>;  // then only the last block is not whole
    for_columns<1>(Size<Rows>{}, [&](auto rows) MOTE_INLINED {
        const size_t row_count = rows.tail_lanes;
        Pack sums[Pack::width][packs];
        set_zero(sums);
        for_columns<packs>(outputs, [&](auto columns) MOTE_INLINED {
            const size_t before = constant ? 0 : columns.first % virtual_lanes / Pack::width;
#pragma GCC unroll 16
            for (size_t p = 0; p < decltype(columns)::packs; ++p) {
                const Pack delta = columns.load(deltas, p);
#pragma GCC unroll 16
                for (size_t r = 0; r < row_count; ++r) {
                    const Pack weight = columns.load(weights + (rows.first + r) * outputs, p);
                    sums[r][before + p] = mul_add(delta, weight, sums[r][before + p]);
                    then(rows.first + r, columns, p, delta);
                }
            }
        });
        rows.store(sum_of_lanes(sums), gradients, 0);
    });
}

/// Floats between neighbouring rows of a transposed block of `Rows` rows of weights.
template <size_t Rows>
constexpr size_t tile_stride = packs_of(Rows) * Pack::width;

/// tile[o][r] = weight[r][o] for `Rows` rows of weights, so that lanes may run over them; zeros behind the rows.
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

/// Hands Σ_o deltas[b][o]·tile[o][r] for all samples b and `Rows` rows r of weights, as blocks of sums still in registers,
/// to finish(sum, b, columns, pack).
template <size_t Rows, class Samples, class Outputs, class Finish>
void input_gradients_of_tile(const float* tile, const float* deltas, Samples samples, Outputs outputs, Finish finish) {
    for_columns<packs_at_once<Samples>>(Size<Rows>{}, [&](auto columns) MOTE_INLINED {
        constexpr size_t packs = decltype(columns)::packs;
        for_rows<samples_at_once<Samples, packs>>(samples, [&](auto block, size_t b) MOTE_INLINED {
            constexpr size_t rows = block;
            Pack sums[rows][packs];
            set_zero(sums);
            accumulate<rows>(sums, Left{deltas + b * outputs, outputs, 1},
                             Right{tile + columns.first, tile_stride<Rows>}, Columns<packs>{0}, outputs);
            for_block<rows, packs>([&](size_t r, size_t p)
                                       MOTE_INLINED { finish(sums[r][p], b + r, in_scratch<Samples>(columns), p); });
        });
    });
}

/// Parameters of a layer and what the optimizer remembers of them, from some row on.
struct Trained {
    float* weights;  ///< [rows][outputs]
    float* memory;   ///< of number m: [rows][outputs], memory_step floats apart, from m·memory_plane on
};

/// Moves the weights of one Pack, `at` floats from the first, by their gradient.
template <class Pass, class Step, size_t Packs, class Lanes>
[[gnu::always_inline]] inline void move(const Step& step, Trained trained, size_t at, Columns<Packs, Lanes> columns,
                                        size_t pack, Pack gradient) {
    float* const weights = trained.weights + at;
    float* const remembered = trained.memory + Pass::memory_step * (at + columns.before(pack));
    Array<Pack, Pass::memory> memory;
    for (size_t m = 0; m < Pass::memory; ++m) {
        memory[m] = columns.load_pack(remembered + m * Pass::memory_plane, pack);
    }
    columns.store(Pass::update(step, columns.load(weights, pack), gradient, memory), weights, pack);
    for (size_t m = 0; m < Pass::memory; ++m) {
        columns.store_pack(memory[m], remembered + m * Pass::memory_plane, pack);
    }
}

/// Forms Rows × outputs gradients Σ_b left(r, b)·deltas[b] (and, `Biases` being 1, one row more of a left factor of 1) and
/// hands each block of them, in registers, to the optimizer.
template <size_t Rows, size_t Biases, class Pass, class Step, class Samples, class Outputs>
[[gnu::always_inline]] inline void update_inlined(const Step& step, Trained trained, Left left, const float* deltas,
                                                  Samples samples, Outputs outputs) {
    for_columns<Tuning::block_packs / Rows>(outputs, [&](auto columns) MOTE_INLINED {
        constexpr size_t packs = decltype(columns)::packs;
        Pack gradients[Rows + Biases][packs];
        sum_up<Rows>(gradients, left, Right{deltas, outputs}, in_scratch<Samples>(columns), samples);
        for_block<Rows + Biases, packs>([&](size_t r, size_t p) MOTE_INLINED {
            move<Pass>(step, trained, r * outputs, columns, p, gradients[r][p]);
        });
    });
}
/// The same as a function of its own: one copy for all rows of a shape.
template <size_t Rows, size_t Biases, class Pass, class Step, class Samples, class Outputs>
void update(const Step& step, Trained trained, Left left, const float* deltas, Samples samples, Outputs outputs) {
    update_inlined<Rows, Biases, Pass>(step, trained, left, deltas, samples, outputs);
}

/// What an optimizer remembers of `Count` parameters, one after the other: for one lane.
template <class Pass, size_t Count>
[[gnu::always_inline]] inline void load_memory(const float* memory, Array<Pack, Pass::memory> (&of_weights)[Count]) {
    if constexpr (Pass::memory > 0) {
        Pack run[Count * Pass::memory];
        load_run(memory, run);
        for_block<Count, Pass::memory>([&](size_t i, size_t m)
                                           MOTE_INLINED { of_weights[i][m] = run[i * Pass::memory + m]; });
    }
}
template <class Pass, size_t Count>
[[gnu::always_inline]] inline void store_memory(const Array<Pack, Pass::memory> (&of_weights)[Count], float* memory) {
    if constexpr (Pass::memory > 0) {
        Pack run[Count * Pass::memory];
        for_block<Count, Pass::memory>([&](size_t i, size_t m)
                                           MOTE_INLINED { run[i * Pass::memory + m] = of_weights[i][m]; });
        store_run(run, memory);
    }
}

/// How many deltas stay in registers from row to row: all of a row that is updated at once, else none.
template <class Outputs>
constexpr size_t deltas_in_registers() {
    if constexpr (is_same<Outputs, size_t>) {
        return 0;
    } else {
        return Outputs{} <= Tuning::update_packs ? size_t{Outputs{}} : 0;
    }
}

/// One lane and one sample: the rows of `range`, the last first; the biases are row `inputs`, as the weights of a 1. Each
/// weight is taken once: for Σ_o deltas[o]·weight[r][o] with the weights as they were, which goes to finish(r, sum), and
/// for its update.
template <class Pass, class Step, class Inputs, class Outputs, class Finish>
[[gnu::always_inline]] inline void backward_rows(const Step& step_of_all, Trained trained, const float* values,
                                                 const float* deltas, RowRange range, Inputs inputs, Outputs outputs,
                                                 Finish finish) {
    const Step step = step_of_all;  // in registers: a store of floats cannot change it
    const size_t highest = range.last - 1;
    trained.weights += highest * outputs;
    trained.memory += Pass::memory_step * highest * outputs;
    constexpr size_t kept = deltas_in_registers<Outputs>();
    Pack kept_deltas[larger(kept, size_t{1})];
    if constexpr (kept > 0) {
        load_run_beside(deltas, kept_deltas);
    }
    Pack value = highest == inputs ? 1.0f : values[highest];
    for (size_t r = highest;; value = values[r]) {
        Pack sum = 0.0f;
        for_columns<Tuning::update_packs>(outputs, [&](auto columns) MOTE_INLINED {
            constexpr size_t count = decltype(columns)::packs;
            float* const weights = trained.weights + columns.first;
            float* const memory = trained.memory + Pass::memory_step * columns.first;
            Pack delta[count], weight[count];
            Array<Pack, Pass::memory> remembered[count];
            if constexpr (kept > 0) {
                for_block<1, count>([&](size_t, size_t p) MOTE_INLINED { delta[p] = kept_deltas[p]; });
            } else {
                load_run_beside(deltas + columns.first, delta);
            }
            load_run(weights, weight);
            load_memory<Pass>(memory, remembered);
            for_block<1, count>([&](size_t, size_t p) MOTE_INLINED {
                sum = mul_add(delta[p], weight[p], sum);
                settle(sum);
                weight[p] = Pass::update(step, weight[p], value * delta[p], remembered[p]);
            });
            store_run(weight, weights);
            store_memory<Pass>(remembered, memory);
        });
        if (r < inputs) {
            finish(r, sum);
        }
        if (r-- == range.first) {
            return;
        }
        trained.weights -= outputs;
        trained.memory -= Pass::memory_step * outputs;
    }
}

/// The same in two parts where rows of weights are shorter than a Pack. First the gradients [row][output]:
template <size_t Rows, size_t Biases, class Samples, class Outputs>
void narrow_gradients(Left left, const float* deltas, float* gradients, Samples samples, Outputs) {
    constexpr size_t outputs = Outputs{};
    if constexpr (outputs > 1 && (is_same<Samples, Size<1>> || 2 * outputs > Pack::width)) {
        for_rows<smaller(size_t{Tuning::block_packs}, Rows)>(Size<Rows>{}, [&](auto block, size_t row) MOTE_INLINED {
            constexpr size_t rows = block;
            for_columns<1>(Outputs{}, [&](auto columns) MOTE_INLINED {
                Pack sums[rows][1];
                sum_up<rows>(sums, Left{left.first + row, left.row_stride, left.term_stride}, Right{deltas, outputs},
                             in_scratch<Samples>(columns), samples);
#pragma GCC unroll 32
                for (size_t r = 0; r < rows; ++r) {
                    columns.store(sums[r][0], gradients + (row + r) * outputs, 0);
                }
            });
        });
    } else {
        // Fewer outputs than rows: lanes run over rows.
        for_columns<larger(size_t{1}, Tuning::block_packs / outputs)>(Size<Rows>{}, [&](auto rows) MOTE_INLINED {
            constexpr size_t packs = decltype(rows)::packs;
            Pack sums[outputs][packs];
            sum_up<outputs>(sums, Left{deltas, 1, outputs}, Right{left.first, left.term_stride}, rows, samples);
            if constexpr (outputs == 1) {
#pragma GCC unroll 32
                for (size_t p = 0; p < packs; ++p) {
                    rows.store(sums[0][p], gradients, p);
                }
                return;
            }
            float lanes[outputs][packs * Pack::width];
            for_block<outputs, packs>([&](size_t o, size_t p)
                                          MOTE_INLINED { sums[o][p].store(lanes[o] + p * Pack::width); });
            for (size_t r = 0; r < smaller(Rows - rows.first, packs * Pack::width); ++r) {
                for (size_t o = 0; o < outputs; ++o) {
                    gradients[(rows.first + r) * outputs + o] = lanes[o][r];
                }
            }
        });
    }
    if constexpr (Biases == 1) {
        for_columns<1>(Outputs{}, [&](auto columns) MOTE_INLINED {
            Pack sums[1][1];
            sum_up<0>(sums, Left{}, Right{deltas, outputs}, in_scratch<Samples>(columns), samples);
            columns.store(sums[0][0], gradients + Rows * outputs, 0);
        });
    }
}
/// Then the update of so many neighbouring parameters.
template <class Pass, class Step, class Count>
void update_from(const Step& step, Trained trained, const float* gradients, Count count) {
    for_columns<1>(count, [&](auto columns)
                              MOTE_INLINED { move<Pass>(step, trained, 0, columns, 0, columns.load(gradients, 0)); });
}

}  // namespace MOTE_BUILD
}  // namespace mote
