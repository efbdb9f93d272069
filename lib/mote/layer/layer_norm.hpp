// SPDX-License-Identifier: MIT
// Layer normalization: each row is shifted and scaled to mean 0 and variance 1, then by a trained gain and bias a number.
#pragma once

#include "../activation/activation.hpp"
#include "../base/random.hpp"
#include "../guard/sanitize.hpp"
#include "../kernel/activate.hpp"
#include "../kernel/lanes.hpp"
#include "layer.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// A power of two, at least the root of a number of 1 or more.
constexpr double root_above(double number) {
    double root = 1;
    while (root * root < number) {
        root *= 2;
    }
    return root;
}

/// The Pack of a row in these columns, here and not in a function: at -Os GCC makes one of Columns::load, and a call costs more.
template <class Columns>
[[gnu::always_inline]] inline Pack loaded(Columns columns, const float* row) {
    return columns.load_pack(row + columns.first, 0);
}

/// What a row is normalized with: (x - mean)·scale, where the scale is 1 / √(variance + epsilon).
struct RowStatistics {
    float mean, scale;
};

/// The same for (x - mean)·scale of a Pack.
[[gnu::always_inline]] inline Pack normalized(Pack x, RowStatistics row) { return (x - row.mean) * row.scale; }

/// Of a row of `count` numbers, whose reciprocal is `inverse`.
template <class Count>
RowStatistics statistics_of_row(const float* in, Count count, float inverse, float epsilon) {
    const float sum =
        sum_in_lanes(count, [&](Pack lanes, auto columns) MOTE_INLINED { return lanes + loaded(columns, in); });
    const float mean = MOTE_PRODUCT(sum * inverse);
    const float squares = sum_in_lanes(count, [&](Pack lanes, auto columns) MOTE_INLINED {
        const Pack deviation = loaded(columns, in) - mean;
        return mul_add(deviation, deviation, lanes);
    });
    return {mean, quotient(1.0f, square_root(mul_add(squares, inverse, epsilon)))};
}

}  // namespace detail

/// torch.nn.LayerNorm over the width of the layer: gain[o]·(x[o] - mean) / √(variance + epsilon) + bias[o], with the mean and
/// the variance (divided by the width) of the row. At start gains are 1 and biases 0, whatever the initialization: weight<I>(o,
/// 0) and bias<I>(o). Ba, Kiros & Hinton 2016, "Layer Normalization". Training stores nothing: the way back computes mean and
/// variance again, and needs 2 floats a row of the batch and 2 a number of the width for a moment.
template <class Epsilon = Ratio<1, 100000>>
struct LayerNorm {
    static constexpr bool check() {
        constexpr bool is_valid = Epsilon::number > 0;
        static_assert(is_valid, "mote: LayerNorm needs an epsilon above 0");
        return is_valid;
    }

    static constexpr LayerKind kind = LayerKind::trained;
    static constexpr uint32_t identity[] = {5, Epsilon::identity, 0, 0};
    static constexpr size_t outputs(size_t inputs) { return inputs; }
    static constexpr uint64_t weight_count(uint64_t inputs) { return inputs; }
    static constexpr uint64_t parameter_count(uint64_t inputs) { return detail::product_of_sizes(2, inputs); }

    static constexpr uint32_t frequency = 0;
    static void initialize(float* parameters, size_t inputs, const UniformBounds&, float, Pcg32&) {
        for (size_t i = 0; i < inputs; ++i) {
            parameters[i] = 1.0f;
            parameters[inputs + i] = 0.0f;
        }
    }

    /// No deviation is more than √inputs standard deviations. The sum of the squares has to be representable, too.
    static constexpr double value_bound(double input, double weight, size_t inputs) {
        const auto count = static_cast<double>(inputs);
        const double squares = 4 * input * input * count;
        return squares < 1e37 ? weight * (detail::root_above(count) + 1) : squares;
    }
    static constexpr double slope_bound = 1;
    static constexpr double gradient_spread(double weight, size_t outputs) {
        return weight * (detail::root_above(static_cast<double>(outputs)) + 2) * detail::root_above(1 / Epsilon::bound);
    }
    static constexpr double parameter_spread(double, size_t inputs) {
        return detail::root_above(static_cast<double>(inputs));
    }

    static constexpr bool stores_slopes(bool) { return false; }
    template <bool Stored>
    [[gnu::always_inline]] static Pack delta(Pack gradient, Pack) {
        return gradient;
    }

    template <class At>
    static constexpr size_t forward_work(size_t) {
        return 4 * At::inputs + 2 * work_of_activation;
    }
    template <class At, bool Clamps, class Batch, class Slopes, class Stages>
    static void forward(const float* parameters, const float* in, float* out, Slopes, Batch batch, Stages&& stages) {
        const auto count = size_for_kernel<At::inputs>();
        stages.run(batch, forward_work<At>(batch), [&](auto range) MOTE_INLINED {
            for (size_t row = range.first; row < range.last; ++row) {
                const float* const from = in + row * At::inputs;
                float* const to = out + row * At::inputs;
                const detail::RowStatistics of_row =
                    detail::statistics_of_row(from, count, inverse<At>, Epsilon::number);
                for_columns<1>(count, [&](auto columns) MOTE_INLINED {
                    const Pack value =
                        mul_add(detail::normalized(detail::loaded(columns, from), of_row),
                                detail::loaded(columns, parameters), detail::loaded(columns, parameters + At::inputs));
                    columns.store(detail::clamped<Clamps>(value, activation_clamp), to, 0);
                });
            }
        });
    }

