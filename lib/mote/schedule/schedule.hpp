// SPDX-License-Identifier: MIT
// Schedules: the learning rate of a step, from the optimizer's rate and the number of steps taken before.
// A schedule is a value with rate(base, step); the workspace's state counts the steps.
#pragma once

#include "../base/traits.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// The optimizer's rate, always.
struct Constant {
    float rate(float base, uint32_t) const { return base; }
};

namespace detail {

template <class Given, class = void>
constexpr bool is_schedule = false;
template <class Given>
constexpr bool is_schedule<Given, Void<decltype(declared<const Given&>().rate(0.0f, uint32_t{0}) + 0.0f)>> = true;

/// A schedule, or a sentence that says that it is none.
template <class Given>
constexpr bool check_schedule() {
    static_assert(is_schedule<Given>,
                  "mote: the third value of a Recipe is a schedule, which has float rate(float base, uint32_t step); a "
                  "guard stands fourth: Recipe{loss, optimizer, schedule, guard} (schedule/schedule.hpp)");
    return is_schedule<Given>;
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
