// SPDX-License-Identifier: MIT
// What everybody starts from: the data of a workload and the weights before the first step.
#pragma once

#include <stdint.h>

#include "workload.hpp"

namespace benchmark_suite {

/// What a fixed layer does to numbers: scales[i]·x + offsets[i].
struct Scaling {
    const float* scales;
    const float* offsets;
};

struct Problem {
    const float* x;           ///< [rows][inputs]
    const float* y;           ///< [rows][outputs], for MeanSquaredError
    const uint16_t* classes;  ///< [rows], for CrossEntropy
    const float* parameters;  ///< per layer weight[in][out], then bias[out]
    Scaling input, output;    ///< of a scaled network: x and y are in the user's units
};

/// The problem of workload number `number`, always the same one.
const Problem& problem_of(size_t number);

/// The numbers of rows in a new random order: what a user writes with std::shuffle.
void shuffle(uint32_t* order, size_t rows);

}  // namespace benchmark_suite
