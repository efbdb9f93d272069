// SPDX-License-Identifier: MIT
// Losses of an error, output - target, and their reduction: within a row ascending output, then the rows ascending.
#pragma once

#include "../kernel/block.hpp"
#include "loss.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// mean((p - y)²) over rows and outputs. torch.nn.MSELoss.
struct MeanSquaredError {
    static constexpr float gradient_factor = 2.0f;
    static constexpr double value_bound(double error) { return error * error; }
    static constexpr double slope_bound(double error) { return 2 * error; }

    [[gnu::always_inline]] static Pack added(Pack sum, Pack error) { return mul_add(error, error, sum); }
    [[gnu::always_inline]] static Pack slope(Pack error) { return error; }
};

namespace detail {

template <class Loss, class = void>
constexpr float gradient_factor_of = 1.0f;
template <class Loss>
constexpr float gradient_factor_of<Loss, Void<decltype(Loss::gradient_factor)>> = Loss::gradient_factor;

template <class Loss>
struct LossTraits<Loss, true> {
    using Target = float;
    static constexpr bool needs_logits = false, clamps_errors = true;
    static constexpr size_t least_outputs = 1;
    static constexpr size_t target_count(size_t outputs) { return outputs; }
    static float gradient_scale(size_t rows, size_t outputs) {
        return quotient(gradient_factor_of<Loss>, static_cast<float>(rows * outputs));
    }
    static float mean(float sum, size_t rows, size_t outputs) {
        return quotient(sum, static_cast<float>(rows * outputs));
    }
    static constexpr double error_bound(double output, double target) { return output + target; }
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
                const Pack error = into_gradient<ClampError>(loss, batch.outputs, batch.targets, batch.scale, rows);
                sum = add_lanes(sum, loss.added(0.0f, error), rows.tail_lanes);
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
    /// Errors of one Pack of outputs, which become gradients.
    template <bool ClampError, class Columns>
    static Pack into_gradient(const Loss& loss, float* outputs, const float* targets, float scale, Columns columns) {
        Pack error = columns.load(outputs, 0) - columns.load(targets, 0);
        if constexpr (ClampError) {
            error = clamp_within(error, error_clamp);
        }
        columns.store(loss.slope(error) * scale, outputs, 0);
        return error;
    }

    /// The losses of at most Pack::width rows, a lane each; their outputs become gradients.
    template <bool ClampError, class Outputs>
    static Pack row_losses(const Loss& loss, const LossRows<float>& block, Outputs outputs) {
        Pack sums = 0.0f;
        for_columns<1>(outputs, [&](auto columns) MOTE_INLINED {
            Pack errors[Pack::width];
            for (size_t r = 0; r < Pack::width; ++r) {
                errors[r] = r < block.rows
                                ? into_gradient<ClampError>(loss, block.outputs + r * outputs,
                                                            block.targets + r * outputs, block.scale, columns)
                                : Pack(0.0f);
            }
            transpose(errors);
            for (size_t o = 0; o < columns.tail_lanes; ++o) {
                sums = loss.added(sums, errors[o]);
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
