// SPDX-License-Identifier: MIT
// The files: results.csv with a line a measurement; for the charts speeds.csv and shares.csv with a line a workload, a
// column an implementation, and two empty lines between one chart and the next.
#include <cstdio>
#include <memory>

#include "names.hpp"
#include "results.hpp"

namespace benchmark_suite {
namespace {

struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

File open_file(const std::string& path) {
    File file(std::fopen(path.c_str(), "w"));
    if (file == nullptr) {
        std::fprintf(stderr, "mote_benchmark: cannot write %s\n", path.c_str());
    }
    return file;
}

bool write_results(const std::string& path, const Results& results) {
    const File file = open_file(path);
    if (file == nullptr) {
        return false;
    }
    std::fputs("workload,batch,implementation,us_per_step,gflops,percent_of_peak\n", file.get());
    for (const Measurement& each : results.measurements) {
        const Workload& workload = workloads[each.workload];
        std::fprintf(file.get(), "%s,%zu,%s,%.6g,%.5g,%.4g\n", name_of(workload).c_str(), workload.batch,
                     each.implementation.c_str(), each.microseconds, results.gflops(each),
                     results.percent_of_peak(each));
    }
    return true;
}

/// Which chart shows a workload: training of the first network, of the others, predictions.
int chart_of(const Workload& workload) {
    return !workload.trains() ? 2 : name_of(workload).rfind(curve.name, 0) == 0 ? 0 : 1;
}

/// Of mote the builds for the widest machine, and everybody else.
std::vector<std::string> names_in_charts(const Results& results) {
    const std::vector<std::string> all = results.names();
    std::vector<std::string> names = widest_of_mote(all);
    for (const std::string& name : all) {
        if (!is_mote(name)) {
            names.push_back(name);
        }
    }
    return names;
}

template <class Value>
bool write_chart(const std::string& path, const Results& results, Value value) {
    const File file = open_file(path);
    if (file == nullptr) {
        return false;
    }
    int chart = -1;
    for (size_t number = 0; number < workload_count; ++number) {
        const Workload& workload = workloads[number];
        if (chart_of(workload) != chart) {
            std::fputs(chart < 0 ? "network,task,batch" : "\n\nnetwork,task,batch", file.get());
            for (const std::string& name : names_in_charts(results)) {
                std::fprintf(file.get(), ",%s", name.c_str());
            }
            std::fputs("\n", file.get());
            chart = chart_of(workload);
        }
        std::fprintf(file.get(), "%s,%s,%zu", workload.name, task_of(workload).c_str(), workload.batch);
        for (const std::string& name : names_in_charts(results)) {
            const Measurement* const found = results.find(name, number);
            std::fprintf(file.get(), ",%.4g", found != nullptr ? value(*found) : 0.0);
        }
        std::fputs("\n", file.get());
    }
    return true;
}

}  // namespace

bool write_files(const std::string& folder, const Results& results) {
    const auto speed = [&](const Measurement& each) {
        const Measurement* const other = results.best_other(each.workload);
        return other != nullptr ? other->microseconds / each.microseconds : 0.0;
    };
    const auto share = [&](const Measurement& each) { return results.percent_of_peak(each); };
    return write_results(folder + "/results.csv", results) && write_chart(folder + "/speeds.csv", results, speed) &&
           write_chart(folder + "/shares.csv", results, share);
}

}  // namespace benchmark_suite
