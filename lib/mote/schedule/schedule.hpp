// SPDX-License-Identifier: MIT
// Schedules: the learning rate of a step, from the optimizer's rate and the number of steps taken before.
// A schedule is a value with rate(base, step); the workspace's state counts the steps.
#pragma once

#include "../base/port.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// The optimizer's rate, always.
struct Constant {
    float rate(float base, uint32_t) const { return base; }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
