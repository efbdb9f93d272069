// SPDX-License-Identifier: MIT
// A network learns eight steps, one row each; every step is marked. Inlined, as if it stood in main, so that the recipe is as
// constant as in any program. A schedule that looks at losses is told each.
#pragma once

#include <mote/mote.hpp>

#include "mark.hpp"

template <class Net, class Workspace, class Recipe, class Target, size_t Rows, size_t Inputs, size_t Outputs,
          class... Weights>
[[gnu::always_inline]] inline bool learn_marked(Net& net, Workspace& work, const Recipe& recipe,
                                                const float (&x)[Rows][Inputs], const Target (&y)[Rows][Outputs],
                                                const Weights&... weights) {
    mote::init(net, 42);
    for (size_t step = 0; step < 8; ++step) {
        footprint_mark();
        const size_t row = step % Rows;
        if constexpr (mote::is_empty<mote::detail::MemoryOf<typename Recipe::Schedule>>) {
            if (mote::train(net, work, recipe, {x[row], y[row], &weights[row]..., 1}).status != mote::Status::ok) {
                return false;
            }
        } else {
            const mote::Result result = mote::train(net, work, recipe, {x[row], y[row], 1});
            if (result.status != mote::Status::ok) {
                return false;
            }
            recipe.schedule.observe(work.state.schedule, result.loss);
        }
    }
    footprint_mark();
    return true;
}
