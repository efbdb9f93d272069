// SPDX-License-Identifier: MIT
// Steps that look at the signs of gradients alone: Lion, Rprop.
#pragma once

#include "optimizer.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// w ← w - rate·sign(β1·m + (1 - β1)·g), then m ← β2·m + (1 - β2)·g. Chen et al. 2023, "Symbolic Discovery of Optimization
/// Algorithms", algorithm 2; its weight decay is DecoupledDecay{Lion{…}, …} (modifier.hpp). A good rate is a tenth of
/// Adam's. 4 bytes of state a parameter.
struct Lion {
    float learning_rate = 1e-4f;  ///< length of a step, [0, 10⁶]
    float beta1 = 0.9f;           ///< share of the momentum in a step, [0, 0.999999]
    float beta2 = 0.99f;          ///< decay of the momentum, [0, 0.999999]

    static constexpr uint32_t id = 18;
    static constexpr size_t memory = 1;
    static constexpr bool bounded = true;
    struct Corrections {};
    struct Step {
        float rate, beta2, share_of_momentum, share_of_gradient;
    };

    [[gnu::always_inline]] constexpr Lion repaired(Repairs& repairs) const {
        return {setting(learning_rate, 0.0f, highest_rate, 0.0f, repairs),
                setting(beta1, 0.0f, highest_decay, 0.9f, repairs),
                setting(beta2, 0.0f, highest_decay, 0.99f, repairs)};
    }
    constexpr Step begin(Corrections&, float rate) const { return {rate, beta2, beta1 * (1.0f - beta2), 1.0f - beta1}; }
    static constexpr float longest_step(const Step& step) { return step.rate; }

    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient,
                                              Array<Pack, memory>& momentum) {
        const Pack direction = mul_add(momentum[0], step.share_of_momentum, gradient * step.share_of_gradient);
        momentum[0] = mul_add(momentum[0], step.beta2, gradient);
        return weight - detail::towards(direction, step.rate);
    }
};

/// Each parameter has a step of its own, which grows while its gradient keeps its sign, and shrinks, with the gradient then
/// counting as 0, after a change. For whole batches: fit() with as many rows a step as there are. torch.optim.Rprop; Igel &
/// Hüsken 2003, "Empirical evaluation of the improved Rprop learning algorithms" (iRprop-). 4 bytes of state a parameter.
struct Rprop {
    float learning_rate = 1e-2f;  ///< the first step; a schedule changes nothing later. [0, 10⁶]
    float decrease = 0.5f;        ///< factor of a step after a change of sign, [0, 1]
    float increase = 1.2f;        ///< factor of a step otherwise, [1, 10⁶]
    float smallest_step = 1e-6f;  ///< [1e-10, 10⁶]
    float largest_step = 50.0f;   ///< [1e-10, 10⁶]

    static constexpr uint32_t id = 19;
    static constexpr size_t memory = 1;
    static constexpr bool bounded = true;
    struct Corrections {};
    struct Step {
        float first, decrease, increase, smallest, largest;
    };

    [[gnu::always_inline]] constexpr Rprop repaired(Repairs& repairs) const {
        return {setting(learning_rate, 0.0f, highest_rate, 0.0f, repairs), setting(decrease, 0.0f, 1.0f, 0.5f, repairs),
                setting(increase, 1.0f, 1e6f, 1.2f, repairs), setting(smallest_step, 1e-10f, 1e6f, 1e-6f, repairs),
                setting(largest_step, 1e-10f, 1e6f, 50.0f, repairs)};
    }
    constexpr Step begin(Corrections&, float rate) const {
        return {rate, decrease, increase, smallest_step, larger(smallest_step, largest_step)};
    }
    static constexpr float longest_step(const Step& step) { return step.largest; }

    /// The memory is the step, with the sign of the last gradient; or, where that does not count, 2^-64 of the step.
    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient,
                                              Array<Pack, memory>& steps) {
        const Pack size = detail::absolute(steps[0]);
        const Mask has_sign = Pack(0x1p-40f) < size;
        const Pack length = select(has_sign, size, select(0.0f < size, size * 0x1p64f, step.first));
        // Positive where the signs agree, negative where they differ, 0 where one of them does not count.
        const Pack by_last = from_bits(bits(gradient) ^ (bits(steps[0]) & detail::sign_bit));
        const Pack agreement = select(has_sign, by_last, 0.0f);
        const Pack shrunk = select(agreement < 0.0f, length * step.decrease, length);
        const Pack next =
            min(max(select(0.0f < agreement, length * step.increase, shrunk), step.smallest), step.largest);
        const Pack counting = select(agreement < 0.0f, Pack(0.0f), gradient);
        const Pack movement = detail::towards(counting, next);
        steps[0] = select(0.0f < detail::absolute(movement), movement, next * 0x1p-64f);
        return weight - movement;
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
