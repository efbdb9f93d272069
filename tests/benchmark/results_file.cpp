// SPDX-License-Identifier: MIT
// results.csv, out and in. The peak of a machine is a line of its own.
#include "files.hpp"
#include "names.hpp"
#include "results.hpp"

namespace benchmark_suite {
namespace {

constexpr const char* head = "machine,workload,batch,implementation,us_per_step,gflops,percent_of_peak\n";
constexpr const char* peak = "peak";

/// workload_count if there is none.
size_t number_of(const std::string& name, size_t batch) {
    size_t number = 0;
    while (number < workload_count && !(name_of(workloads[number]) == name && workloads[number].batch == batch)) {
        ++number;
    }
    return number;
}

/// The results of a machine, among `all` or at its end.
Results& results_of(const std::string& machine, std::vector<Results>& all) {
    for (Results& each : all) {
        if (each.machine == machine) {
            return each;
        }
    }
    all.push_back({machine, {}, 0.0});
    return all.back();
}

bool read_line(const char* line, std::vector<Results>& all) {
    char machine[64], workload[64], implementation[64];
    size_t batch = 0;
    double microseconds = 0.0, gflops = 0.0;
    if (std::sscanf(line, "%63[^,],%63[^,],%zu,%63[^,],%lf,%lf", machine, workload, &batch, implementation,
                    &microseconds, &gflops) != 6) {
        return false;
    }
    Results& results = results_of(machine, all);
    if (std::string(workload) == peak) {
        results.peak_gflops = gflops;
        return true;
    }
    results.measurements.push_back({implementation, number_of(workload, batch), microseconds});
    return results.measurements.back().workload < workload_count;
}

}  // namespace

bool write_results(const std::string& path, const std::vector<Results>& all) {
    const File file = open_file(path, "w");
    if (file == nullptr) {
        return false;
    }
    std::fputs(head, file.get());
    for (const Results& results : all) {
        std::fprintf(file.get(), "%s,%s,0,%s,0,%.5g,100\n", results.machine.c_str(), peak, peak, results.peak_gflops);
        for (const Measurement& each : results.measurements) {
            const Workload& workload = workloads[each.workload];
            std::fprintf(file.get(), "%s,%s,%zu,%s,%.6g,%.5g,%.4g\n", results.machine.c_str(),
                         name_of(workload).c_str(), workload.batch, each.implementation.c_str(), each.microseconds,
                         results.gflops(each), results.percent_of_peak(each));
        }
    }
    return true;
}

bool read_results(const std::string& path, std::vector<Results>& all) {
    const File file = open_file(path, "r");
    if (file == nullptr) {
        return false;
    }
    char line[256];
    for (size_t number = 1; std::fgets(line, sizeof line, file.get()) != nullptr; ++number) {
        if (number > 1 && !read_line(line, all)) {
            std::fprintf(stderr, "mote_benchmark: %s:%zu: is no measurement of this program: %s", path.c_str(), number,
                         line);
            return false;
        }
    }
    return true;
}

}  // namespace benchmark_suite
