// SPDX-License-Identifier: MIT
// Gradient descent, plain and with momentum of three kinds.
#pragma once

#include "optimizer.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// Plain gradient descent: w ← w - rate·g. torch.optim.SGD without momentum. No state.
struct Sgd {
    float learning_rate = 1e-2f;  ///< length of a step per gradient, [0, 10⁶]

    static constexpr uint32_t id = 1;
    static constexpr size_t memory = 0;
    static constexpr bool bounded = false;
    struct Corrections {};
    struct Step {
        float negative_rate;
    };

    [[gnu::always_inline]] constexpr Sgd repaired(Repairs& repairs) const {
        return {setting(learning_rate, 0.0f, highest_rate, 0.0f, repairs)};
    }
    constexpr Step begin(Corrections&, float rate) const { return {-rate}; }

    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient, Array<Pack, memory>&) {
        return mul_add(step.negative_rate, gradient, weight);
    }
};

/// Gradient descent with momentum: v ← momentum·v + g, w ← w - rate·v. torch.optim.SGD with dampening 0.
struct SgdMomentum {
    float learning_rate = 1e-2f;  ///< length of a step per velocity, [0, 10⁶]
    float momentum = 0.9f;        ///< decay of the velocity, [0, 0.999999]

    static constexpr uint32_t id = 2;
    static constexpr size_t memory = 1;
    static constexpr bool bounded = false;
    struct Corrections {};
    struct Step {
        float negative_rate, momentum;
    };

    [[gnu::always_inline]] constexpr SgdMomentum repaired(Repairs& repairs) const {
        return {setting(learning_rate, 0.0f, highest_rate, 0.0f, repairs),
                setting(momentum, 0.0f, highest_decay, 0.9f, repairs)};
    }
    constexpr Step begin(Corrections&, float rate) const { return {-rate, momentum}; }

    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient,
                                              Array<Pack, memory>& velocity) {
        velocity[0] = mul_add(velocity[0], step.momentum, gradient);
        return mul_add(step.negative_rate, velocity[0], weight);
    }
};

/// Gradient descent with Nesterov's momentum: v ← momentum·v + g, w ← w - rate·(g + momentum·v). torch.optim.SGD with
/// nesterov; Sutskever, Martens, Dahl & Hinton 2013, "On the importance of initialization and momentum in deep learning".
struct SgdNesterov : SgdMomentum {
    static constexpr uint32_t id = 3;
    [[gnu::always_inline]] constexpr SgdNesterov repaired(Repairs& repairs) const {
        return {SgdMomentum::repaired(repairs)};
    }
    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient,
                                              Array<Pack, memory>& velocity) {
        velocity[0] = mul_add(velocity[0], step.momentum, gradient);
        return mul_add(step.negative_rate, mul_add(velocity[0], step.momentum, gradient), weight);
    }
};

/// Gradient descent with momentum whose gradients are dampened: v ← momentum·v + (1 - dampening)·g, but v ← g in the first
/// step of a state; w ← w - rate·v. torch.optim.SGD with dampening.
struct SgdDampened {
    float learning_rate = 1e-2f;  ///< length of a step per velocity, [0, 10⁶]
    float momentum = 0.9f;        ///< decay of the velocity, [0, 0.999999]
    float dampening = 0.9f;       ///< of a gradient, [0, 1]; like the momentum: the velocity is a mean of gradients

    static constexpr uint32_t id = 4;
    static constexpr size_t memory = 1;
    static constexpr bool bounded = false;
    struct Corrections {
        float begun;  ///< 1 from the second step on
    };
    struct Step {
        float negative_rate, momentum, gain;
    };

    [[gnu::always_inline]] constexpr SgdDampened repaired(Repairs& repairs) const {
        return {setting(learning_rate, 0.0f, highest_rate, 0.0f, repairs),
                setting(momentum, 0.0f, highest_decay, 0.9f, repairs), setting(dampening, 0.0f, 1.0f, 0.9f, repairs)};
    }
    constexpr Step begin(Corrections& corrections, float rate) const {
        const float gain = 1.0f - MOTE_PRODUCT(detail::kept_share(corrections.begun) * dampening);
        corrections.begun = 1.0f;
        return {-rate, momentum, gain};
    }

    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient,
                                              Array<Pack, memory>& velocity) {
        velocity[0] = mul_add(velocity[0], step.momentum, step.gain * gradient);
        return mul_add(step.negative_rate, velocity[0], weight);
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