    template <class At, size_t Capacity>
    static constexpr size_t block_floats() {
        return in_packs(2 * Capacity) + (At::is_first ? 0 : 2 * in_packs(At::inputs));
    }
    template <class At, size_t Capacity>
    static constexpr size_t backward_work(size_t batch) {
        return larger(6 * At::inputs + 2 * work_of_activation, work_of_columns(batch));
    }
    /// Statistics of the rows; gradients of gains and biases, a Pack at a time; gradients of inputs, row by row, with the gains
    /// as they were; and then the update.
    template <class Here, class Batch, class Stages>
    static void backward(Here here, Batch batch, Stages&& stages) {
        using At = typename Here::At;
        constexpr size_t work_of_row = 6 * At::inputs + 2 * work_of_activation;
        const auto count = size_for_kernel<At::inputs>();
        float* const statistics = here.block();
        const auto of_row = [statistics](size_t row) MOTE_INLINED {
            return detail::RowStatistics{statistics[2 * row], statistics[2 * row + 1]};
        };
        stages.run(batch, work_of_row, [&](auto range) MOTE_INLINED {
            for (size_t row = range.first; row < range.last; ++row) {
                const auto found =
                    detail::statistics_of_row(here.values() + row * At::inputs, count, inverse<At>, Epsilon::number);
                statistics[2 * row] = found.mean;
                statistics[2 * row + 1] = found.scale;
            }
        });

        float* const of_gains = statistics + in_packs(2 * Here::capacity);
        float* const of_biases = of_gains + in_packs(At::inputs);
        in_columns<At>(stages, work_of_columns(batch), [&](auto columns) MOTE_INLINED {
            Pack of_bias = detail::loaded(columns, here.deltas());
            Pack of_gain = detail::normalized(detail::loaded(columns, here.values()), of_row(0)) * of_bias;
            for (size_t row = 1; row < batch; ++row) {
                const Pack delta = detail::loaded(columns, here.deltas() + row * At::inputs);
                const Pack value =
                    detail::normalized(detail::loaded(columns, here.values() + row * At::inputs), of_row(row));
                of_gain = mul_add(value, delta, of_gain);
                of_bias = of_bias + delta;
            }
            if constexpr (At::is_first) {
                here.template update<false>(0, columns, 0, of_gain);
                here.template update<true>(At::inputs, columns, 0, of_bias);
            } else {
                columns.store(of_gain, of_gains, 0);
                columns.store(of_bias, of_biases, 0);
            }
        });

        if constexpr (!At::is_first) {
            const float* const gains = here.trained(0).weights;
            const auto finish = here.into_deltas(0);
            stages.run(batch, work_of_row, [&](auto range) MOTE_INLINED {
                for (size_t row = range.first; row < range.last; ++row) {
                    const float* const values = here.values() + row * At::inputs;
                    const float* const deltas = here.deltas() + row * At::inputs;
                    const auto scaled = [&](auto columns) MOTE_INLINED {
                        return detail::loaded(columns, deltas) * detail::loaded(columns, gains);
                    };
                    const float sum = detail::sum_in_lanes(
                        count, [&](Pack lanes, auto columns) MOTE_INLINED { return lanes + scaled(columns); });
                    const float products = detail::sum_in_lanes(count, [&](Pack lanes, auto columns) MOTE_INLINED {
                        return mul_add(scaled(columns),
                                       detail::normalized(detail::loaded(columns, values), of_row(row)), lanes);
                    });
                    const float mean = MOTE_PRODUCT(sum * inverse<At>);
                    const float mean_product = MOTE_PRODUCT(products * inverse<At>);
                    for_columns<1>(count, [&](auto columns) MOTE_INLINED {
                        const Pack value = detail::normalized(detail::loaded(columns, values), of_row(row));
                        const Pack gradient = mul_add(value, -mean_product, scaled(columns) - mean);
                        finish(gradient * of_row(row).scale, row, columns, 0);
                    });
                }
            });
            in_columns<At>(stages, size_t{2} * Pack::width * (1 + work_of_update), [&](auto columns) MOTE_INLINED {
                here.template update<false>(0, columns, 0, detail::loaded(columns, of_gains));
                here.template update<true>(At::inputs, columns, 0, detail::loaded(columns, of_biases));
            });
        }
    }

  private:
    template <class At>
    static constexpr float inverse = 1.0f / static_cast<float>(At::inputs);

    static constexpr size_t work_of_columns(size_t batch) { return Pack::width * (3 * batch + 2 + 2 * work_of_update); }

    /// A stage whose parts are Packs of the width.
    template <class At, class Stages, class Body>
    [[gnu::always_inline]] static void in_columns(Stages&& stages, size_t work, Body body) {
        stages.run(packs_of(At::inputs), work, [&](auto range) MOTE_INLINED {
            const size_t first = range.first * Pack::width;
            for_columns<1>(first + floats_in(range, size_t{At::inputs}), body, first);
        });
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
