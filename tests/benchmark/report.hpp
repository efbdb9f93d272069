// SPDX-License-Identifier: MIT
// What a report consists of, beside results.csv. Each is false, with a message, if it cannot be written.
#pragma once

#include "results.hpp"

namespace benchmark_suite {

/// For the charts of a machine: speeds_<machine>.csv and shares_<machine>.csv.
bool write_charts(const std::string& folder, const Results& results);

/// speed.md: the table of README's, for all machines.
bool write_markdown(const std::string& path, const std::vector<Results>& all);

}  // namespace benchmark_suite
