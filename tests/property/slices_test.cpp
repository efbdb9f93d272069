// SPDX-License-Identifier: MIT
// Steps in slices have the bits of whole ones, with every activation, loss and optimizer.
#include "property/any.hpp"
#include "sliced.hpp"

namespace {

using mote::Dense;

/// Every activation meets every loss and every optimizer: its number shares no factor with theirs.
template <class Loss, class Optimizer>
void slices_are_alike(const Loss&, const Optimizer&) {
    using Net = mote::Network<mote::Input<2>, Dense<3, EveryActivation>, Dense<2>>;
    mote::Recipe<Loss, Optimizer> recipe;
    const size_t runs =
        EveryActivation::count * Loss::count;  // no two families have as many options, so all pairs come by
    for (size_t run = 0; run < runs; ++run) {
        EveryActivation::chosen = run % EveryActivation::count;
        recipe.loss.chosen = run % Loss::count;
        recipe.optimizer.chosen = run % Optimizer::count;
        INFO("activation " << EveryActivation::chosen << ", loss " << recipe.loss.chosen << ", optimizer "
                           << recipe.optimizer.chosen);
        slices_of_equal_steps<Net, 4>(recipe, budgets[run % (sizeof budgets / sizeof *budgets)]);
    }
}

}  // namespace

TEST_CASE("steps in slices have the bits of whole ones, with every activation, loss and optimizer") {
    const auto with = [](auto optimizer) {
        slices_are_alike(WithWeighted<AnyLossOfNumbers<2>>::Type{}, optimizer);
        slices_are_alike(WithWeighted<AnyLossOfClasses<2>>::Type{}, optimizer);
    };
    with(EveryBoundedOptimizer{});
    with(EveryUnboundedOptimizer{});
}
