// SPDX-License-Identifier: MIT
// Schedules: the learning rate of a step, from the optimizer's rate and the number of steps taken before.
// A schedule is a value with
//   rate(base, step)           the workspace's state counts the steps; whatever it gives, the rate of a step is in [0, 10⁶]
// or, if it looks at losses, with
//   Memory                     what it remembers in the workspace's state; zero at start
//   observe(memory, loss)      takes in a loss: fit() calls it after each epoch
//   rate(base, step, memory)
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
template <class Given, class = void>
constexpr bool is_observing_schedule = false;
template <class Given>
constexpr bool is_observing_schedule<
    Given,
    Void<decltype(declared<const Given&>().rate(0.0f, uint32_t{0}, declared<const typename Given::Memory&>()) + 0.0f),
         decltype(declared<const Given&>().observe(declared<typename Given::Memory&>(), 0.0f))>> = true;

/// A schedule, or a sentence that says that it is none.
template <class Given>
constexpr bool check_schedule() {
    constexpr bool is = is_schedule<Given> || is_observing_schedule<Given>;
    static_assert(is,
                  "mote: the third value of a Recipe is a schedule, which has float rate(float base, uint32_t step); a "
                  "guard stands fourth: Recipe{loss, optimizer, schedule, guard} (schedule/schedule.hpp)");
    return is;
}

/// What a schedule remembers, if anything.
struct NoMemory {};
template <class Schedule, bool = is_observing_schedule<Schedule>>
struct MemoryOfSchedule {
    using Type = NoMemory;
};
template <class Schedule>
struct MemoryOfSchedule<Schedule, true> {
    using Type = typename Schedule::Memory;
};
template <class Schedule>
using MemoryOf = typename MemoryOfSchedule<Schedule>::Type;

template <class Schedule>
[[gnu::always_inline]] inline float rate_of(const Schedule& schedule, float base, uint32_t step,
                                            [[maybe_unused]] const MemoryOf<Schedule>& memory) {
    if constexpr (is_observing_schedule<Schedule>) {
        return schedule.rate(base, step, memory);
    } else {
        return schedule.rate(base, step);
    }
}
template <class Schedule>
constexpr void observe_loss([[maybe_unused]] const Schedule& schedule, [[maybe_unused]] MemoryOf<Schedule>& memory,
                            [[maybe_unused]] float loss) {
    if constexpr (is_observing_schedule<Schedule>) {
        schedule.observe(memory, loss);
    }
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
