// SPDX-License-Identifier: MIT
// The reduction of elementwise losses: within a row ascending output, then the rows ascending.
#pragma once

#include "../kernel/block.hpp"
#include "loss.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

template <class Loss, class = void>
constexpr float gradient_factor_of = 1.0f;
template <class Loss>
constexpr float gradient_factor_of<Loss, Void<decltype(Loss::gradient_factor)>> = Loss::gradient_factor;

template <class Loss, class = void>
constexpr bool has_factor = false;
template <class Loss>
constexpr bool has_factor<Loss, Void<decltype(declared<const Loss&>().factor() + 0.0f)>> = true;
template <class Loss, class = void>
constexpr bool logits_are_needed = false;
template <class Loss>
constexpr bool logits_are_needed<Loss, Void<decltype(Loss::needs_logits + 0)>> = Loss::needs_logits;

/// The settings of the outputs that a Pack of errors belongs to: of one output, or of neighbouring ones.
struct OfFirstOutput {
    Pack operator()(const float* settings) const { return settings[0]; }
};
template <class Columns>
struct OfColumns {
    Columns columns;
    Pack operator()(const float* settings) const { return columns.load(settings, 0); }
};

template <class Loss>
struct LossTraits<Loss, true> {
    using Target = float;
    static constexpr bool needs_logits = logits_are_needed<Loss>, clamps_errors = true;
    static constexpr size_t least_outputs = 1;
    static constexpr size_t target_count(size_t outputs) { return outputs; }
    template <class Rows>
    static constexpr Rows total(const Loss&, const LossRows<float>&, Rows rows) {
        return rows;
    }
    static float gradient_scale(const Loss& loss, size_t rows, size_t outputs) {
        return scaled(loss, quotient(gradient_factor_of<Loss>, static_cast<float>(rows * outputs)));
    }
    static float mean(const Loss& loss, float sum, size_t rows, size_t outputs) {
        return scaled(loss, quotient(sum, static_cast<float>(rows * outputs)));
    }
    static constexpr double error_bound(double output, double target) {
        return takes_targets<Loss> ? larger<double>(output, target) : output + target;
    }
    static constexpr double row_bound(double error, size_t outputs) {
        return Loss::value_bound(error) * static_cast<double>(outputs);
    }
    static constexpr double gradient_bound(double error, size_t outputs) {
        return Loss::slope_bound(error) / static_cast<double>(outputs);
    }

    template <bool ClampError, class Outputs>
    static float accumulate(const Loss& loss, float sum, const LossRows<float>& batch, Outputs outputs) {
        if constexpr (is_same<Outputs, Size<1>>) {  // lanes run over rows
            for_columns<1>(batch.rows, [&](auto rows) MOTE_INLINED {
                if constexpr (takes_targets<Loss>) {
                    const Pack value = into_gradient<ClampError>(loss, batch.outputs, batch.targets, batch.scale, rows,
                                                                 OfFirstOutput{});
                    sum = add_lanes(sum, value, rows.tail_lanes);
                } else {
                    const Pack error = into_gradient<ClampError>(loss, batch.outputs, batch.targets, batch.scale, rows);
                    sum = add_lanes(sum, loss.added(0.0f, error), rows.tail_lanes);
                }
            });
        } else {
            for (size_t row = 0; row < batch.rows; row += Pack::width) {
                const size_t rows = smaller(batch.rows - row, size_t{Pack::width});
                const LossRows<float> block{batch.outputs + row * outputs, batch.targets + row * outputs, rows,
                                            batch.scale};
                sum = add_lanes(sum, row_losses<ClampError>(loss, block, outputs), rows);
            }
        }
        return sum;
    }

  private:
    [[gnu::always_inline]] static float scaled([[maybe_unused]] const Loss& loss, float number) {
        if constexpr (has_factor<Loss>) {
            return MOTE_PRODUCT(number * loss.factor());
        } else {
            return number;
        }
    }

    /// A Pack of outputs becomes gradients; what their losses are made of: their errors.
    template <bool ClampError, class Columns>
    static Pack into_gradient(const Loss& loss, float* outputs, const float* targets, float scale, Columns columns) {
        Pack error = columns.load(outputs, 0) - columns.load(targets, 0);
        if constexpr (ClampError) {
            error = clamp_within(error, error_clamp);
        }
        columns.store(loss.slope(error) * scale, outputs, 0);
        return error;
    }
    /// The same of a loss that takes targets: the losses themselves.
    template <bool ClampError, class Columns, class At>
    static Pack into_gradient(const Loss& loss, float* outputs, const float* targets, float scale, Columns columns,
                              At at) {
        const Pack output = clamped<ClampError>(columns.load(outputs, 0), error_clamp);
        const auto [value, slope] = loss.value_and_slope(output, columns.load(targets, 0), at);
        columns.store(slope * scale, outputs, 0);
        return value;
    }

    /// The losses of at most Pack::width rows, a lane each; their outputs become gradients.
    template <bool ClampError, class Outputs>
    static Pack row_losses(const Loss& loss, const LossRows<float>& block, Outputs outputs) {
        Pack sums = 0.0f;
        for_columns<1>(outputs, [&](auto columns) MOTE_INLINED {
            Pack found[Pack::width];
            for (size_t r = 0; r < Pack::width; ++r) {
                float* const of_row = block.outputs + r * outputs;
                const float* const targets = block.targets + r * outputs;
                if constexpr (takes_targets<Loss>) {
                    const OfColumns<decltype(columns)> at{columns};
                    found[r] = r < block.rows
                                   ? into_gradient<ClampError>(loss, of_row, targets, block.scale, columns, at)
                                   : Pack(0.0f);
                } else {
                    found[r] = r < block.rows ? into_gradient<ClampError>(loss, of_row, targets, block.scale, columns)
                                              : Pack(0.0f);
                }
            }
            transpose(found);
            for (size_t o = 0; o < columns.tail_lanes; ++o) {
                if constexpr (takes_targets<Loss>) {
                    sums = sums + found[o];
                } else {
                    sums = loss.added(sums, found[o]);
                }
            }
        });
        return sums;
    }
    static float add_lanes(float sum, Pack pack, size_t count) {
        float lanes[Pack::width];
        pack.store(lanes);
        for (size_t lane = 0; lane < count; ++lane) {
            sum = sum + lanes[lane];
        }
        return sum;
    }
};

}  // namespace detail

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
