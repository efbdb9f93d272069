// SPDX-License-Identifier: MIT
// How far predictions are from targets: row by row, or for a network over samples; no sum that grows (moments.hpp).
//
//   RegressionMetrics<1> metrics;
//   metrics.add(prediction, target);
//   metrics.add(net, data.evaluation);       Samples, or selected rows of a split; in the user's units
//   metrics.mean_absolute_error(), .largest_error(), .mean_squared_error(), .r2()
//
// The numbers are scikit-learn's mean_absolute_error, max_error, mean_squared_error and r2_score.
#pragma once

#include "moments.hpp"
#include "predictions.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// The errors of each output: 36 bytes, and 8 for all. Zero at start; without rows, all metrics are 0.
template <size_t Outputs>
struct RegressionMetrics {
    /// What is known of one output.
    struct Errors {
        RunningMean absolute, square;
        Moments target;
        float largest = 0.0f;
    };
    Array<Errors, Outputs> errors = {};
    uint32_t counted = 0;   ///< rows in `errors`; from 2^32 - 1 on, further rows change nothing
    uint32_t left_out = 0;  ///< rows with a NaN or a number beyond ±2^62, infinities among them, up to 2^32 - 1

    /// One row.
    void add(const float (&predictions)[Outputs], const float (&targets)[Outputs]) { take(predictions, targets); }
    void add(const Array<float, Outputs>& predictions, const Array<float, Outputs>& targets) {
        take(predictions.begin(), targets.begin());
    }
    void add(float prediction, float target) {
        static_assert(Outputs == 1, "mote: RegressionMetrics of several outputs take arrays");
        take(&prediction, &target);
    }
    /// Every row of Samples or SelectedRows. Status: ok, empty_batch, rows_differ.
    /// Stack: as predict(), and a row of outputs: 8·widest<Net>() + 4·outputs bytes, and 600.
    template <class Net, class Rows, class = typename Net::Structure>
    [[nodiscard]] Status add(const Net& net, const Rows& rows) {
        static_assert(Net::outputs == Outputs, "mote: RegressionMetrics have as many outputs as the network");
        return detail::for_each_prediction(
            net, rows, [&](const auto& outputs, size_t i) MOTE_INLINED { take(outputs.begin(), rows.y_of(i)); });
    }

    /// The mean of |prediction - target|.
    float mean_absolute_error(size_t output = 0) const { return errors[output].absolute.value; }
    /// The largest |prediction - target|.
    float largest_error(size_t output = 0) const { return errors[output].largest; }
    /// The mean of (prediction - target)².
    float mean_squared_error(size_t output = 0) const { return errors[output].square.value; }
    /// 1 - mean squared error / variance of the targets: 1 is perfect, 0 as good as their mean. If all targets are the same,
    /// 1 for predictions without an error, else 0.
    float r2(size_t output = 0) const {
        const float variance = errors[output].target.variance.value, square = errors[output].square.value;
        if (!(0.0f < variance)) {
            return counted != 0 && magnitude_bits(square) == 0 ? 1.0f : 0.0f;
        }
        return nan_to_num(1.0f - quotient(square, variance));
    }

  private:
    void take(const float* predictions, const float* targets) {
        bool is_clean = true;
        for (size_t o = 0; o < Outputs; ++o) {
            is_clean = is_clean && is_within(predictions[o], Moments::limit) && is_within(targets[o], Moments::limit);
        }
        uint32_t& rows = is_clean ? counted : left_out;
        if (rows == 0xffffffffu) {
            return;
        }
        ++rows;
        for (size_t o = 0; is_clean && o < Outputs; ++o) {
            const float error = predictions[o] - targets[o], size = larger(error, -error);
            errors[o].absolute.add(size, rows);
            errors[o].square.add(MOTE_PRODUCT(error * error), rows);
            errors[o].target.add(targets[o], rows);
            errors[o].largest = larger(errors[o].largest, size);
        }
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
