// SPDX-License-Identifier: MIT
// The table on the screen.
#include <cstdio>

#include "names.hpp"
#include "results.hpp"

namespace benchmark_suite {
namespace {

constexpr int width_of_workload = 40, width_of_column = 9;

/// "mote_fused" in two lines, "mote" above "fused"; other names in the second.
std::string above(const std::string& name) {
    return name.find('_') == std::string::npos ? "" : name.substr(0, name.find('_'));
}
std::string below(const std::string& name) { return name.substr(name.find('_') + 1); }

void print_head(const std::vector<std::string>& names, const std::vector<std::string>& compared) {
    const int width_of_comparison = width_of_column * static_cast<int>(compared.size());
    std::printf("\n%-*s", width_of_workload, "us a step or row, median; mote first");
    for (const std::string& name : names) {
        std::printf("%*s", width_of_column, above(name).c_str());
    }
    std::printf("   best       %*s%*s%*s\n%-*s", width_of_comparison, "mote / other", width_of_comparison,
                "mote / plain row", width_of_comparison, "mote's % of peak", width_of_workload, "");
    for (const std::string& name : names) {
        std::printf("%*s", width_of_column, below(name).c_str());
    }
    std::printf("   other      ");
    for (int thrice = 0; thrice < 3; ++thrice) {
        for (const std::string& name : compared) {
            std::printf("%*s", width_of_column, below(name).c_str());
        }
    }
    std::printf("\n");
}

/// Zeros are not known.
void print_number(const char* format, double number) {
    char text[32] = "-";
    if (number > 0.0) {
        std::snprintf(text, sizeof text, format, number);
    }
    std::printf("%*s", width_of_column, text);
}

void print_comparison(const Results& results, size_t workload, const std::vector<std::string>& compared) {
    const Measurement* const other = results.best_other(workload);
    std::printf("   %-11s", other != nullptr ? other->implementation.c_str() : "-");
    const auto print = [&](const char* format, auto value) {
        for (const std::string& name : compared) {
            const Measurement* const found = results.find(name, workload);
            print_number(format, found != nullptr ? value(*found) : 0.0);
        }
    };
    print("%.2f",
          [&](const Measurement& each) { return other != nullptr ? each.microseconds / other->microseconds : 0.0; });
    print("%.2f", [&](const Measurement& each) { return results.ratio_to_plain(each); });
    print("%.0f", [&](const Measurement& each) { return results.percent_of_peak(each); });
}

}  // namespace

void print_table(const Results& results) {
    const std::vector<std::string> names = results.names();
    std::vector<std::string> compared;
    for (const std::string& name : names) {
        if (is_mote(name)) {
            compared.push_back(name);
        }
    }
    print_head(names, compared);
    for (size_t number = 0; number < workload_count; ++number) {
        const Workload& workload = workloads[number];
        const std::string batch = workload.trains() ? " " + std::to_string(workload.batch) : "";
        std::printf("%-*s", width_of_workload, (name_of(workload) + batch).c_str());
        for (const std::string& name : names) {
            const Measurement* const found = results.find(name, number);
            print_number("%.3g", found != nullptr ? found->microseconds : 0.0);
        }
        print_comparison(results, number, compared);
        std::printf("\n");
    }
    std::printf("\nPeak of multiply-adds in single precision on one core, with %s: %.1f GFLOP/s.\n",
                results.machine.c_str(), results.peak_gflops);
}

}  // namespace benchmark_suite
