// SPDX-License-Identifier: MIT
// What was measured on one machine, and the questions that tables ask of it.
#pragma once

#include <string>
#include <vector>

#include "workload.hpp"

namespace benchmark_suite {

/// The median of one implementation at one workload, for a step or a row.
struct Measurement {
    std::string implementation;
    size_t workload;
    double microseconds;
};

struct Results {
    std::string machine;
    std::vector<Measurement> measurements;
    double peak_gflops;

    /// Implementations in the order in which they take part: mote's builds first.
    std::vector<std::string> names() const;
    /// Null if it was not measured.
    const Measurement* find(const std::string& name, size_t workload) const;
    /// The fastest that is not mote, or the fastest of those that compute exactly; null if there is none.
    const Measurement* best_other(size_t workload) const;
    const Measurement* best_exact_other(size_t workload) const;
    double gflops(const Measurement& measurement) const;
    double percent_of_peak(const Measurement& measurement) const;
    /// Its time by that of the plain workload (workload.hpp); 0 if there is none.
    double ratio_to_plain(const Measurement& measurement) const;
};

bool is_mote(const std::string& implementation);
bool is_exact(const std::string& implementation);

/// A file with a line a measurement, of one machine or several. Both say what is wrong with a file, and return false.
bool write_results(const std::string& path, const std::vector<Results>& all);
bool read_results(const std::string& path, std::vector<Results>& all);

/// Times of everybody, and how mote compares with the best other one.
void print_table(const Results& results);

}  // namespace benchmark_suite
