// SPDX-License-Identifier: MIT
// The table on the screen.
#include <cstdio>

#include "names.hpp"
#include "results.hpp"

namespace benchmark_suite {
namespace {

constexpr int width_of_workload = 31, width_of_column = 9;

/// "mote_avx512_fused" in two lines, "avx512" above "fused"; other names in the second.
std::string port_of(const std::string& name) { return is_mote(name) ? name.substr(5, name.rfind('_') - 5) : ""; }
std::string title_of(const std::string& name) { return is_mote(name) ? name.substr(name.rfind('_') + 1) : name; }

void print_head(const std::vector<std::string>& names, const std::vector<std::string>& compared) {
    const int width_of_comparison = width_of_column * static_cast<int>(compared.size());
    std::printf("\n%-*s", width_of_workload, "us a step, median; mote first");
    for (const std::string& name : names) {
        std::printf("%*s", width_of_column, port_of(name).c_str());
    }
    std::printf("   best    %*s%*s\n%-*s", width_of_comparison, "mote / other", width_of_comparison, "mote's % of peak",
                width_of_workload, "");
    for (const std::string& name : names) {
        std::printf("%*s", width_of_column, title_of(name).c_str());
    }
    std::printf("   other   ");
    for (int twice = 0; twice < 2; ++twice) {
        for (const std::string& name : compared) {
            std::printf("%*s", width_of_column, title_of(name).c_str());
        }
    }
    std::printf("\n");
}

void print_comparison(const Results& results, size_t workload, const std::vector<std::string>& compared) {
    const Measurement* const other = results.best_other(workload);
    if (other == nullptr) {
        return;
    }
    std::printf("   %-8s", other->implementation.c_str());
    for (const std::string& name : compared) {
        const Measurement* const found = results.find(name, workload);
        std::printf("%*.2f", width_of_column, found != nullptr ? found->microseconds / other->microseconds : 0.0);
    }
    for (const std::string& name : compared) {
        const Measurement* const found = results.find(name, workload);
        std::printf("%*.0f", width_of_column, found != nullptr ? results.percent_of_peak(*found) : 0.0);
    }
}

}  // namespace

void print_table(const Results& results) {
    const std::vector<std::string> names = results.names(), compared = widest_of_mote(names);
    print_head(names, compared);
    for (size_t number = 0; number < workload_count; ++number) {
        const Workload& workload = workloads[number];
        const std::string batch = workload.trains() ? " " + std::to_string(workload.batch) : "";
        std::printf("%-*s", width_of_workload, (name_of(workload) + batch).c_str());
        for (const std::string& name : names) {
            const Measurement* const found = results.find(name, number);
            if (found != nullptr) {
                std::printf("%*.3g", width_of_column, found->microseconds);
            } else {
                std::printf("%*s", width_of_column, "-");
            }
        }
        print_comparison(results, number, compared);
        std::printf("\n");
    }
    std::printf("\nPeak of this processor, multiply-adds in single precision on one core: %.1f GFLOP/s.\n",
                results.peak_gflops);
}

}  // namespace benchmark_suite
