// SPDX-License-Identifier: MIT
// Answers about what was measured.
#include "results.hpp"

#include <algorithm>

namespace benchmark_suite {

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
    for (const Measurement& each : measurements) {
        if (each.implementation == name && each.workload == workload) {
            return &each;
        }
    }
    return nullptr;
}

const Measurement* Results::best_other(size_t workload) const {
    const Measurement* best = nullptr;
    for (const Measurement& each : measurements) {
        if (each.workload == workload && !is_mote(each.implementation) &&
            (best == nullptr || each.microseconds < best->microseconds)) {
            best = &each;
        }
    }
    return best;
}

double Results::gflops(const Measurement& measurement) const {
    return workloads[measurement.workload].operations() / (1e3 * measurement.microseconds);
}

double Results::percent_of_peak(const Measurement& measurement) const {
    return peak_gflops > 0.0 ? 100.0 * gflops(measurement) / peak_gflops : 0.0;
}

bool is_mote(const std::string& implementation) { return implementation.rfind("mote", 0) == 0; }

std::vector<std::string> widest_of_mote(const std::vector<std::string>& names) {
    std::vector<std::string> widest;
    for (const char* const profile : {"_fused", "_unfused"}) {
        const auto found = std::find_if(names.begin(), names.end(), [profile](const std::string& name) {
            return is_mote(name) && name.find(profile) != std::string::npos;
        });
        if (found != names.end()) {
            widest.push_back(*found);
        }
    }
    return widest;
}

}  // namespace benchmark_suite
