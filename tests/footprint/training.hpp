// SPDX-License-Identifier: MIT
// A network learns eight steps, one row each; every step is marked. Inlined, as if it stood in main, so that the recipe is as
// constant as in any program.
#pragma once

#include <mote/mote.hpp>

#include "mark.hpp"

template <class Net, class Workspace, class Recipe, size_t Rows, size_t Inputs, size_t Outputs>
[[gnu::always_inline]] inline bool learn_marked(Net& net, Workspace& work, const Recipe& recipe,
                                                const float (&x)[Rows][Inputs], const float (&y)[Rows][Outputs]) {
    mote::init(net, 42);
    for (size_t step = 0; step < 8; ++step) {
        footprint_mark();
        const size_t row = step % Rows;
        if (mote::train(net, work, recipe, {x[row], y[row], 1}).status != mote::Status::ok) {
            return false;
        }
    }
    footprint_mark();
    return true;
}
