// SPDX-License-Identifier: MIT
// The recipe: how a network learns. Four values, constants of the program; write `constexpr auto recipe = Recipe{…}`
// (GCC 12 puts `constexpr Recipe recipe{…}` into writable memory).
#pragma once

#include "loss/loss.hpp"
#include "optimizer/optimizer.hpp"
#include "schedule/schedule.hpp"

#include "base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// Loss, optimizer, schedule and guard. An aggregate: `auto hot = recipe; hot.optimizer.learning_rate = 0.1f;` is a
/// recipe of the same type for one call.
template <class LossOfRecipe, class OptimizerOfRecipe, class ScheduleOfRecipe = Constant, class GuardOfRecipe = Guard>
struct Recipe {
    using Loss = detail::CheckedLoss<LossOfRecipe>;
    using Optimizer = detail::CheckedOptimizer<OptimizerOfRecipe>;
    using Schedule = detail::CheckedSchedule<ScheduleOfRecipe>;
    using GuardType = detail::CheckedGuard<GuardOfRecipe>;

    Loss loss{};
    Optimizer optimizer{};
    Schedule schedule{};
    GuardType guard{};
};

template <class Loss, class Optimizer>
Recipe(Loss, Optimizer) -> Recipe<Loss, Optimizer>;
template <class Loss, class Optimizer, class Schedule>
Recipe(Loss, Optimizer, Schedule) -> Recipe<Loss, Optimizer, Schedule>;
template <class Loss, class Optimizer, class Schedule, class GuardType>
Recipe(Loss, Optimizer, Schedule, GuardType) -> Recipe<Loss, Optimizer, Schedule, GuardType>;

}  // namespace MOTE_BUILD
}  // namespace mote

#include "base/epilogue.hpp"
