// SPDX-License-Identifier: MIT
// Answers about what was measured.
#include "results.hpp"

#include <algorithm>

namespace benchmark_suite {
namespace {

/// The fastest of those that `takes_part` accepts.
template <class Condition>
const Measurement* fastest(const Results& results, size_t workload, Condition takes_part) {
    const Measurement* best = nullptr;
    for (const Measurement& each : results.measurements) {
        if (each.workload == workload && takes_part(each.implementation) &&
            (best == nullptr || each.microseconds < best->microseconds)) {
            best = &each;
        }
    }
    return best;
}

}  // namespace

std::vector<std::string> Results::names() const {
    std::vector<std::string> names;
    for (const Measurement& each : measurements) {
        if (std::find(names.begin(), names.end(), each.implementation) == names.end()) {
            names.push_back(each.implementation);
        }
    }
    return names;
}

const Measurement* Results::find(const std::string& name, size_t workload) const {
    return fastest(*this, workload, [&](const std::string& implementation) { return implementation == name; });
}

const Measurement* Results::best_other(size_t workload) const {
    return fastest(*this, workload, [](const std::string& implementation) { return !is_mote(implementation); });
}

const Measurement* Results::best_exact_other(size_t workload) const { return fastest(*this, workload, is_exact); }

double Results::gflops(const Measurement& measurement) const {
    return workloads[measurement.workload].operations() / (1e3 * measurement.microseconds);
}

double Results::percent_of_peak(const Measurement& measurement) const {
    return peak_gflops > 0.0 ? 100.0 * gflops(measurement) / peak_gflops : 0.0;
}

double Results::ratio_to_plain(const Measurement& measurement) const {
    const Measurement* const plain = find(measurement.implementation, plain_workload(measurement.workload));
    return plain != nullptr ? measurement.microseconds / plain->microseconds : 0.0;
}

bool is_mote(const std::string& implementation) { return implementation.rfind("mote", 0) == 0; }

bool is_exact(const std::string& implementation) { return implementation.find("_exact") != std::string::npos; }

}  // namespace benchmark_suite
