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

namespace detail {

/// Whether the first values of a recipe are what they should be, or a sentence about the first that is not.
template <class Loss, class Optimizer>
constexpr bool check_recipe() {
    if constexpr (check_loss<Loss>()) {
        return check_optimizer<Optimizer>();
    } else {
        return false;
    }
}
template <class Loss, class Optimizer, class Schedule>
constexpr bool check_recipe() {
    if constexpr (check_recipe<Loss, Optimizer>()) {
        return check_schedule<Schedule>();
    } else {
        return false;
    }
}
template <class Loss, class Optimizer, class Schedule, class GuardOfRecipe>
constexpr bool check_recipe() {
    if constexpr (check_recipe<Loss, Optimizer, Schedule>()) {
        return check_guard<GuardOfRecipe>();
    } else {
        return false;
    }
}

/// What was given, or what takes its place after such a sentence.
template <bool IsRight, class Given, class Substitute>
using GivenOr = typename Conditional<IsRight, Given, StandIn<Substitute>>::Type;

}  // namespace detail

/// Loss, optimizer, schedule and guard. An aggregate: `auto hot = recipe; hot.optimizer.learning_rate = 0.1f;` is a
/// recipe of the same type for one call.
template <class LossOfRecipe, class OptimizerOfRecipe, class ScheduleOfRecipe = Constant, class GuardOfRecipe = Guard>
struct Recipe {
    using Loss = detail::GivenOr<detail::check_loss<LossOfRecipe>(), LossOfRecipe, detail::NoLoss>;
    using Optimizer = detail::GivenOr<detail::check_recipe<LossOfRecipe, OptimizerOfRecipe>(), OptimizerOfRecipe,
                                      detail::NoOptimizer>;
    using Schedule = detail::GivenOr<detail::check_recipe<LossOfRecipe, OptimizerOfRecipe, ScheduleOfRecipe>(),
                                     ScheduleOfRecipe, Constant>;
    using GuardType =
        detail::GivenOr<detail::check_recipe<LossOfRecipe, OptimizerOfRecipe, ScheduleOfRecipe, GuardOfRecipe>(),
                        GuardOfRecipe, Guard>;

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
