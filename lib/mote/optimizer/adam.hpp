// SPDX-License-Identifier: MIT
// Adam and its relatives: a step from moments of the gradient.
#pragma once

#include "optimizer.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// What Adam and AdamW share: Kingma & Ba 2015, "Adam: A Method for Stochastic Optimization", algorithm 1, with epsilon
/// where PyTorch puts it. The memory holds m/(1 - β1) and v/(1 - β2), and everything that all parameters share is
/// folded into rate and epsilon: a parameter costs one root and one reciprocal.
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
        float first = mul_add(beta1, corrections.first, 1.0f - beta1);
        float second = mul_add(beta2, corrections.second, 1.0f - beta2);
        if (((float_bits(first) | float_bits(second)) >> 30) != 0) {
            first = second = 1.0f;  // a bit flipped: both are below 2, and tend to 1
        }
        corrections = {first, second};
        const float root = square_root(quotient(1.0f - beta2, second));
        const float factor = quotient(rate * quotient(1.0f - beta1, first), root);
        return {-factor, beta1, beta2, quotient(epsilon, root), 1.0f};
    }

    /// Both moments take in a gradient.
    template <class StepOfOptimizer, class Moments>
    [[gnu::always_inline]] static void take_in(const StepOfOptimizer& step, Pack gradient, Moments& moments) {
        moments[1] = mul_add(moments[1], step.beta2, gradient * gradient);
        moments[0] = mul_add(moments[0], step.beta1, gradient);
    }
    /// weight - rate·m̂ / (√v̂ + ε), with v̂ made from moment number `Second`. Next to an exact root, an exact reciprocal is cheaper
    /// than an exact quotient on some machines, and costs no more on the others.
    template <size_t Second, class Moments>
    [[gnu::always_inline]] static Pack moved(const Step& step, Pack weight, const Moments& moments) {
        const Pack inverse_root = reciprocal(square_root(moments[Second]) + step.epsilon);
        return mul_add(step.negative_rate * moments[0], inverse_root, weight);
    }
    [[gnu::always_inline]] static Pack moved(const Step& step, Pack weight, Pack gradient,
                                             Array<Pack, memory>& moments) {
        take_in(step, gradient, moments);
        return moved<1>(step, weight, moments);
    }

    /// By Cauchy and Schwarz m² <= v·Σ(β1²/β2)^k, and repaired_beta2 keeps that sum below 1000, even if the decays
    /// change from step to step: no weight moves further than √1000 folded rates.
    static constexpr float longest_step(const Step& step) { return -31.7f * step.negative_rate; }

    /// β2 must exceed β1² by 0.001, or else a step has no useful bound (the condition of Kingma & Ba's theorem 4.1 is
    /// β1² < √β2, which asks for less).
    static constexpr float repaired_beta2(float beta1, float beta2, Repairs& repairs) {
        const float lowest = 1e-3f + MOTE_PRODUCT(beta1 * beta1);
        return setting(beta2, lowest, highest_decay, larger(0.999f, lowest), repairs);
    }
};

}  // namespace detail

/// Adaptive moments. torch.optim.Adam. 8 bytes of state a parameter.
struct Adam {
    float learning_rate = 1e-3f;  ///< length of a step, [0, 10⁶]
    float beta1 = 0.9f;           ///< decay of the first moment, [0, 0.999]
    float beta2 = 0.999f;         ///< decay of the second moment, [β1² + 0.001, 0.999999]
    float epsilon = 1e-8f;        ///< added to the corrected root, [1e-12, 1]

    static constexpr uint32_t id = 5;
    static constexpr size_t memory = detail::AdamMoments::memory;
    static constexpr bool bounded = true;
    using Corrections = detail::AdamMoments::Corrections;
    using Step = detail::AdamMoments::Step;

    [[gnu::always_inline]] constexpr Adam repaired(Repairs& repairs) const {
        const float first = setting(beta1, 0.0f, 0.999f, 0.9f, repairs);
        return {setting(learning_rate, 0.0f, highest_rate, 0.0f, repairs), first,
                detail::AdamMoments::repaired_beta2(first, beta2, repairs),
                setting(epsilon, 1e-12f, 1.0f, 1e-8f, repairs)};
    }
    Step begin(Corrections& corrections, float rate) const {
        return detail::AdamMoments::begin(corrections, rate, beta1, beta2, epsilon);
    }
    static constexpr float longest_step(const Step& step) { return detail::AdamMoments::longest_step(step); }

    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient,
                                              Array<Pack, memory>& moments) {
        return detail::AdamMoments::moved(step, weight, gradient, moments);
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

    static constexpr uint32_t id = 6;
    static constexpr size_t memory = detail::AdamMoments::memory;
    static constexpr bool bounded = true;
    using Corrections = detail::AdamMoments::Corrections;
    using Step = detail::AdamMoments::Step;

    [[gnu::always_inline]] constexpr AdamW repaired(Repairs& repairs) const {
        const Adam adam = Adam{learning_rate, beta1, beta2, epsilon}.repaired(repairs);
        return {adam.learning_rate, adam.beta1, adam.beta2, adam.epsilon,
                setting(weight_decay, 0.0f, highest_rate, 0.0f, repairs)};
    }
    Step begin(Corrections& corrections, float rate) const {
        Step step = detail::AdamMoments::begin(corrections, rate, beta1, beta2, epsilon);
        step.decay = 1.0f - smaller(MOTE_PRODUCT(rate * weight_decay), 1.0f);
        return step;
    }
    static constexpr float longest_step(const Step& step) { return detail::AdamMoments::longest_step(step); }

    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient,
                                              Array<Pack, memory>& moments) {
        return detail::AdamMoments::moved(step, weight * step.decay, gradient, moments);
    }
};

/// Adam by the largest second moment so far, which never falls. torch.optim.Adam with amsgrad; Reddi, Kale & Kumar 2018, "On the
/// Convergence of Adam and Beyond", algorithm 2, whose largest moment PyTorch takes before its correction. 12 bytes of state a
/// parameter.
struct AmsGrad : Adam {
    static constexpr uint32_t id = 7;
    static constexpr size_t memory = 3;

    [[gnu::always_inline]] constexpr AmsGrad repaired(Repairs& repairs) const { return {Adam::repaired(repairs)}; }
    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient,
                                              Array<Pack, memory>& moments) {
        detail::AdamMoments::take_in(step, gradient, moments);
        moments[2] = max(moments[2], moments[1]);
        return detail::AdamMoments::moved<2>(step, weight, moments);
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
