// SPDX-License-Identifier: MIT
// Optimizers: how a parameter moves, given its gradient. The sequence of operations of each is frozen: its bits are
// part of the library's promise.
//
// An optimizer is a struct of settings with
//   memory                       floats of state a parameter, beside its weight; zero at start
//   Corrections                  state of the whole step (running powers and the like); zero at start
//   Step                         what is the same for all parameters in a step
//   repaired(repairs)            the settings with every number in its range, each repair counted
//   begin(corrections, rate)     the Step; `this` holds repaired settings and `rate` the schedule's finite rate >= 0
//   update(step, w, g, memory)   the new weights of one Pack, from the weights, the gradient and the memory
//   bounded                      whether a step has a bound. If not, every new weight is clamped at once. If so,
//   longest_step(step)           is that bound, whatever the gradients were and are. While steps are short the sweep
//                                clamps a part of the weights each step, in turn, and no weight is compared each step.
// A new one is one struct in one file, and needs no registration.
#pragma once

#include "mote/guard.hpp"
#include "mote/math.hpp"

namespace mote {
inline namespace MOTE_BUILD {

constexpr float highest_rate = 1e6f;        ///< no optimizer's rate is above it
constexpr float highest_decay = 0.999999f;  ///< no moment decays slower: a sum of moments is at most 10^6 gradients

/// Of the sweep: after so many steps every weight has been clamped once, and every memory forgotten that was too small.
constexpr size_t sweep_period = 16;
/// What an optimizer remembers below this magnitude becomes 0 in the sweep, long before it decays to a denormal: those
/// are slow on some machines (a hundred times on x86) and zero on others.
constexpr float smallest_memory = 0x1p-100f;

/// Plain gradient descent: w ← w - rate·g. torch.optim.SGD without momentum. No state.
struct Sgd {
    float learning_rate = 1e-2f;  ///< length of a step per gradient, [0, 10⁶]

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

/// What Adam and AdamW share: Kingma & Ba 2015, "Adam: A Method for Stochastic Optimization", algorithm 1, with epsilon
/// where PyTorch puts it. The memory holds m/(1 - β1) and v/(1 - β2), and everything that all parameters share is
/// folded into rate and epsilon, so that a parameter costs one root and one division.
struct AdamMoments {
    static constexpr size_t memory = 2;
    /// 1 - β1^t and 1 - β2^t, by c ← β·c + (1 - β): no pow.
    struct Corrections {
        float first, second;
    };
    struct Step {
        float negative_rate, beta1, beta2, epsilon, decay;
    };

    static Step begin(Corrections& corrections, float rate, float beta1, float beta2, float epsilon) {
        corrections.first = mul_add(beta1, corrections.first, 1.0f - beta1);
        corrections.second = mul_add(beta2, corrections.second, 1.0f - beta2);
        const float root = first_lane(square_root((1.0f - beta2) / corrections.second));
        return {-(rate * ((1.0f - beta1) / corrections.first) / root), beta1, beta2, epsilon / root, 1.0f};
    }

    /// weight - rate·m̂ / (√v̂ + ε). A reciprocal of one number is cheaper than a quotient of two where it has to be exact
    /// beside the root, and no dearer elsewhere.
    [[gnu::always_inline]] static Pack moved(const Step& step, Pack weight, Pack gradient,
                                             Array<Pack, memory>& moments) {
        moments[1] = mul_add(moments[1], step.beta2, gradient * gradient);
        moments[0] = mul_add(moments[0], step.beta1, gradient);
        const Pack inverse_root = reciprocal(square_root(moments[1]) + step.epsilon);
        return mul_add(step.negative_rate * moments[0], inverse_root, weight);
    }

    /// By Cauchy and Schwarz m² <= v·Σ(β1²/β2)^k, and repaired_beta2 keeps that sum below 1000, even if the decays
    /// change from step to step: no weight moves further than √1000 folded rates.
    static constexpr float longest_step(const Step& step) { return -31.7f * step.negative_rate; }

    /// β2 must exceed β1² by 0.001, or else a step has no useful bound (the condition of Kingma & Ba's theorem 4.1 is
    /// β1² < √β2, which asks for less).
    static constexpr float repaired_beta2(float beta1, float beta2, Repairs& repairs) {
        const float lowest = 1e-3f + beta1 * beta1;
        return setting(beta2, lowest, highest_decay, larger(0.999f, lowest), repairs);
    }
};

/// Adaptive moments. torch.optim.Adam. 8 bytes of state a parameter.
struct Adam {
    float learning_rate = 1e-3f;  ///< length of a step, [0, 10⁶]
    float beta1 = 0.9f;           ///< decay of the first moment, [0, 0.999]
    float beta2 = 0.999f;         ///< decay of the second moment, [β1² + 0.001, 0.999999]
    float epsilon = 1e-8f;        ///< added to the corrected root, [1e-12, 1]

    static constexpr size_t memory = AdamMoments::memory;
    static constexpr bool bounded = true;
    using Corrections = AdamMoments::Corrections;
    using Step = AdamMoments::Step;

    [[gnu::always_inline]] constexpr Adam repaired(Repairs& repairs) const {
        const float first = setting(beta1, 0.0f, 0.999f, 0.9f, repairs);
        return {setting(learning_rate, 0.0f, highest_rate, 0.0f, repairs), first,
                AdamMoments::repaired_beta2(first, beta2, repairs), setting(epsilon, 1e-12f, 1.0f, 1e-8f, repairs)};
    }
    Step begin(Corrections& corrections, float rate) const {
        return AdamMoments::begin(corrections, rate, beta1, beta2, epsilon);
    }
    static constexpr float longest_step(const Step& step) { return AdamMoments::longest_step(step); }

    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient,
                                              Array<Pack, memory>& moments) {
        return AdamMoments::moved(step, weight, gradient, moments);
    }
};

/// Adam with decoupled weight decay: w ← (1 - rate·decay)·w, then Adam's step. torch.optim.AdamW; Loshchilov & Hutter
/// 2019, "Decoupled Weight Decay Regularization", algorithm 2. 8 bytes of state a parameter.
struct AdamW {
    float learning_rate = 1e-3f;  ///< as Adam's
    float beta1 = 0.9f;           ///< as Adam's
    float beta2 = 0.999f;         ///< as Adam's
    float epsilon = 1e-8f;        ///< as Adam's
    float weight_decay = 1e-2f;   ///< of the weight, per step and rate, >= 0; rate·decay above 1 counts as 1

    static constexpr size_t memory = AdamMoments::memory;
    static constexpr bool bounded = true;
    using Corrections = AdamMoments::Corrections;
    using Step = AdamMoments::Step;

    [[gnu::always_inline]] constexpr AdamW repaired(Repairs& repairs) const {
        const Adam adam = Adam{learning_rate, beta1, beta2, epsilon}.repaired(repairs);
        return {adam.learning_rate, adam.beta1, adam.beta2, adam.epsilon,
                setting(weight_decay, 0.0f, highest_rate, 0.0f, repairs)};
    }
    Step begin(Corrections& corrections, float rate) const {
        Step step = AdamMoments::begin(corrections, rate, beta1, beta2, epsilon);
        step.decay = 1.0f - smaller(rate * weight_decay, 1.0f);
        return step;
    }
    static constexpr float longest_step(const Step& step) { return AdamMoments::longest_step(step); }

    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient,
                                              Array<Pack, memory>& moments) {
        return AdamMoments::moved(step, weight * step.decay, gradient, moments);
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote
