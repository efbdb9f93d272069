// SPDX-License-Identifier: MIT
// Gradients of weights and biases, Σ_b value[b][r]·delta[b][o], in blocks that go to the optimizer from registers or, gathered
// in scratch, as one run (apply_gradients in update.hpp).
//
//   lanes  batch  outputs    route
//   1      1      any        apply_rows: row by row, each weight is loaded once, for its input's gradient too
//   any    any    >= lanes   apply_block: a block of rows by Packs of outputs
//   > 1    1      few        apply_few: rows, outputs and 1 fit a Pack each, all gradients are made of these two
//   > 1    > 48   >= lanes   gather_gradients, then the run: parts of the batch that the nearest cache holds, if the port
//                            wants it (Tuning::gathers_large_batches)
//   > 1    any    < lanes    narrow_gradients, then the run: several rows share a Pack
#pragma once

#include "accumulate.hpp"
#include "update.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// Forms Rows × outputs gradients Σ_b left(r, b)·deltas[b] (and, `Biases` being 1, one row more of a left factor of 1) and
/// hands each block of them, in registers, to the optimizer.
template <size_t Rows, size_t Biases, class Rules, class Settings, class Batch, class Outputs>
[[gnu::always_inline]] inline void apply_block_inlined(const Settings& settings, Trained trained, Left left,
                                                       const float* deltas, Batch batch, Outputs outputs) {
    for_columns<Tuning::block_packs / Rows>(outputs, [&](auto columns) MOTE_INLINED {
        constexpr size_t packs = decltype(columns)::packs;
        Pack gradients[Rows + Biases][packs];
        sum_up<Rows>(gradients, left, Right{deltas, outputs}, in_scratch<Batch>(columns), batch);
        for_block<Rows + Biases, packs>([&](size_t r, size_t p) MOTE_INLINED {
            if (is_same<typename Rules::Weights, typename Rules::Biases> || r < Rows) {
                apply_gradient<typename Rules::Weights>(settings, trained, r * outputs, columns, p, gradients[r][p]);
            } else {
                apply_gradient<typename Rules::Biases>(settings, trained, r * outputs, columns, p, gradients[r][p]);
            }
        });
    });
}
/// The same as a function of its own: one copy for all rows of a shape.
template <size_t Rows, size_t Biases, class Rules, class Settings, class Batch, class Outputs>
void apply_block(const Settings& settings, Trained trained, Left left, const float* deltas, Batch batch,
                 Outputs outputs) {
    apply_block_inlined<Rows, Biases, Rules>(settings, trained, left, deltas, batch, outputs);
}

