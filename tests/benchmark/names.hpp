// SPDX-License-Identifier: MIT
// What a workload is called, by people and in tables.
#pragma once

#include <string>

#include "workload.hpp"

namespace benchmark_suite {

/// What is done with the network: "tanh mse adam", "tanh predict".
std::string task_of(const Workload& workload);
/// Network and task in one word: "1-64-64-1_tanh_mse_adam".
std::string name_of(const Workload& workload);

}  // namespace benchmark_suite
