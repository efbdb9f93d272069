// SPDX-License-Identifier: MIT
// What was measured, and the questions that tables ask of it.
#pragma once

#include <string>
#include <vector>

#include "workload.hpp"

namespace benchmark_suite {

/// The median of one implementation at one workload.
struct Measurement {
    std::string implementation;
    size_t workload;
    double microseconds;
};

struct Results {
    std::vector<Measurement> measurements;
    double peak_gflops;

    /// Implementations in the order in which they take part: mote's builds first, those for wide machines foremost.
    std::vector<std::string> names() const;
    /// Null if it was not measured.
    const Measurement* find(const std::string& name, size_t workload) const;
    /// The fastest that is not mote; null if there is none.
    const Measurement* best_other(size_t workload) const;
    double gflops(const Measurement& measurement) const;
    double percent_of_peak(const Measurement& measurement) const;
};

bool is_mote(const std::string& implementation);

/// mote's builds for the widest machine, one of each profile, where they are among `names`.
std::vector<std::string> widest_of_mote(const std::vector<std::string>& names);

/// results.csv with everything; speeds.csv and shares.csv for the charts. False, with a message, if they cannot be
/// written into `folder`.
bool write_files(const std::string& folder, const Results& results);

/// Times of everybody, and how mote compares with the best other one.
void print_table(const Results& results);

}  // namespace benchmark_suite
