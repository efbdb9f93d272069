// SPDX-License-Identifier: MIT
// What several seeds say together.
#pragma once

#include <string.h>

#include "report.hpp"

namespace singularity {

struct MeanAndDeviation {
    double mean, deviation;
};

/// Of one of the metrics of `run` at `epochs`, one row a seed; the deviation is that of a sample, 0 for a single seed.
inline MeanAndDeviation over_seeds(const Report& report, const char* run, uint32_t epochs, double Metrics::*metric) {
    double count = 0, mean = 0, squares = 0;  // Welford 1962
    for (const Row& row : report) {
        if (row.epochs == epochs && strcmp(row.run, run) == 0) {
            const double apart = row.metrics.*metric - mean;
            count += 1;
            mean += apart / count;
            squares += apart * (row.metrics.*metric - mean);
        }
    }
    return {mean, count > 1 ? std::sqrt(squares / (count - 1)) : 0};
}

}  // namespace singularity
