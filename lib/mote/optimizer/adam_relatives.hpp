// SPDX-License-Identifier: MIT
// Adamax, NAdam and RAdam: Adam's moments, used in other ways.
#pragma once

#include "adam.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// Adam by the largest gradient, which decays, in place of the root of the second moment. torch.optim.Adamax; Kingma & Ba
/// 2015, algorithm 2, with epsilon where PyTorch puts it. 8 bytes of state a parameter.
struct Adamax {
    float learning_rate = 2e-3f;  ///< length of a step, [0, 10⁶]
    float beta1 = 0.9f;           ///< decay of the moment, [0, 0.998]
    float beta2 = 0.999f;         ///< decay of the largest gradient, [β1 + 0.001, 0.999999]
    float epsilon = 1e-8f;        ///< added to a gradient's size, [1e-12, 1]

    static constexpr uint32_t id = 9;
    static constexpr size_t memory = 2;
    static constexpr bool bounded = true;
    struct Corrections {
        float first;  ///< 1 - β1^t
    };
    struct Step {
        float negative_rate, beta1, beta2, epsilon;
    };

    [[gnu::always_inline]] constexpr Adamax repaired(Repairs& repairs) const {
        const float first = setting(beta1, 0.0f, 0.998f, 0.9f, repairs), lowest = first + 1e-3f;
        return {setting(learning_rate, 0.0f, highest_rate, 0.0f, repairs), first,
                setting(beta2, lowest, highest_decay, larger(0.999f, lowest), repairs),
                setting(epsilon, 1e-12f, 1.0f, 1e-8f, repairs)};
    }
    Step begin(Corrections& corrections, float rate) const {
        corrections.first = detail::next_correction(corrections.first, beta1);
        return {-(rate * quotient(1.0f - beta1, corrections.first)), beta1, beta2, epsilon};
    }
    /// The moment, without its factor 1 - β1, is at most Σ(β1/β2)^k < 1000 of the largest gradient.
    static constexpr float longest_step(const Step& step) { return -1000.0f * step.negative_rate; }

    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient,
                                              Array<Pack, memory>& moments) {
        moments[0] = mul_add(moments[0], step.beta1, gradient);
        moments[1] = max(moments[1] * step.beta2, detail::absolute(gradient) + step.epsilon);
        return mul_add(step.negative_rate * moments[0], reciprocal(moments[1]), weight);
    }
};

/// Adam with Nesterov's momentum. torch.optim.NAdam, whose version 1.13 takes the momentum of a step twice into the product up to
/// the next; Dozat 2016, "Incorporating Nesterov Momentum into Adam". 8 bytes of state a parameter.
struct NAdam {
    float learning_rate = 2e-3f;   ///< length of a step, [0, 10⁶]
    float beta1 = 0.9f;            ///< as Adam's
    float beta2 = 0.999f;          ///< as Adam's
    float epsilon = 1e-8f;         ///< as Adam's
    float momentum_decay = 4e-3f;  ///< how soon the momentum reaches β1, [0, 10⁶]

    static constexpr uint32_t id = 10;
    static constexpr size_t memory = 2;
    static constexpr bool bounded = true;
    struct Corrections {
        float product, second;  ///< 1 - the product of all momentums, 1 - β2^t
        uint32_t steps;         ///< so far; stays at 2^32 - 1
    };
    struct Step {
        float negative_rate, negative_rate_of_gradient, beta1, beta2, epsilon;
    };

    [[gnu::always_inline]] constexpr NAdam repaired(Repairs& repairs) const {
        const Adam adam = Adam{learning_rate, beta1, beta2, epsilon}.repaired(repairs);
        return {adam.learning_rate, adam.beta1, adam.beta2, adam.epsilon,
                setting(momentum_decay, 0.0f, highest_rate, 4e-3f, repairs)};
    }
    /// β1·(1 - 0.96^(t·momentum_decay)/2)
    float momentum_at(float t) const {
        constexpr float log_of_0_96 = -0x1.4e69eep-5f;
        const float power = first_lane(exp(MOTE_PRODUCT(log_of_0_96 * MOTE_PRODUCT(t * momentum_decay))));
        return MOTE_PRODUCT(beta1 * (1.0f - 0.5f * power));
    }
    Step begin(Corrections& corrections, float rate) const {
        corrections.steps = detail::counted(corrections.steps);
        const float t = static_cast<float>(corrections.steps);
        const float momentum = momentum_at(t), next_momentum = momentum_at(t + 1.0f);
        corrections.product = detail::next_correction(corrections.product, momentum);
        corrections.second = detail::next_correction(corrections.second, beta2);
        const float root = square_root(quotient(1.0f - beta2, corrections.second));
        const float with_next = mul_add(next_momentum, corrections.product, 1.0f - next_momentum);
        const float of_gradient = quotient(rate * (1.0f - momentum), corrections.product);
        const float of_moment = quotient(rate * next_momentum * (1.0f - beta1), with_next);
        return {-quotient(of_moment, root), -quotient(of_gradient, root), beta1, beta2, quotient(epsilon, root)};
    }
    static constexpr float longest_step(const Step& step) {
        return MOTE_PRODUCT(-31.7f * step.negative_rate) - MOTE_PRODUCT(1.001f * step.negative_rate_of_gradient);
    }

    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient,
                                              Array<Pack, memory>& moments) {
        detail::AdamMoments::take_in(step, gradient, moments);
        const Pack direction = mul_add(step.negative_rate, moments[0], step.negative_rate_of_gradient * gradient);
        return mul_add(direction, reciprocal(square_root(moments[1]) + step.epsilon), weight);
    }
};

/// Adam whose first steps are plain momentum, as long as the second moment is a guess, and then shorter than Adam's.
/// torch.optim.RAdam; Liu et al. 2020, "On the Variance of the Adaptive Learning Rate and Beyond", algorithm 2. 8 bytes of state
/// a parameter.
struct RAdam {
    float learning_rate = 1e-3f;  ///< length of a step, [0, 10⁶]
    float beta1 = 0.9f;           ///< as Adam's
    float beta2 = 0.999f;         ///< as Adam's; 1 - β2 is taken as a multiple of 10⁻⁷
    float epsilon = 1e-8f;        ///< added to the root before its correction, [1e-12, 1]

    static constexpr uint32_t id = 11;
    static constexpr size_t memory = 2;
    static constexpr bool bounded = false;
    struct Corrections {
        float first, second;  ///< 1 - β1^t, 1 - β2^t
        float lag;            ///< t·(1 - β2) - second
        uint32_t steps;       ///< so far; stays at 2^32 - 1
    };
    struct Step {
        float negative_rate, beta1, beta2, slope, epsilon;
    };

    [[gnu::always_inline]] constexpr RAdam repaired(Repairs& repairs) const {
        const Adam adam = Adam{learning_rate, beta1, beta2, epsilon}.repaired(repairs);
        return {adam.learning_rate, adam.beta1, adam.beta2, adam.epsilon};
    }
    Step begin(Corrections& corrections, float rate) const {
        // The float next to 0.999 is 1e-8 off, which is 1e-5 of 1 - β2, and that is what the rates of all steps hang on.
        const float tenth_millionths = MOTE_PRODUCT(1e7f * (1.0f - beta2));
        const auto below = static_cast<float>(static_cast<uint32_t>(tenth_millionths));
        const float share = quotient(below + (tenth_millionths - below < 0.5f ? 0.0f : 1.0f), 1e7f);
        corrections.steps = detail::counted(corrections.steps);
        corrections.lag = mul_add(share, corrections.second, corrections.lag);
        if (!is_within(corrections.lag, 0x1p32f)) {  // a flipped bit; t is below 2^32
            corrections.lag = 0.0f;
        }
        corrections.second = detail::kept_share(mul_add(share, 1.0f - corrections.second, corrections.second));
        corrections.first = detail::next_correction(corrections.first, beta1);
        const float of_moment = rate * quotient(1.0f - beta1, corrections.first);
        const float length = length_of_average(corrections, share), longest = quotient(2.0f, share) - 1.0f;
        if (!(length > 5.0f)) {
            return {-of_moment, beta1, beta2, 0.0f, 1.0f};
        }
        const float of_length = quotient((length - 4.0f) * (length - 2.0f), length);
        const float of_longest = quotient(longest, (longest - 4.0f) * (longest - 2.0f));
        const float root = square_root(share);
        const float corrected = of_moment * square_root(of_length * of_longest * corrections.second);
        return {-quotient(corrected, root), beta1, beta2, 1.0f, quotient(epsilon, root)};
    }

    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient,
                                              Array<Pack, memory>& moments) {
        detail::AdamMoments::take_in(step, gradient, moments);
        // In the first steps the divisor is 1.
        const Pack inverse = reciprocal(mul_add(square_root(moments[1]), step.slope, step.epsilon));
        return mul_add(step.negative_rate * moments[0], inverse, weight);
    }

  private:
    /// ρ = 2 / (1 - β2) - 1 - 2·t·β2^t / (1 - β2^t): how many gradients the second moment averages. It is near t at first, where
    /// this difference of large numbers would forget it.
    static float length_of_average(const Corrections& corrections, float share) {
        const float twice_t = 2.0f * static_cast<float>(corrections.steps), second = corrections.second;
        if (second < 0.5f) {
            return twice_t - 1.0f - quotient(2.0f * corrections.lag, share * second);
        }
        return quotient(2.0f, share) - 1.0f - quotient(MOTE_PRODUCT(twice_t * (1.0f - second)), second);
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
