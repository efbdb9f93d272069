// SPDX-License-Identifier: MIT
// What was measured, put together.
//
//     mote_benchmark_report <folder> <results>…     leaves results.csv, speed.md and what charts are drawn from there
#include "report.hpp"

#include <cstdio>

namespace benchmark_suite {
namespace {

int report(const std::string& folder, const std::vector<std::string>& paths) {
    std::vector<Results> all;
    for (const std::string& path : paths) {
        if (!read_results(path, all)) {
            return 2;
        }
    }
    bool is_written = write_results(folder + "/results.csv", all) && write_markdown(folder + "/speed.md", all);
    for (const Results& results : all) {
        is_written = is_written && write_charts(folder, results);
    }
    return is_written ? 0 : 2;
}

}  // namespace
}  // namespace benchmark_suite

int main(int count, char** arguments) {
    if (count < 3) {
        std::fputs("usage: mote_benchmark_report <folder> <results>…\n", stderr);
        return 2;
    }
    return benchmark_suite::report(arguments[1], {arguments + 2, arguments + count});
}
