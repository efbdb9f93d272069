// SPDX-License-Identifier: MIT
// Comparing many numbers: each failure is a line that says where, both numbers, and what was allowed.
#pragma once

#include <math.h>
#include <stdio.h>

#include <string>

namespace parity {

class Comparison {
  public:
    /// `complete`: whether all that is to be compared could be read.
    Comparison(const char* what, bool complete) : what_(what) {
        require(complete, "a golden file is missing or has another size than the case");
    }

    /// Demands |number - expected| <= allowed; NaN never passes.
    void operator()(const std::string& where, double number, double expected, double allowed) {
        const double difference = fabs(number - expected);
        if (difference > 0 && difference <= allowed) {
            largest_share_ = fmax(largest_share_, difference / allowed);
        }
        if (!(difference <= allowed)) {
            ++failures_;
            if (failures_ <= shown) {
                printf("FAILED: %s, %s: %.9g instead of %.17g, differs by %.3g, allowed %.3g\n", what_, where.c_str(),
                       number, expected, difference, allowed);
            }
        }
    }

    /// Demands a fact.
    void require(bool fact, const char* otherwise) {
        if (!fact && ++failures_ <= shown) {
            printf("FAILED: %s: %s\n", what_, otherwise);
        }
    }

    /// Prints one line, and whether nothing failed.
    bool passed() const {
        if (failures_ != 0) {
            printf("FAILED: %s: %u failures\n", what_, failures_);
        } else {
            printf("passed: %s, the largest difference is %.0f %% of what is allowed\n", what_, 100 * largest_share_);
        }
        return failures_ == 0;
    }

  private:
    static constexpr unsigned shown = 5;  ///< failures that are printed one by one

    const char* what_;
    unsigned failures_ = 0;
    double largest_share_ = 0;
};

}  // namespace parity