/// The gradients [row][output] of `Rows` rows of weights and of `Biases` rows of biases, where rows are shorter than a Pack.
template <size_t Rows, size_t Biases, class Batch, class Outputs>
void narrow_gradients(Left left, const float* deltas, float* gradients, Batch batch, Outputs) {
    constexpr size_t outputs = Outputs{};
    if constexpr (outputs > 1 && (is_same<Batch, Size<1>> || 2 * outputs > Pack::width)) {
        for_rows<smaller(size_t{Tuning::block_packs}, Rows)>(Size<Rows>{}, [&](auto block, size_t row) MOTE_INLINED {
            constexpr size_t rows = block;
            for_columns<1>(Outputs{}, [&](auto columns) MOTE_INLINED {
                Pack sums[rows][1];
                sum_up<rows>(sums, Left{left.first + row, left.row_stride, left.term_stride}, Right{deltas, outputs},
                             in_scratch<Batch>(columns), batch);
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
            sum_up<outputs>(sums, Left{deltas, 1, outputs}, Right{left.first, left.term_stride}, rows, batch);
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
            sum_up<0>(sums, Left{}, Right{deltas, outputs}, in_scratch<Batch>(columns), batch);
            columns.store(sums[0][0], gradients + Rows * outputs, 0);
        });
    }
}

/// Whether one row of values, and a 1, fit a Pack, as do the deltas, and the port has registers for several rows: then no
/// gradient goes through memory.
template <size_t Rows, class Batch, class Outputs>
constexpr bool are_few() {
    if constexpr (Pack::width > 1 && is_same<Batch, Size<1>> && !is_same<Outputs, size_t>) {
        return Rows < Pack::width && Outputs{} < Pack::width && Tuning::update_rows > 1;
    } else {
        return false;
    }
}

/// Gradient number k of rows of `Outputs` is value k / Outputs times delta k % Outputs: for the lanes of a Pack of them from
/// number `First` on. Those after the last repeat it.
template <size_t First, size_t Last, size_t Outputs>
struct ValuesOfFew {
    static constexpr unsigned lane(unsigned i) { return static_cast<unsigned>(smaller(First + i, Last) / Outputs); }
};
template <size_t First, size_t Last, size_t Outputs>
struct DeltasOfFew {
    static constexpr unsigned lane(unsigned i) { return static_cast<unsigned>(smaller(First + i, Last) % Outputs); }
};

/// Updates `Rows` rows of weights and, if `Biases` is 1, the biases after them, by the gradients of one row of a batch.
template <class Rule, size_t Rows, size_t Biases, class Settings, size_t Outputs>
[[gnu::always_inline]] inline void apply_few(const Settings& settings, Trained trained, const float* values,
                                             const float* deltas, Size<Outputs>) {
    constexpr size_t count = (Rows + Biases) * Outputs;
    float one[Pack::width] = {};
    one[Rows] = 1.0f;
    const Pack of_rows = Columns<1, Size<Rows>>{0}.load(values, 0);
    const Pack value = from_bits(bits(of_rows) | bits(Pack::load(one))), delta = Columns<1>{0}.load(deltas, 0);
    for_each_index<0, packs_of(count)>([&](auto pack) MOTE_INLINED {
        constexpr size_t first = pack * Pack::width, lanes = smaller(count - first, size_t{Pack::width});
        const Pack gradient = shuffled(value, ValuesOfFew<first, count - 1, Outputs>{}) *
                              shuffled(delta, DeltasOfFew<first, count - 1, Outputs>{});
        apply_gradient<Rule>(settings, trained, 0, Columns<1, Size<lanes>>{first}, 0, gradient);
    });
}

/// The gradients [row][output] of `Rows` rows of weights and of `Biases` rows of biases, from a part of a large batch at a time,
/// whose values and deltas then stay in the nearest cache; unfinished sums wait in `gradients`.
template <size_t Rows, size_t Biases, class Outputs>
void gather_gradients(Left left, const float* deltas, float* gradients, size_t batch, Outputs outputs) {
    for (size_t first = 0; first < batch; first += rows_in_cache) {
        const size_t last = smaller(first + rows_in_cache, batch);
        for_columns<packs_at_once<size_t>>(outputs, [&](auto columns) MOTE_INLINED {
            constexpr size_t packs = decltype(columns)::packs;
            const Right right{deltas, outputs};
            const auto add = [&](auto rows, auto biases, size_t row) MOTE_INLINED {
                const Left left_of_rows{left.first + row, left.row_stride, left.term_stride};
                float* const unfinished = gradients + row * outputs;
                Pack sums[rows + biases][packs];
                if (first == 0) {
                    add_term<rows, true>(sums, left_of_rows, right, columns, 0);
                } else {
                    for_block<rows + biases, packs>([&](size_t r, size_t p) MOTE_INLINED {
                        sums[r][p] = columns.load(unfinished + r * outputs, p);
                    });
                }
                accumulate<rows>(sums, left_of_rows, right, columns, last, larger(first, size_t{1}));
                for_block<rows + biases, packs>(
                    [&](size_t r, size_t p) MOTE_INLINED { columns.store(sums[r][p], unfinished + r * outputs, p); });
            };
            constexpr size_t at_once = smaller(stored_at_once<size_t>, Rows);
            constexpr size_t last_rows = Biases == 0 ? 0 : last_block(Rows, at_once);
            for_rows<at_once>(Size<Rows - last_rows>{},
                              [&](auto block, size_t row) MOTE_INLINED { add(block, Size<0>{}, row); });
            if constexpr (Biases != 0) {
                add(Size<last_rows>{}, Size<Biases>{}, Rows - last_rows);
            }
        });
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

/// One lane and one row of a batch: the rows of `range`, the last first; the biases are row `inputs`, with an input of 1. Each
/// weight is loaded once, for two uses: the sum Σ_o deltas[o]·weight[r][o] with the weights as they were, which goes to
/// finish(r, sum), and its update.
template <class Rule, class Settings, class Inputs, class Outputs, class Finish>
[[gnu::always_inline]] inline void apply_rows(const Settings& settings_of_all, Trained trained, const float* values,
                                              const float* deltas, RowRange range, Inputs inputs, Outputs outputs,
                                              Finish finish) {
    Settings settings = settings_of_all;  // in registers: a store of floats cannot change it
    const size_t highest = range.last - 1;
    trained.weights += highest * outputs;
    trained.memory += Rule::memory_step * highest * outputs;
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
            float* const memory = trained.memory + Rule::memory_step * columns.first;
            Pack delta[count], weight[count];
            Array<Pack, Rule::memory> remembered[count];
            if constexpr (kept > 0) {
                for_block<1, count>([&](size_t, size_t p) MOTE_INLINED { delta[p] = kept_deltas[p]; });
            } else {
                load_run_beside(deltas + columns.first, delta);
            }
            load_run(weights, weight);
            load_memory<Rule>(memory, remembered);
            for_block<1, count>([&](size_t, size_t p) MOTE_INLINED {
                sum = mul_add(delta[p], weight[p], sum);
                settle(sum);
                weight[p] = Rule::updated(settings, weight[p], value * delta[p], remembered[p]);
            });
            store_run(weight, weights);
            store_memory<Rule>(remembered, memory);
        });
        if (r < inputs) {
            finish(r, sum);
        }
        if (r-- == range.first) {
            return;
        }
        trained.weights -= outputs;
        trained.memory -= Rule::memory_step * outputs;
    }
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
