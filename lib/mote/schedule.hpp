// SPDX-License-Identifier: MIT
// Schedules: the learning rate of a step, from the optimizer's rate and the number of steps taken before.
// A schedule is a value with rate(base, step); the workspace's state counts the steps.
#pragma once

#include "mote/math.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// The optimizer's rate, always.
struct Constant {
    float rate(float base, uint32_t) const { return base; }
};

/// From the optimizer's rate down to `minimum` along half a cosine, over `steps` steps; `minimum` from there on.
/// Loshchilov & Hutter 2017, "SGDR: Stochastic Gradient Descent with Warm Restarts", equation 5, without restarts;
/// torch's CosineAnnealingLR stepped once a step, up to T_max = steps.
struct Cosine {
    uint32_t steps = 1;
    float minimum = 0.0f;  ///< >= 0

    float rate(float base, uint32_t step) const {
        if (step >= steps) {
            return minimum;
        }
        const float phase = 0x1.921fb6p+1f * (static_cast<float>(step) / static_cast<float>(steps));
        return minimum + (base - minimum) * (0.5f * (1.0f + first_lane(cos(phase))));
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote
