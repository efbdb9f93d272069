// SPDX-License-Identifier: MIT
// Gradients in units of their own size: RmsProp, Adagrad, Adadelta. Sums of squares are kept without their factor 1 - α, which is
// folded into rate and epsilon.
#pragma once

#include "optimizer.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

namespace detail {

/// Numbers of a step by the root of a moving mean of squares.
struct RootMeanSquare {
    float negative_rate, alpha, epsilon, momentum, share;

    static RootMeanSquare of(float rate, float alpha, float epsilon, float momentum) {
        const float share = 1.0f - alpha, root = square_root(share);
        return {-quotient(rate, root), alpha, quotient(epsilon, root), momentum, share};
    }
    /// gradient / (√v + ε), and v takes in the gradient.
    [[gnu::always_inline]] Pack scaled(Pack gradient, Pack& squares) const {
        squares = mul_add(squares, alpha, gradient * gradient);
        return gradient * reciprocal(square_root(squares) + epsilon);
    }
    /// gradient / (√(v - m²) + ε), and both take in the gradient. m² <= v (Cauchy and Schwarz), but for rounding.
    [[gnu::always_inline]] Pack scaled(Pack gradient, Pack& squares, Pack& mean) const {
        squares = mul_add(squares, alpha, gradient * gradient);
        mean = mul_add(mean, alpha, gradient);
        const Pack variance = max(squares - (mean * share) * mean, 0.0f);
        return gradient * reciprocal(square_root(variance) + epsilon);
    }
    /// The weight after a step along the velocity, which takes in a scaled gradient.
    [[gnu::always_inline]] Pack moved(Pack weight, Pack scaled_gradient, Pack& velocity) const {
        velocity = mul_add(velocity, momentum, scaled_gradient);
        return mul_add(negative_rate, velocity, weight);
    }
};

}  // namespace detail

/// w ← w - rate·g / (√v + ε), with v the moving mean of g². torch.optim.RMSprop; Tieleman & Hinton 2012, lecture 6.5.
/// 4 bytes of state a parameter.
struct RmsProp {
    float learning_rate = 1e-2f;  ///< length of a step, [0, 10⁶]
    float alpha = 0.99f;          ///< decay of the mean of squares, [0, 0.999999]
    float epsilon = 1e-8f;        ///< added to the root, [1e-12, 1]

    static constexpr uint32_t id = 12;
    static constexpr size_t memory = 1;
    static constexpr bool bounded = true;
    struct Corrections {};
    using Step = detail::RootMeanSquare;

    [[gnu::always_inline]] constexpr RmsProp repaired(Repairs& repairs) const {
        return {setting(learning_rate, 0.0f, highest_rate, 0.0f, repairs),
                setting(alpha, 0.0f, highest_decay, 0.99f, repairs), setting(epsilon, 1e-12f, 1.0f, 1e-8f, repairs)};
    }
    Step begin(Corrections&, float rate) const { return Step::of(rate, alpha, epsilon, 0.0f); }
    /// v is at least (1 - α)·g².
    static constexpr float longest_step(const Step& step) { return -1.001f * step.negative_rate; }

    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient,
                                              Array<Pack, memory>& squares) {
        return mul_add(step.negative_rate, step.scaled(gradient, squares[0]), weight);
    }
};

/// RmsProp that subtracts the square of the mean gradient: v - m² is its variance. torch.optim.RMSprop with centered; Graves
/// 2013, "Generating Sequences With Recurrent Neural Networks". Below 0, where rounding may take it, the variance counts as 0.
/// 8 bytes of state a parameter.
struct RmsPropCentered : RmsProp {
    static constexpr uint32_t id = 13;
    static constexpr size_t memory = 2;
    static constexpr bool bounded = false;

    [[gnu::always_inline]] constexpr RmsPropCentered repaired(Repairs& repairs) const {
        return {RmsProp::repaired(repairs)};
    }
    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient,
                                              Array<Pack, memory>& moments) {
        return mul_add(step.negative_rate, step.scaled(gradient, moments[0], moments[1]), weight);
    }
};

/// RmsProp with momentum: v ← momentum·v + g / (√mean of squares + ε), w ← w - rate·v. 8 bytes of state a parameter.
struct RmsPropMomentum {
    float learning_rate = 1e-2f;  ///< as RmsProp's
    float alpha = 0.99f;          ///< as RmsProp's
    float epsilon = 1e-8f;        ///< as RmsProp's
    float momentum = 0.9f;        ///< decay of the velocity, [0, 0.999999]

    static constexpr uint32_t id = 14;
    static constexpr size_t memory = 2;
    static constexpr bool bounded = false;
    using Corrections = RmsProp::Corrections;
    using Step = RmsProp::Step;

