// SPDX-License-Identifier: MIT
// README's table: for each machine mote's two profiles, the best other one, and how mote's faster profile compares with it.
// Where mote is behind comes first.
#include <algorithm>

#include "files.hpp"
#include "names.hpp"
#include "report.hpp"

namespace benchmark_suite {
namespace {

/// "121", "34.2", "0.427": three digits.
std::string time_of(const Measurement* measurement) {
    if (measurement == nullptr) {
        return "";
    }
    const double microseconds = measurement->microseconds;
    const int decimals = microseconds >= 100.0 ? 0 : microseconds >= 10.0 ? 1 : microseconds >= 1.0 ? 2 : 3;
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", microseconds >= 0.1 ? decimals : 4, microseconds);
    return text;
}
std::string named_time_of(const Measurement* measurement) {
    return measurement == nullptr ? "" : time_of(measurement) + " " + measurement->implementation;
}

const Measurement* best_of_mote(const Results& results, size_t workload) {
    const Measurement* const fused = results.find("mote_fused", workload);
    const Measurement* const unfused = results.find("mote_unfused", workload);
    const bool is_fused = fused != nullptr && (unfused == nullptr || fused->microseconds < unfused->microseconds);
    return is_fused ? fused : unfused;
}

/// 0 if one of them was not measured.
double ratio(const Measurement* one, const Measurement* other) {
    return one != nullptr && other != nullptr ? one->microseconds / other->microseconds : 0.0;
}
std::string text_of(double ratio) {
    char text[32] = "";
    if (ratio > 0.0) {
        std::snprintf(text, sizeof text, ratio >= 1.005 ? "**%.2f**" : "%.2f", ratio);
    }
    return text;
}

double worst_ratio(const std::vector<Results>& all, size_t workload) {
    double worst = 0.0;
    for (const Results& results : all) {
        worst = std::max(worst, ratio(best_of_mote(results, workload), results.best_other(workload)));
    }
    return worst;
}

std::vector<size_t> in_order(const std::vector<Results>& all) {
    std::vector<size_t> numbers;
    for (size_t number = 0; number < workload_count; ++number) {
        if (worst_ratio(all, number) > 0.0) {
            numbers.push_back(number);
        }
    }
    std::stable_sort(numbers.begin(), numbers.end(),
                     [&](size_t a, size_t b) { return worst_ratio(all, a) > worst_ratio(all, b); });
    return numbers;
}

void write_head(std::FILE* file, const std::vector<Results>& all) {
    std::fputs("| | batch |", file);
    for (const Results& results : all) {
        std::fprintf(file, " %s: fused | unfused | best other | mote / other | / exact other | %% of peak |",
                     results.machine.c_str());
    }
    std::fputs("\n|---|--:|", file);
    for (size_t machine = 0; machine < all.size(); ++machine) {
        std::fputs("--:|--:|:--|--:|--:|--:|", file);
    }
    std::fputs("\n", file);
}

void write_line(std::FILE* file, const std::vector<Results>& all, size_t number) {
    const Workload& workload = workloads[number];
    std::fprintf(file, "| %s %s | %zu |", workload.name, task_of(workload).c_str(), workload.batch);
    for (const Results& results : all) {
        const Measurement* const best = best_of_mote(results, number);
        std::fprintf(file, " %s | %s | %s | %s | %s | %.0f |", time_of(results.find("mote_fused", number)).c_str(),
                     time_of(results.find("mote_unfused", number)).c_str(),
                     named_time_of(results.best_other(number)).c_str(),
                     text_of(ratio(best, results.best_other(number))).c_str(),
                     text_of(ratio(best, results.best_exact_other(number))).c_str(),
                     best != nullptr ? results.percent_of_peak(*best) : 0.0);
    }
    std::fputs("\n", file);
}

/// What epochs, shuffling, scalings and many predictions cost beside the plain workload.
void write_ratios_within_mote(std::FILE* file, const std::vector<Results>& all) {
    std::fputs("\n| | batch | beside |", file);
    for (const Results& results : all) {
        std::fprintf(file, " %s |", results.machine.c_str());
    }
    std::fputs("\n|---|--:|---|", file);
    for (size_t machine = 0; machine < all.size(); ++machine) {
        std::fputs("--:|", file);
    }
    for (size_t number = 0; number < workload_count; ++number) {
        if (plain_workload(number) == workload_count) {
            continue;
        }
        const Workload &workload = workloads[number], &plain = workloads[plain_workload(number)];
        std::fprintf(file, "\n| %s %s | %zu | %s |", workload.name, task_of(workload).c_str(), workload.batch,
                     task_of(plain).c_str());
        for (const Results& results : all) {
            const Measurement* const best = best_of_mote(results, number);
            std::fprintf(file, " %s |", text_of(best != nullptr ? results.ratio_to_plain(*best) : 0.0).c_str());
        }
    }
    std::fputs("\n", file);
}

}  // namespace

bool write_markdown(const std::string& path, const std::vector<Results>& all) {
    const File file = open_file(path, "w");
    if (file == nullptr) {
        return false;
    }
    write_head(file.get(), all);
    for (const size_t number : in_order(all)) {
        write_line(file.get(), all, number);
    }
    write_ratios_within_mote(file.get(), all);
    return true;
}

}  // namespace benchmark_suite
