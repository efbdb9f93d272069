// SPDX-License-Identifier: MIT
// Who takes part: a list that the build writes from what is installed.
#pragma once

#include "trainer.hpp"

namespace benchmark_suite {

struct Implementation {
    const char* name;
    void (*add_trainers)(Add add, const char* implementation);
};

extern const Implementation implementations[];
extern const size_t implementation_count;

/// The width of vectors that they are built for, by the name of mote's port.
extern const char* const machine;
/// What is not installed, in words; empty if nothing.
extern const char* const missing_implementations;

}  // namespace benchmark_suite
