// SPDX-License-Identifier: MIT
// The loops around a network that was written by hand: a step on rows where they lie; epochs, shuffled or not; rows in the
// user's units; many predictions, a block of rows at a time. Rows that do not lie as a step needs them are copied first.
#pragma once

#include "hand_written.hpp"

namespace benchmark_suite {
namespace {

/// A workload with the same steps or predictions, so that each is compiled once.
constexpr size_t workload_of_steps(size_t number) {
    const size_t plain = plain_workload(number);
    return plain < workload_count ? plain : number;
}

template <size_t Number, class Kernels>
struct HandWrittenTrainer {
    static constexpr Workload workload = workloads[Number];
    static constexpr size_t inputs = workload.inputs(), outputs = workload.outputs();
    static constexpr size_t rows_at_once = workload.verb == Verb::predict_many ? block_rows : workload.batch;
    static constexpr bool has_targets = workload.trains() && workload.loss == Loss::mean_squared_error;
    using Network = HandWritten<workload_of_steps(Number), rows_at_once, Kernels>;

    static inline Problem problem;
    static inline uint32_t order[workload.rows()];
    alignas(64) static inline float taken_x[rows_at_once * inputs], taken_y[rows_at_once * outputs];
    static inline uint16_t taken_classes[rows_at_once];
    static inline float result[workload.result_count()];

    static void reset() {
        problem = problem_of(Number);
        for (size_t row = 0; row < workload.rows(); ++row) {
            order[row] = static_cast<uint32_t>(row);
        }
        Network::reset(problem.parameters);
    }

    static const float* call(size_t number) {
        if constexpr (workload.verb == Verb::train) {
            result[0] = learn(number * workload.batch);
        } else if constexpr (workload.fits()) {
            result[0] = epoch();
        } else if constexpr (workload.verb == Verb::predict && !workload.is_scaled) {
            return Network::predict(problem.x + number * inputs);
        } else {
            for (size_t row = 0; row < workload.batch; row += rows_at_once) {
                predict(number * workload.batch + row, result + row * outputs);
            }
        }
        return result;
    }

  private:
    static float epoch() {
        if constexpr (workload.verb == Verb::fit_shuffled) {
            shuffle(order, workload.rows());
        }
        float sum = 0.0f;
        for (size_t first = 0; first < workload.rows(); first += workload.batch) {
            sum += learn(first);
        }
        return sum / static_cast<float>(workload.batches());
    }

    static float learn(size_t first) {
        if constexpr (workload.verb == Verb::fit_shuffled) {
            take_shuffled(first);
            return Network::learn(taken_x, taken_y, taken_classes, workload.rate());
        } else if constexpr (workload.is_scaled) {
            take_scaled(first);
            return Network::learn(taken_x, taken_y, problem.classes + first, workload.rate());
        } else {
            return Network::learn(problem.x + first * inputs, problem.y + first * outputs, problem.classes + first,
                                  workload.rate());
        }
    }

    static void predict(size_t first, float* to) {
        const float* from = problem.x + first * inputs;
        if constexpr (workload.is_scaled) {
            take_scaled(first);
            from = taken_x;
        }
        const float* const found = Network::predict(from);
        for (size_t row = 0; row < rows_at_once; ++row) {
            for (size_t o = 0; o < outputs; ++o) {
                const float z = found[row * outputs + o];
                to[row * outputs + o] =
                    workload.is_scaled ? z * problem.output.scales[o] + problem.output.offsets[o] : z;
            }
        }
    }

    static void take_shuffled(size_t first) {
        for (size_t row = 0; row < rows_at_once; ++row) {
            const size_t from = order[first + row];
            for (size_t i = 0; i < inputs; ++i) {
                taken_x[row * inputs + i] = problem.x[from * inputs + i];
            }
            for (size_t o = 0; has_targets && o < outputs; ++o) {
                taken_y[row * outputs + o] = problem.y[from * outputs + o];
            }
            taken_classes[row] = problem.classes[from];
        }
    }

    static void take_scaled(size_t first) {
        const Scaling input = problem.input, output = problem.output;
        for (size_t row = 0; row < rows_at_once; ++row) {
            for (size_t i = 0; i < inputs; ++i) {
                taken_x[row * inputs + i] = problem.x[(first + row) * inputs + i] * input.scales[i] + input.offsets[i];
            }
            for (size_t o = 0; has_targets && o < outputs; ++o) {
                taken_y[row * outputs + o] =
                    (problem.y[(first + row) * outputs + o] - output.offsets[o]) / output.scales[o];
            }
        }
    }
};

}  // namespace
}  // namespace benchmark_suite
