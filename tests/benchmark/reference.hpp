// SPDX-License-Identifier: MIT
// What every implementation has to compute, in double precision, by the textbook.
#pragma once

#include <vector>

#include "problem.hpp"

namespace benchmark_suite {

/// The results of the first `calls` calls of workload number `number`, one after the other.
std::vector<double> reference_results(size_t number, size_t calls);

}  // namespace benchmark_suite
