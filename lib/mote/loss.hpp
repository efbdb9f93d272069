// SPDX-License-Identifier: MIT
// Losses: what is minimised, and its gradient with respect to the network's outputs.
//
// A loss is a struct with
//   Target, target_count(outputs)  the type of a target (float, or class number) and how many a row has
//   gradient_scale(rows, outputs)  the factor of a row's gradient in the mean over the batch: averaged first, then summed
//   accumulate<ClampError>(…)      adds the rows' losses to a sum, row by row, and overwrites the outputs with their
//                                  gradients
//   mean(sum, rows, outputs)       the loss that the user sees
//   needs_logits                   whether the outputs must be logits
//   clamps_errors, error_bound, row_bound, gradient_bound     what bounds.hpp proves with
#pragma once

#include "mote/math.hpp"
#include "mote/sanitize.hpp"
#include "mote/traits.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// A class number, from 0.
using ClassNumber = uint16_t;

/// Where bounds.hpp cannot prove an end otherwise, the errors of outputs are clamped to this magnitude.
constexpr float error_clamp = 1e6f;

/// Outputs, overwritten by gradients, and targets of `rows` rows.
template <class Target>
struct LossRows {
    float* outputs;         ///< [rows][outputs]
    const Target* targets;  ///< [rows][target_count]
    size_t rows;
    float scale;  ///< gradient_scale() of the whole batch
};

/// mean((p - y)²) over rows and outputs. torch.nn.MSELoss.
struct MeanSquaredError {
    using Target = float;
    static constexpr bool needs_logits = false, clamps_errors = true;
    static constexpr size_t target_count(size_t outputs) { return outputs; }

    static constexpr float gradient_scale(size_t rows, size_t outputs) {
        return 2.0f / static_cast<float>(rows * outputs);
    }
    static constexpr float mean(float sum, size_t rows, size_t outputs) {
        return sum / static_cast<float>(rows * outputs);
    }
    /// Of one output's error.
    static constexpr double error_bound(double output, double target) { return output + target; }
    /// Of one row's loss, and of one output's gradient, given the error.
    static constexpr double row_bound(double error, size_t outputs) {
        return error * error * static_cast<double>(outputs);
    }
    static constexpr double gradient_bound(double error, size_t outputs) {
        return 2 * error / static_cast<double>(outputs);
    }

    template <bool ClampError, class Outputs>
    static float accumulate(float sum, const LossRows<float>& batch, Outputs outputs) {
        if constexpr (is_same<Outputs, Size<1>>) {  // lanes run over rows
            for_columns<1>(batch.rows, [&](auto rows) MOTE_INLINED {
                const Pack error = gradient<ClampError>(batch.outputs, batch.targets, batch.scale, rows);
                sum = sum_of_lanes(sum, mul_add(error, error, 0.0f), rows.tail_lanes);
            });
        } else {
            for (size_t row = 0; row < batch.rows; row += Pack::width) {
                const size_t rows = smaller(batch.rows - row, size_t{Pack::width});
                const LossRows<float> block{batch.outputs + row * outputs, batch.targets + row * outputs, rows,
                                            batch.scale};
                sum = sum_of_lanes(sum, row_losses<ClampError>(block, outputs), rows);
            }
        }
        return sum;
    }

  private:
    /// Errors of one Pack of outputs, which become gradients.
    template <bool ClampError, class Columns>
    static Pack gradient(float* outputs, const float* targets, float scale, Columns columns) {
        Pack error = columns.load(outputs, 0) - columns.load(targets, 0);
        if constexpr (ClampError) {
            error = clamp_within(error, error_clamp);
        }
        columns.store(error * scale, outputs, 0);
        return error;
    }

    /// The sums of squares of at most Pack::width rows, a lane each; their outputs become gradients.
    template <bool ClampError, class Outputs>
    static Pack row_losses(const LossRows<float>& block, Outputs outputs) {
        Pack sums = 0.0f;
        for_columns<1>(outputs, [&](auto columns) MOTE_INLINED {
            Pack errors[Pack::width];
            for (size_t r = 0; r < Pack::width; ++r) {
                errors[r] = r < block.rows ? gradient<ClampError>(block.outputs + r * outputs,
                                                                  block.targets + r * outputs, block.scale, columns)
                                           : Pack(0.0f);
            }
            transpose(errors);
            for (size_t o = 0; o < columns.tail_lanes; ++o) {
                sums = mul_add(errors[o], errors[o], sums);
            }
        });
        return sums;
    }
    static float sum_of_lanes(float sum, Pack pack, size_t count) {
        float lanes[Pack::width];
        pack.store(lanes);
        for (size_t lane = 0; lane < count; ++lane) {
            sum = sum + lanes[lane];
        }
        return sum;
    }
};

/// mean(ln Σ_o e^z[o] - z[class]) over rows; the outputs are logits. torch.nn.CrossEntropyLoss. The largest logit is
/// subtracted first, so any finite logits are welcome.
struct CrossEntropy {
    using Target = ClassNumber;
    static constexpr bool needs_logits = true, clamps_errors = false;
    static constexpr size_t target_count(size_t) { return 1; }

    static constexpr float gradient_scale(size_t rows, size_t) { return 1.0f / static_cast<float>(rows); }
    static constexpr float mean(float sum, size_t rows, size_t) { return sum / static_cast<float>(rows); }
    static constexpr double error_bound(double output, double) { return 2 * output + 12; }
    static constexpr double row_bound(double error, size_t) { return error; }
    static constexpr double gradient_bound(double, size_t) { return 1; }

    template <bool ClampError, class Outputs>
    static float accumulate(float sum, const LossRows<ClassNumber>& batch, Outputs outputs) {
        for (size_t row = 0; row < batch.rows; ++row) {
            sum = sum + row_loss(batch.outputs + row * outputs, batch.targets[row], batch.scale, outputs);
        }
        return sum;
    }

  private:
    /// Logits become scale·(softmax - onehot).
    template <class Outputs>
    static float row_loss(float* logits, size_t target, float scale, Outputs outputs) {
        float largest = logits[0];
        for (size_t o = 1; o < outputs; ++o) {
            largest = larger(largest, logits[o]);
        }
        const float target_logit = logits[target] - largest;
        for_columns<1>(outputs, [&](auto columns)
                                    MOTE_INLINED { columns.store(exp(columns.load(logits, 0) - largest), logits, 0); });
        float sum = 0.0f;
        for (size_t o = 0; o < outputs; ++o) {
            sum = sum + logits[o];
        }
        const Pack factor = scale / sum;
        for_columns<1>(outputs,
                       [&](auto columns) MOTE_INLINED { columns.store(columns.load(logits, 0) * factor, logits, 0); });
        logits[target] = logits[target] - scale;
        return first_lane(log(sum)) - target_logit;
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote
