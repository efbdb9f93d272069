// SPDX-License-Identifier: MIT
// The kernels: one micro-kernel (a block of sums, kept in registers) serves forward and all gradients. Weights lie as
// [in][out], so lanes run over outputs and no horizontal sum exists. Every kernel works on some rows of weight[in][out]
// (the biases are the last row) and leaves the others alone, so that a step can be cut anywhere between rows.
#pragma once

#include "mote/order.hpp"
#include "mote/traits.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// Rows first … last-1 of a layer's (in + 1)·out parameters; the biases are the last.
struct RowRange {
    size_t first, last;
};

/// How many rows a batch has, and how large a layer is; each a Size or a size_t (Tuning::constant_sizes).
template <class Samples, class Inputs, class Outputs>
struct Shape {
    Samples samples;
    Inputs inputs;
    Outputs outputs;
};

/// `Packs` Packs of neighbouring floats of a row, from `first`; the tail of a row is one partly filled Pack.
template <size_t Packs, bool Tail = false>
struct Columns {
    static constexpr size_t packs = Packs;

    size_t first;
    unsigned lanes = Pack::width;  ///< lanes in use of each Pack

    Pack load(const float* row, size_t pack) const { return load_lanes(row + before(pack)); }
    void store(Pack value, float* row, size_t pack) const { store_lanes(value, row + before(pack)); }

    /// The optimizer's memory lies in blocks of one Pack: first what it remembers first of each lane, then the next.
    Pack load_block(const float* block, size_t index) const { return load_lanes(block + index * lanes); }
    void store_block(Pack value, float* block, size_t index) const { store_lanes(value, block + index * lanes); }

    /// Outputs before pack number `pack`.
    size_t before(size_t pack) const { return first + pack * Pack::width; }

  private:
    Pack load_lanes(const float* from) const {
        if constexpr (Tail) {
            return Pack::load(from, lanes);
        } else {
            return Pack::load(from);
        }
    }
    void store_lanes(Pack value, float* to) const {
        if constexpr (Tail) {
            value.store(to, lanes);
        } else {
            value.store(to);
        }
    }
};

/// Calls body(Columns) for the floats First … count-1 of a row: as many blocks of `Packs` Packs as fit, then halved
/// blocks, then the tail. Of a constant count only the blocks that occur are compiled.
template <size_t Packs, size_t First = 0, size_t Count, class Body>
[[gnu::always_inline]] inline void for_columns(Size<Count>, Body body) {
    constexpr size_t step = Packs * Pack::width, last = Count - (Count - First) % step;
    for (size_t first = First; first < last; first += step) {
        body(Columns<Packs>{first});
    }
    if constexpr (last < Count && Packs > 1) {
        for_columns<Packs / 2, last>(Size<Count>{}, body);
    } else if constexpr (last < Count) {
        body(Columns<1, true>{last, static_cast<unsigned>(Count - last)});
    }
}
template <size_t Packs, class Body>
[[gnu::always_inline]] inline void for_columns(size_t count, Body body, size_t first = 0) {
    constexpr size_t step = Packs * Pack::width;
    const size_t last = count - (count - first) % step;
    for (; first < last; first += step) {
        body(Columns<Packs>{first});
    }
    if constexpr (Packs > 1) {
        for_columns<Packs / 2>(count, body, last);
    } else if constexpr (Pack::width > 1) {
        if (last < count) {
            body(Columns<1, true>{last, static_cast<unsigned>(count - last)});
        }
    }
}

/// Calls body(Size<Rows>{}, row) for the rows First … count-1 in the same way: blocks of `Rows`, then halved blocks.
template <size_t Rows, size_t First = 0, size_t Count, class Body>
[[gnu::always_inline]] inline void for_rows(Size<Count>, Body body) {
    constexpr size_t last = Count - (Count - First) % Rows;
    for (size_t row = First; row < last; row += Rows) {
        body(Size<Rows>{}, row);
    }
    if constexpr (last < Count) {
        for_rows<Rows / 2, last>(Size<Count>{}, body);
    }
}
/// Of a count that is known only at run time, the rest behind whole blocks is taken row by row.
template <size_t Rows, class Body>
[[gnu::always_inline]] inline void for_rows(size_t count, Body body, size_t first = 0) {
    const size_t last = count - (count - first) % Rows;
    for (; first < last; first += Rows) {
        body(Size<Rows>{}, first);
    }
    if constexpr (Rows > 1) {
        for_rows<1>(count, body, last);
    }
}

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

