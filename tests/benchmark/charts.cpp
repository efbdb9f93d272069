// SPDX-License-Identifier: MIT
// What charts are drawn from: a line a workload, a column an implementation, two empty lines between one chart and the next.
#include <algorithm>

#include "files.hpp"
#include "names.hpp"
#include "report.hpp"

namespace benchmark_suite {
namespace {

constexpr int chart_count = 5;

/// Which chart shows a workload: training of the first network, of the others, epochs, predictions, networks with
/// scalings; none where nobody but mote takes part.
int chart_of(const Workload& workload) {
    if (workload.verb == Verb::evaluate) {
        return chart_count;
    }
    if (workload.is_scaled || workload.predicts()) {
        return workload.is_scaled ? 4 : 3;
    }
    return workload.fits() ? 2 : workload.has_the_layers_of(curve) ? 0 : 1;
}

std::vector<size_t> workloads_in(int chart) {
    std::vector<size_t> numbers;
    for (size_t number = 0; number < workload_count; ++number) {
        if (chart_of(workloads[number]) == chart) {
            numbers.push_back(number);
        }
    }
    return numbers;
}

/// Those who take part in one of these at least.
std::vector<std::string> names_in(const Results& results, const std::vector<size_t>& numbers) {
    std::vector<std::string> names = results.names();
    const auto is_absent = [&](const std::string& name) {
        return std::none_of(numbers.begin(), numbers.end(),
                            [&](size_t number) { return results.find(name, number) != nullptr; });
    };
    names.erase(std::remove_if(names.begin(), names.end(), is_absent), names.end());
    return names;
}

template <class Value>
void write_chart(std::FILE* file, const Results& results, int chart, Value value) {
    const std::vector<size_t> numbers = workloads_in(chart);
    const std::vector<std::string> names = names_in(results, numbers);
    std::fputs("network,task,batch", file);
    for (const std::string& name : names) {
        std::fprintf(file, ",%s", name.c_str());
    }
    for (const size_t number : numbers) {
        const Workload& workload = workloads[number];
        std::fprintf(file, "\n%s,%s,%zu", workload.name, task_of(workload).c_str(), workload.batch);
        for (const std::string& name : names) {
            const Measurement* const found = results.find(name, number);
            std::fprintf(file, ",%.4g", found != nullptr ? value(*found) : 0.0);
        }
    }
    std::fputs("\n\n\n", file);
}

template <class Value>
bool write_all(const std::string& path, const Results& results, Value value) {
    const File file = open_file(path, "w");
    for (int chart = 0; file != nullptr && chart < chart_count; ++chart) {
        write_chart(file.get(), results, chart, value);
    }
    return file != nullptr;
}

}  // namespace

bool write_charts(const std::string& folder, const Results& results) {
    const auto speed = [&](const Measurement& each) {
        const Measurement* const other = results.best_other(each.workload);
        return other != nullptr ? other->microseconds / each.microseconds : 0.0;
    };
    const auto share = [&](const Measurement& each) { return results.percent_of_peak(each); };
    return write_all(folder + "/speeds_" + results.machine + ".csv", results, speed) &&
           write_all(folder + "/shares_" + results.machine + ".csv", results, share);
}

}  // namespace benchmark_suite
