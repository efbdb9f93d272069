// SPDX-License-Identifier: MIT
// Before anything is timed: does everybody learn the same thing?
#pragma once

#include <vector>

#include "trainer.hpp"

namespace benchmark_suite {

/// Runs the first steps of every trainer and compares each result with the reference; says what differs, and whether
/// nothing does.
bool learn_the_same(const std::vector<Trainer>& trainers);

}  // namespace benchmark_suite
