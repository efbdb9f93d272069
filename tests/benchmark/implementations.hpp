// SPDX-License-Identifier: MIT
// Who takes part: a list that the build writes from what is installed.
#pragma once

#include "trainer.hpp"

namespace benchmark_suite {

struct Implementation {
    const char* name;
    void (*add_trainers)(Add add, const char* implementation);
    bool (*can_run)();  ///< on this processor
};

extern const Implementation implementations[];
extern const size_t implementation_count;

/// What is not installed, in words; empty if nothing.
extern const char* const missing_implementations;

}  // namespace benchmark_suite