    [[gnu::always_inline]] constexpr RmsPropMomentum repaired(Repairs& repairs) const {
        const RmsProp plain = RmsProp{learning_rate, alpha, epsilon}.repaired(repairs);
        return {plain.learning_rate, plain.alpha, plain.epsilon, setting(momentum, 0.0f, highest_decay, 0.9f, repairs)};
    }
    Step begin(Corrections&, float rate) const { return Step::of(rate, alpha, epsilon, momentum); }
    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient,
                                              Array<Pack, memory>& moments) {
        return step.moved(weight, step.scaled(gradient, moments[0]), moments[1]);
    }
};

/// Both: centered, and with momentum. 12 bytes of state a parameter.
struct RmsPropCenteredMomentum : RmsPropMomentum {
    static constexpr uint32_t id = 15;
    static constexpr size_t memory = 3;

    [[gnu::always_inline]] constexpr RmsPropCenteredMomentum repaired(Repairs& repairs) const {
        return {RmsPropMomentum::repaired(repairs)};
    }
    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient,
                                              Array<Pack, memory>& moments) {
        return step.moved(weight, step.scaled(gradient, moments[0], moments[2]), moments[1]);
    }
};

/// w ← w - rate·g / (√s + ε), with s the sum of all g² so far. torch.optim.Adagrad; Duchi, Hazan & Singer 2011, "Adaptive
/// Subgradient Methods for Online Learning and Stochastic Optimization". A sum stops growing at 10³⁷. 4 bytes of state a parameter.
struct Adagrad {
    float learning_rate = 1e-2f;  ///< length of a step, [0, 10⁶]
    float rate_decay = 0.0f;      ///< the rate of step t, from 0, is learning_rate / (1 + t·rate_decay); [0, 10⁶]
    float epsilon = 1e-10f;       ///< added to the root, [1e-12, 1]
    float initial_sum = 0.0f;     ///< where all sums start, [0, 10⁶]

    static constexpr uint32_t id = 16;
    static constexpr size_t memory = 1;
    static constexpr bool bounded = true;
    struct Corrections {
        uint32_t steps;  ///< so far; stays at 2^32 - 1
    };
    struct Step {
        float negative_rate, epsilon, initial_sum;
    };

    [[gnu::always_inline]] constexpr Adagrad repaired(Repairs& repairs) const {
        return {setting(learning_rate, 0.0f, highest_rate, 0.0f, repairs),
                setting(rate_decay, 0.0f, highest_rate, 0.0f, repairs), setting(epsilon, 1e-12f, 1.0f, 1e-10f, repairs),
                setting(initial_sum, 0.0f, 1e6f, 0.0f, repairs)};
    }
    Step begin(Corrections& corrections, float rate) const {
        const float decay = 1.0f + MOTE_PRODUCT(static_cast<float>(corrections.steps) * rate_decay);
        corrections.steps = detail::counted(corrections.steps);
        return {-quotient(rate, decay), epsilon, initial_sum};
    }
    static constexpr float longest_step(const Step& step) { return -1.001f * step.negative_rate; }

    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient, Array<Pack, memory>& sums) {
        sums[0] = min(mul_add(gradient, gradient, sums[0]), 1e37f);
        const Pack inverse_root = reciprocal(square_root(sums[0] + step.initial_sum) + step.epsilon);
        return mul_add(step.negative_rate * gradient, inverse_root, weight);
    }
};

/// d = g·√(u + ε) / √(v + ε), w ← w - rate·d, with v and u the moving means of g² and of d². torch.optim.Adadelta; Zeiler 2012,
/// "ADADELTA: An Adaptive Learning Rate Method", algorithm 1. |d| is at most 10⁶. 8 bytes of state a parameter.
struct Adadelta {
    float learning_rate = 1.0f;  ///< factor of a step, [0, 10⁶]
    float rho = 0.9f;            ///< decay of both means, [0, 0.999999]
    float epsilon = 1e-6f;       ///< added below the roots, [1e-12, 1]

    static constexpr uint32_t id = 17;
    static constexpr size_t memory = 2;
    static constexpr bool bounded = false;
    struct Corrections {};
    struct Step {
        float negative_rate, rho, epsilon;
    };

    [[gnu::always_inline]] constexpr Adadelta repaired(Repairs& repairs) const {
        return {setting(learning_rate, 0.0f, highest_rate, 0.0f, repairs),
                setting(rho, 0.0f, highest_decay, 0.9f, repairs), setting(epsilon, 1e-12f, 1.0f, 1e-6f, repairs)};
    }
    Step begin(Corrections&, float rate) const { return {-rate, rho, quotient(epsilon, 1.0f - rho)}; }

    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient,
                                              Array<Pack, memory>& squares) {
        squares[0] = mul_add(squares[0], step.rho, gradient * gradient);
        const Pack ratio = (squares[1] + step.epsilon) / (squares[0] + step.epsilon);
        const Pack change = clamp_within(square_root(ratio) * gradient, 1e6f);
        squares[1] = mul_add(squares[1], step.rho, change * change);
        return mul_add(step.negative_rate, change, weight);
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
