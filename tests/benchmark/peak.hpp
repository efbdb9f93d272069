// SPDX-License-Identifier: MIT
// What the machine can do at most: multiply-adds in registers, nothing else.
#pragma once

namespace benchmark_suite {

/// Operations (two a multiply-add) of a call.
extern const double peak_operations;
/// Does them.
void multiply_and_add();

}  // namespace benchmark_suite
