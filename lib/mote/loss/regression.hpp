// SPDX-License-Identifier: MIT
// Losses of an error, output - target. torch.nn's, by the same names, where PyTorch has them.
#pragma once

#include "elementwise.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// mean((p - y)²) over rows and outputs. torch.nn.MSELoss.
struct MeanSquaredError {
    static constexpr float gradient_factor = 2.0f;
    static constexpr double value_bound(double error) { return error * error; }
    static constexpr double slope_bound(double error) { return 2 * error; }

    [[gnu::always_inline]] static Pack added(Pack sum, Pack error) { return mul_add(error, error, sum); }
    [[gnu::always_inline]] static Pack slope(Pack error) { return error; }
};

/// mean |p - y|. The gradient of an error of 0 is 0. torch.nn.L1Loss.
struct L1 {
    static constexpr double value_bound(double error) { return error; }
    static constexpr double slope_bound(double) { return 1; }

    [[gnu::always_inline]] static Pack added(Pack sum, Pack error) { return sum + detail::absolute(error); }
    [[gnu::always_inline]] static Pack slope(Pack error) { return detail::towards(error, 1.0f); }
};

/// The mean of e²/2 for errors up to delta, of delta·(|e| - delta/2) beyond: outliers pull no harder than delta.
/// torch.nn.HuberLoss.
struct Huber {
    float delta = 1.0f;  ///< where the parabola becomes a line, [0, 10⁶]

    static constexpr double value_bound(double error) { return error * error / 2; }
    static constexpr double slope_bound(double error) { return error; }
    [[gnu::always_inline]] constexpr Huber repaired(Repairs& repairs) const {
        return {setting(delta, 0.0f, 1e6f, 1.0f, repairs)};
    }

    [[gnu::always_inline]] Pack added(Pack sum, Pack error) const {
        const Pack inside = slope(error);
        return mul_add(inside, error - inside * 0.5f, sum);
    }
    [[gnu::always_inline]] Pack slope(Pack error) const { return clamp_within(error, delta); }
};

/// Huber's loss with delta = beta, divided by beta: |e| - beta/2 beyond it. torch.nn.SmoothL1Loss; for its beta 0 take
/// L1.
struct SmoothL1 {
    float beta = 1.0f;  ///< where the parabola becomes a line, [10⁻⁶, 10⁶]

    static constexpr double value_bound(double error) { return error * error / 2; }
    static constexpr double slope_bound(double error) { return error; }
    [[gnu::always_inline]] constexpr SmoothL1 repaired(Repairs& repairs) const {
        return {setting(beta, 1e-6f, 1e6f, 1.0f, repairs)};
    }

    float factor() const { return quotient(1.0f, beta); }
    [[gnu::always_inline]] Pack added(Pack sum, Pack error) const { return Huber{beta}.added(sum, error); }
    [[gnu::always_inline]] Pack slope(Pack error) const { return Huber{beta}.slope(error); }
};

/// mean log(cosh(p - y)): inside 0 half the square, far away |e| - log 2.
struct LogCosh {
    static constexpr double value_bound(double error) { return error; }
    static constexpr double slope_bound(double) { return 1; }

    [[gnu::always_inline]] static Pack added(Pack sum, Pack error) { return sum + detail::log_cosh(error); }
    [[gnu::always_inline]] static Pack slope(Pack error) { return tanh(error); }
};

/// The mean of quantile·(y - p) where the output is too low, of (1 - quantile)·(p - y) where it is too high: it is least where a
/// share `quantile` of the targets lies below the output. The gradient of an error of 0 is 0. Koenker & Bassett 1978,
/// "Regression Quantiles".
struct Quantile {
    float quantile = 0.5f;  ///< [0, 1]

    static constexpr double value_bound(double error) { return error; }
    static constexpr double slope_bound(double) { return 1; }
    [[gnu::always_inline]] constexpr Quantile repaired(Repairs& repairs) const {
        return {setting(quantile, 0.0f, 1.0f, 0.5f, repairs)};
    }

    [[gnu::always_inline]] Pack added(Pack sum, Pack error) const { return mul_add(error, slope(error), sum); }
    [[gnu::always_inline]] Pack slope(Pack error) const {
        return select(error < 0.0f, Pack(-quantile), detail::towards(error, 1.0f - quantile));
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
