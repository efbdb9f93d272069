// SPDX-License-Identifier: MIT
// Schedules by factors: steps, powers, lines. Names and arguments are those of torch.optim.lr_scheduler, stepped once a step.
#pragma once

#include "annealing.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

namespace detail {

/// factor^exponent by repeated squaring.
inline float power(float factor, uint32_t exponent) {
    float result = 1.0f;
    for (; exponent != 0; exponent >>= 1) {
        result = (exponent & 1) != 0 ? result * factor : result;
        factor = factor * factor;
    }
    return result;
}

}  // namespace detail

/// The optimizer's rate times gamma after every `steps` steps. StepLR.
struct StepDecay {
    uint32_t steps;
    float gamma = 0.1f;  ///< [0, 1]

    float rate(float base, uint32_t step) const { return base * detail::power(gamma, step / (steps == 0 ? 1 : steps)); }
};

/// The optimizer's rate times gamma after each of some numbers of steps: MultiStep{{1000, 1500}, 0.3f}. MultiStepLR.
template <size_t Count>
struct MultiStep {
    uint32_t milestones[Count];  ///< in any order
    float gamma;                 ///< [0, 1]

    explicit constexpr MultiStep(const uint32_t (&numbers)[Count], float factor = 0.1f) : milestones{}, gamma(factor) {
        for (size_t i = 0; i < Count; ++i) {
            milestones[i] = numbers[i];
        }
    }

    float rate(float base, uint32_t step) const {
        uint32_t passed = 0;
        for (const uint32_t milestone : milestones) {
            passed += step >= milestone ? 1u : 0u;
        }
        return base * detail::power(gamma, passed);
    }
};

/// The optimizer's rate times gamma after each step. ExponentialLR. Like any float, gamma is off by up to 3·10⁻⁸, the rate after
/// n steps by n times that.
struct Exponential {
    float gamma = 0.999f;  ///< [0, 1]

    float rate(float base, uint32_t step) const { return base * detail::power(gamma, step); }
};

/// From the optimizer's rate to 0 over `steps` steps: rate·(1 - step/steps)^power. PolynomialLR.
struct Polynomial {
    uint32_t steps;
    float power = 1.0f;  ///< >= 0; 1 is a line

    float rate(float base, uint32_t step) const {
        const float rest = step < steps ? detail::share_of_steps(steps - step, steps) : 0.0f;
        if (rest == 0.0f || power == 1.0f) {
            return base * rest;
        }
        return base * first_lane(exp(MOTE_PRODUCT(power * first_lane(log(rest)))));
    }
};

/// The optimizer's rate times a factor that goes from start_factor to end_factor over `steps` steps, and stays. LinearLR.
struct Linear {
    uint32_t steps = 5;
    float start_factor = 0x1.555556p-2f;  ///< >= 0; PyTorch's 1/3
    float end_factor = 1.0f;              ///< >= 0

    float rate(float base, uint32_t step) const {
        const float share = step < steps ? detail::share_of_steps(step, steps) : 1.0f;
        return base * detail::on_line(start_factor, end_factor, share);
    }
};

/// The optimizer's rate times `factor` in the first `steps` steps, and then the optimizer's rate. ConstantLR.
struct ConstantFactor {
    uint32_t steps = 5;
    float factor = 0x1.555556p-2f;  ///< >= 0; PyTorch's 1/3

    float rate(float base, uint32_t step) const { return step < steps ? base * factor : base; }
};

/// Another schedule, and before it `steps` steps on a line towards its first rate: WarmUp{Cosine{1000}, 50}. With a start_factor
/// of 0 the first step has a share 1/(steps + 1) of that rate.
template <class Schedule>
struct WarmUp {
    Schedule schedule;
    uint32_t steps;
    float start_factor = 0.0f;  ///< [0, 1]

    using Memory = detail::MemoryOf<Schedule>;
    float rate(float base, uint32_t step, const Memory& memory) const {
        const float full = detail::rate_of(schedule, base, step < steps ? 0 : step - steps, memory);
        const float share =
            step < steps ? quotient(static_cast<float>(step) + 1.0f, static_cast<float>(steps) + 1.0f) : 1.0f;
        return full * detail::on_line(start_factor, 1.0f, share);
    }
    constexpr void observe(Memory& memory, float loss) const { detail::observe_loss(schedule, memory, loss); }
};
template <class Schedule>
WarmUp(Schedule, uint32_t) -> WarmUp<Schedule>;
template <class Schedule>
WarmUp(Schedule, uint32_t, float) -> WarmUp<Schedule>;

/// The optimizer's rate times `factor` whenever `patience` epochs have not brought a better loss. fit() tells it the loss of each
/// epoch, that of the evaluation rows if there are some; with train() alone, observe(). ReduceLROnPlateau, without its eps.
struct ReduceOnPlateau {
    float factor = 0.1f;      ///< [0, 1]
    uint32_t patience = 10;   ///< epochs that may pass; the rate falls after one more
    float threshold = 1e-4f;  ///< a loss is better if it is below (1 - threshold)·best
    uint32_t cooldown = 0;    ///< epochs after a fall that do not count
    float minimum = 0.0f;     ///< lowest rate

    struct Memory {
        float best;
        uint32_t epochs, stale_epochs, cooling_epochs, falls;
    };
    float rate(float base, uint32_t, const Memory& memory) const {
        return larger(minimum, base * detail::power(factor, memory.falls));
    }
    constexpr void observe(Memory& memory, float loss) const {
        // Not <: a best loss that a flipped bit made NaN would be the best for ever.
        const bool is_better = memory.epochs == 0 || !(loss >= memory.best - MOTE_PRODUCT(threshold * memory.best));
        memory.epochs = 1;
        memory.best = is_better ? loss : memory.best;
        memory.stale_epochs = is_better ? 0 : memory.stale_epochs + 1;
        if (memory.cooling_epochs != 0) {
            --memory.cooling_epochs;
            memory.stale_epochs = 0;
        }
        if (memory.stale_epochs > patience) {
            ++memory.falls;
            memory.cooling_epochs = cooldown;
            memory.stale_epochs = 0;
        }
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
