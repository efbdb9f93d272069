// SPDX-License-Identifier: MIT
// Schedules along a cosine, or a line. Names and arguments are those of torch.optim.lr_scheduler, stepped once a step.
#pragma once

#include "../base/math.hpp"
#include "schedule.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

namespace detail {

/// part / whole of two numbers of steps; the whole counts as 1 if it is 0.
inline float share_of_steps(uint32_t part, uint32_t whole) {
    return quotient(static_cast<float>(part), static_cast<float>(whole == 0 ? 1 : whole));
}

/// From `high`, at a share of 0, to `low`, at 1, along half a cosine.
inline float annealed(float high, float low, float share) {
    const float phase = 0x1.921fb6p+1f * share;
    return low + MOTE_PRODUCT((high - low) * (0.5f * (1.0f + first_lane(cos(phase)))));
}

/// From `first` to `last`, at a share of 1.
inline float on_line(float first, float last, float share) { return first + MOTE_PRODUCT((last - first) * share); }

}  // namespace detail

/// From the optimizer's rate down to `minimum` along half a cosine, over `steps` steps; `minimum` from there on.
/// Loshchilov & Hutter 2017, "SGDR: Stochastic Gradient Descent with Warm Restarts", equation 5, without restarts;
/// CosineAnnealingLR up to T_max = steps.
struct Cosine {
    uint32_t steps;
    float minimum;  ///< >= 0

    explicit constexpr Cosine(uint32_t number_of_steps, float lowest_rate = 0.0f)
        : steps(number_of_steps), minimum(lowest_rate) {}

    float rate(float base, uint32_t step) const {
        return step >= steps ? minimum : detail::annealed(base, minimum, detail::share_of_steps(step, steps));
    }
};

/// Down as Cosine, up again in as many steps, and so on: CosineAnnealingLR beyond T_max.
struct CosineWave {
    uint32_t steps;  ///< from the optimizer's rate to the minimum; at most 2³¹
    float minimum;   ///< >= 0

    explicit constexpr CosineWave(uint32_t number_of_steps, float lowest_rate = 0.0f)
        : steps(number_of_steps), minimum(lowest_rate) {}

    float rate(float base, uint32_t step) const {
        const uint32_t half = steps == 0 ? 1 : steps < 0x80000000u ? steps : 0x7fffffffu;
        return detail::annealed(base, minimum, detail::share_of_steps(step % (2 * half), half));
    }
};

/// Cosines one after the other, each from the optimizer's rate to `minimum`: the first over `steps` steps, each next one
/// `growth` times as long. CosineAnnealingWarmRestarts with T_0, T_mult and eta_min; Loshchilov & Hutter 2017.
struct WarmRestarts {
    uint32_t steps;
    uint32_t growth;
    float minimum;  ///< >= 0

    explicit constexpr WarmRestarts(uint32_t first_steps, uint32_t factor = 1, float lowest_rate = 0.0f)
        : steps(first_steps), growth(factor), minimum(lowest_rate) {}

    float rate(float base, uint32_t step) const {
        uint32_t length = steps == 0 ? 1 : steps;
        if (growth < 2) {
            step %= length;
        }
        while (step >= length) {
            step -= length;
            length = length > 0xffffffffu / growth ? 0xffffffffu : length * growth;
        }
        return detail::annealed(base, minimum, detail::share_of_steps(step, length));
    }
};

/// How a cycle goes from one rate to another, at a share from 0 to 1 of the way.
struct AlongCosine {
    static float between(float first, float last, float share) { return detail::annealed(first, last, share); }
};
struct AlongLine {
    /// From the last, so that a small one is exact.
    static float between(float first, float last, float share) { return detail::on_line(last, first, 1.0f - share); }
};

/// Up from rate / div_factor to the optimizer's rate over the first share `warm_up` of the steps, then down to the first rate /
/// final_div_factor, along half a cosine or a line. With three phases, first down to where it began, in as many steps as up.
/// OneCycleLR with max_lr = the optimizer's rate, cycle_momentum=False, anneal_strategy and three_phase; Smith & Topin 2018,
/// "Super-Convergence".
template <class Curve, uint32_t Phases = 2>
struct OneCycleOf {
    static_assert(Phases == 2 || Phases == 3, "mote: a OneCycleOf has 2 phases or 3");

    uint32_t steps;          ///< of the whole cycle; the last rate stays
    float warm_up;           ///< [0, 1]
    float div_factor;        ///< > 0
    float final_div_factor;  ///< > 0

    explicit constexpr OneCycleOf(uint32_t number_of_steps, float share_of_warm_up = 0.3f, float first_factor = 25.0f,
                                  float last_factor = 1e4f)
        : steps(number_of_steps), warm_up(share_of_warm_up), div_factor(first_factor), final_div_factor(last_factor) {}

    float rate(float base, uint32_t step) const {
        const float peak = MOTE_PRODUCT(warm_up * static_cast<float>(steps)) - 1.0f;
        const float end = static_cast<float>(steps) - 1.0f, first = quotient(base, div_factor);
        const float now = smaller(static_cast<float>(step), end);
        if (now <= peak) {
            return Curve::between(first, base, share(now, peak));
        }
        const float last = quotient(first, final_div_factor);
        if constexpr (Phases == 3) {
            const float back = 2.0f * peak;
            return now <= back ? Curve::between(base, first, share(now - peak, peak))
                               : Curve::between(first, last, share(now - back, end - back));
        } else {
            return Curve::between(base, last, share(now - peak, end - peak));
        }
    }

  private:
    static float share(float part, float whole) { return whole > 0.0f ? quotient(part, whole) : 1.0f; }
};
using OneCycle = OneCycleOf<AlongCosine>;

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
