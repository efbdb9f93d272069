// SPDX-License-Identifier: MIT
// What everybody starts from: the data of a workload and the weights before the first step.
#pragma once

#include <stdint.h>

#include "workload.hpp"

namespace benchmark_suite {

struct Problem {
    const float* x;           ///< [rows][inputs]
    const float* y;           ///< [rows][outputs], for MeanSquaredError
    const uint16_t* classes;  ///< [rows], for CrossEntropy
    const float* parameters;  ///< per layer weight[in][out], then bias[out]
};

/// The problem of workload number `number`, always the same one.
const Problem& problem_of(size_t number);

}  // namespace benchmark_suite
