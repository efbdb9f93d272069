// SPDX-License-Identifier: MIT
// Losses of class numbers.
#pragma once

#include "../kernel/block.hpp"
#include "loss.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// mean(ln Σ_o e^z[o] - z[class]) over rows; the outputs are logits. torch.nn.CrossEntropyLoss. The largest logit is
/// subtracted first, so any finite logits are welcome.
struct CrossEntropy {
    using Target = ClassNumber;
    static constexpr bool needs_logits = true;
    static constexpr size_t least_outputs = 2;  ///< with one class, every answer is right
    static constexpr size_t target_count(size_t) { return 1; }

    static constexpr float gradient_scale(size_t rows, size_t) { return 1.0f / static_cast<float>(rows); }
    static constexpr float mean(float sum, size_t rows, size_t) { return sum / static_cast<float>(rows); }
    static constexpr double error_bound(double output, double) { return 2 * output + 12; }
    static constexpr double row_bound(double error, size_t) { return error; }
    static constexpr double gradient_bound(double, size_t) { return 1; }

    template <class Outputs>
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

#include "../base/epilogue.hpp"
