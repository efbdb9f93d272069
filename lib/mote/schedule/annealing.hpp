// SPDX-License-Identifier: MIT
// Schedules that lower the rate to an end.
#pragma once

#include "../base/math.hpp"
#include "schedule.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// From the optimizer's rate down to `minimum` along half a cosine, over `steps` steps; `minimum` from there on.
/// Loshchilov & Hutter 2017, "SGDR: Stochastic Gradient Descent with Warm Restarts", equation 5, without restarts;
/// torch's CosineAnnealingLR stepped once a step, up to T_max = steps.
struct Cosine {
    uint32_t steps;
    float minimum;  ///< >= 0

    explicit constexpr Cosine(uint32_t number_of_steps, float lowest_rate = 0.0f)
        : steps(number_of_steps), minimum(lowest_rate) {}

    float rate(float base, uint32_t step) const {
        if (step >= steps) {
            return minimum;
        }
        const float phase = 0x1.921fb6p+1f * quotient(static_cast<float>(step), static_cast<float>(steps));
        return minimum + MOTE_PRODUCT((base - minimum) * (0.5f * (1.0f + first_lane(cos(phase)))));
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