template <size_t Rows, size_t Packs>
[[gnu::always_inline]] inline void set_zero(Pack (&sums)[Rows][Packs]) {
    for (size_t r = 0; r < Rows; ++r) {
        for (size_t p = 0; p < Packs; ++p) {
            sums[r][p] = 0.0f;
        }
    }
}

/// sums[r][p] += Σ_term left(r, term)·right(term, columns of p), terms ascending.
template <size_t Rows, size_t Packs, bool Tail, class Terms>
[[gnu::always_inline]] inline void accumulate(Pack (&sums)[Rows][Packs], Left left, Right right,
                                              Columns<Packs, Tail> columns, Terms terms) {
    for (size_t term = 0; term < terms; ++term) {
        const float* right_row = right.first + term * right.term_stride;
        // The lanes of a sum are its columns. Without this, GCC's loop vectoriser takes several terms at once, and has
        // to transpose them in registers to keep the order of the sum: three times slower.
        asm("" : "+r"(right_row));
#pragma GCC unroll 16
        for (size_t r = 0; r < Rows; ++r) {
            const Pack factor = left.first[r * left.row_stride + term * left.term_stride];
#pragma GCC unroll 16
            for (size_t p = 0; p < Packs; ++p) {
                sums[r][p] = mul_add(factor, columns.load(right_row, p), sums[r][p]);
            }
        }
    }
}

/// Samples that a forward block takes at once: where a layer is narrow, several keep the registers busy.
template <class Samples, size_t Packs>
constexpr size_t samples_at_once = is_same<Samples, Size<1>> ? 1
                                                             : larger(size_t{1}, smaller(size_t{Tuning::block_samples},
                                                                                         Tuning::block_packs / Packs));

/// out[b][o] = bias[o] + Σ_i in[b][i]·weight[i][o] for one range of input rows: the range from 0 starts from the
/// biases, a later one from what is in `out`. in [samples][inputs], out [samples][outputs].
template <class Samples, class Inputs, class Outputs>
void affine(const float* weights, const float* in, float* out, RowRange range, Shape<Samples, Inputs, Outputs> shape) {
    const size_t inputs = shape.inputs, outputs = shape.outputs;
    const size_t terms = smaller(range.last, inputs) - range.first;
    const Right right{weights + range.first * outputs, outputs};
    for_columns<Tuning::block_packs>(shape.outputs, [&](auto columns) {
        constexpr size_t packs = decltype(columns)::packs;
        for_rows<samples_at_once<Samples, packs>>(shape.samples, [&](auto block, size_t b) {
            constexpr size_t rows = block;
            const bool starts = range.first == 0;
            const float* start = starts ? weights + inputs * outputs : out + b * outputs;
            Pack sums[rows][packs];
            for (size_t r = 0; r < rows; ++r) {
                for (size_t p = 0; p < packs; ++p) {
                    sums[r][p] = columns.load(start + (starts ? 0 : r * outputs), p);
                }
            }
            accumulate(sums, Left{in + b * inputs + range.first, inputs, 1}, right, columns, terms);
            for (size_t r = 0; r < rows; ++r) {
                for (size_t p = 0; p < packs; ++p) {
                    columns.store(sums[r][p], out + (b + r) * outputs, p);
                }
            }
        });
    });
}

/// gradients[b][r] = Σ_o deltas[b][o]·weight[r][o] for `Rows` rows of weights, with the weights before their update:
/// straight from the weights, one lane a sum, or `virtual_lanes` of them (order.hpp).
template <size_t Rows, bool InLanes, class LayerShape>
void input_gradients(const float* weights, const float* deltas, float* gradients, LayerShape shape) {
    constexpr size_t lanes = InLanes ? virtual_lanes : 1;
    const size_t outputs = shape.outputs;
    for (size_t b = 0; b < shape.samples; ++b) {
        float sums[Rows][lanes] = {};
        for (size_t o = 0; o < outputs; o += lanes) {
            for (size_t lane = 0; lane < smaller(lanes, outputs - o); ++lane) {
                const float delta = deltas[b * outputs + o + lane];
                for (size_t r = 0; r < Rows; ++r) {
                    sums[r][lane] = mul_add(delta, weights[r * outputs + o + lane], sums[r][lane]);
                }
            }
        }
        for (size_t r = 0; r < Rows; ++r) {
            for (size_t half = lanes / 2; half > 0; half /= 2) {
                for (size_t lane = 0; lane < half; ++lane) {
                    sums[r][lane] = sums[r][lane] + sums[r][lane + half];
                }
            }
            gradients[b * Rows + r] = sums[r][0];
        }
    }
}

/// The same by way of the transposed block `tile` [outputs][Rows], so that lanes run over rows of weights.
template <size_t Rows, class Samples, class Inputs, class Outputs>
void input_gradients(const float* weights, const float* deltas, float* gradients, float* tile,
                     Shape<Samples, Inputs, Outputs> shape) {
    const size_t outputs = shape.outputs;
    for (size_t o = 0; o < outputs; ++o) {
        for (size_t r = 0; r < Rows; ++r) {
            tile[o * Rows + r] = weights[r * outputs + o];
        }
    }
    for_columns<Rows>(Size<Rows>{}, [&](auto columns) {
        constexpr size_t packs = decltype(columns)::packs;
        for_rows<samples_at_once<Samples, packs>>(shape.samples, [&](auto block, size_t b) {
            constexpr size_t rows = block;
            Pack sums[rows][packs];
            set_zero(sums);
            accumulate(sums, Left{deltas + b * outputs, outputs, 1}, Right{tile, Rows}, columns, outputs);
            for (size_t r = 0; r < rows; ++r) {
                for (size_t p = 0; p < packs; ++p) {
                    columns.store(sums[r][p], gradients + (b + r) * Rows, p);
                }
            }
        });
    });
}

/// Parameters of a layer and what the optimizer remembers of them, from some row on.
struct Trained {
    float* weights;  ///< [rows][outputs]
    float* memory;   ///< [rows][outputs] × Optimizer::memory, in blocks of a Pack
};

/// Forms Rows × outputs gradients Σ_b left(r, b)·deltas[b] and hands each block of them, in registers, to the
/// optimizer.
template <size_t Rows, class Recipe, class Step, class LayerShape>
void update(const Step& step, Trained trained, Left left, const float* deltas, LayerShape shape) {
    constexpr size_t memory_count = Recipe::memory;
    const size_t outputs = shape.outputs;
    for_columns<Tuning::block_packs / Rows>(shape.outputs, [&](auto columns) {
        constexpr size_t packs = decltype(columns)::packs;
        Pack gradients[Rows][packs];
        set_zero(gradients);
        accumulate(gradients, left, Right{deltas, outputs}, columns, shape.samples);
        for (size_t r = 0; r < Rows; ++r) {
            for (size_t p = 0; p < packs; ++p) {
                float* weights = trained.weights + r * outputs;
                float* block = trained.memory + memory_count * (r * outputs + columns.before(p));
                Array<Pack, memory_count> memory;
                for (size_t m = 0; m < memory_count; ++m) {
                    memory[m] = columns.load_block(block, m);
                }
                columns.store(Recipe::update(step, columns.load(weights, p), gradients[r][p], memory), weights, p);
                for (size_t m = 0; m < memory_count; ++m) {
                    columns.store_block(memory[m], block, m);
                }
            }
        }
    });
}

}  // namespace MOTE_BUILD
}  // namespace mote
