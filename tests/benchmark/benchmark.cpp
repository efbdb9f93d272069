// SPDX-License-Identifier: MIT
// mote beside others, in one run. Everybody is first checked to learn the same; then all are timed in turns, in random
// order, several times, and so is the machine's peak.
//
//     mote_benchmark_<machine> <results> [--benchmark_…]     leaves that file; options are Google Benchmark's
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <map>

#include "check.hpp"
#include "implementations.hpp"
#include "names.hpp"
#include "peak.hpp"
#include "results.hpp"

namespace benchmark_suite {
namespace {

constexpr const char* name_of_peak = "peak";

std::vector<Trainer> trainers;

void gather_trainers() {
    for (size_t i = 0; i < implementation_count; ++i) {
        implementations[i].add_trainers([](const Trainer& trainer) { trainers.push_back(trainer); },
                                        implementations[i].name);
    }
    if (*missing_implementations != '\0') {
        std::printf("Not installed, and so not in this run: %s.\n", missing_implementations);
    }
}

void time_trainer(benchmark::State& state, const Trainer& trainer) {
    const size_t calls = workloads[trainer.workload].calls();
    size_t call = 0;
    trainer.reset();
    for (auto _ : state) {
        benchmark::DoNotOptimize(*trainer.call(call));
        call = call + 1 == calls ? 0 : call + 1;
    }
}

void time_peak(benchmark::State& state) {
    for (auto _ : state) {
        multiply_and_add();
    }
}

std::string name_of(const Trainer& trainer) {
    const Workload& workload = workloads[trainer.workload];
    return name_of(workload) + "/" + std::to_string(workload.batch) + "/" + trainer.implementation;
}

void register_benchmarks() {
    benchmark::RegisterBenchmark(name_of_peak, time_peak);
    for (const Trainer& trainer : trainers) {
        benchmark::RegisterBenchmark(name_of(trainer).c_str(),
                                     [trainer](benchmark::State& state) { time_trainer(state, trainer); });
    }
}

/// Keeps the seconds of a call in each repetition. They are those of the processor, not of the clock on the wall: the
/// machine may be shared.
class Keeper : public benchmark::BenchmarkReporter {
  public:
    bool ReportContext(const Context&) override { return true; }
    void ReportRuns(const std::vector<Run>& runs) override {
        for (const Run& run : runs) {
            if (run.run_type == Run::RT_Iteration) {
                const double seconds_of_call = run.cpu_accumulated_time / static_cast<double>(run.iterations);
                seconds[run.run_name.function_name].push_back(seconds_of_call);
            }
        }
    }
    /// 0 if it was not measured.
    double median(const std::string& name) {
        std::vector<double>& all = seconds[name];
        if (all.empty()) {
            return 0.0;
        }
        const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
        std::nth_element(all.begin(), middle, all.end());
        return *middle;
    }

  private:
    std::map<std::string, std::vector<double>> seconds;
};

Results measure() {
    std::printf("Timing %zu trainers with %s in turns. This takes some minutes.\n", trainers.size(), machine);
    register_benchmarks();
    Keeper keeper;
    benchmark::RunSpecifiedBenchmarks(&keeper);

    const double peak_seconds = keeper.median(name_of_peak);
    Results results{machine, {}, peak_seconds > 0.0 ? 1e-9 * peak_operations / peak_seconds : 0.0};
    for (const Trainer& trainer : trainers) {
        const double seconds = keeper.median(name_of(trainer));
        if (seconds > 0.0) {
            const auto units = static_cast<double>(workloads[trainer.workload].units());
            results.measurements.push_back({trainer.implementation, trainer.workload, 1e6 * seconds / units});
        }
    }
    return results;
}

int run(const std::string& path) {
    gather_trainers();
    if (!learn_the_same(trainers)) {
        return 1;
    }
    const Results results = measure();
    print_table(results);
    return write_results(path, {results}) ? 0 : 2;
}

}  // namespace
}  // namespace benchmark_suite

int main(int count, char** arguments) {
    if (count < 2 || arguments[1][0] == '-') {
        std::fputs("usage: mote_benchmark_<machine> <results> [--benchmark_…]\n", stderr);
        return 2;
    }
    std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);  // what happens is told as it happens, into a pipe too
    // What the user gives comes later, and wins.
    std::vector<std::string> texts = {arguments[0], "--benchmark_enable_random_interleaving=true",
                                      "--benchmark_repetitions=9", "--benchmark_min_time=0.03"};
    texts.insert(texts.end(), arguments + 2, arguments + count);
    std::vector<char*> all;
    for (std::string& text : texts) {
        all.push_back(text.data());
    }
    int number = static_cast<int>(all.size());
    benchmark::Initialize(&number, all.data());
    if (benchmark::ReportUnrecognizedArguments(number, all.data())) {
        return 2;
    }
    return benchmark_suite::run(arguments[1]);
}
