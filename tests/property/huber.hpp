// SPDX-License-Identifier: MIT
// A loss that the library does not have, with a setting, by what loss/loss.hpp says: torch.nn.HuberLoss(delta).
#pragma once

#include "property/canonical.hpp"
#include "property/hostile.hpp"

namespace own {

/// error²/2 for |error| <= delta, else delta·(|error| - delta/2): near·(error - near/2), `near` being the error within
/// ±delta.
struct Huber {
    float delta = 1.0f;  ///< where the parabola becomes a line, [0, 10⁶]

    static constexpr double value_bound(double error) { return error * error / 2; }
    static constexpr double slope_bound(double error) { return error; }
    constexpr Huber repaired(mote::Repairs& repairs) const { return {mote::setting(delta, 0.0f, 1e6f, 1.0f, repairs)}; }
    mote::Pack slope(mote::Pack error) const { return clamp_within(error, delta); }
    mote::Pack added(mote::Pack sum, mote::Pack error) const {
        const mote::Pack near = slope(error);
        return mote::mul_add(near, error - near * 0.5f, sum);
    }
};

/// The naive loop.
inline float accumulate(Huber huber, std::vector<canonical::Floats>& outputs, const float* targets) {
    const float scale = 1.0f / static_cast<float>(outputs.size() * outputs[0].size());
    float sum = 0.0f;
    for (canonical::Floats& row : outputs) {
        float of_row = 0.0f;
        for (float& output : row) {
            const float error = output - *targets++;
            const float near = mote::clamp(error, -huber.delta, huber.delta);
            of_row = mote::mul_add(near, error - near * 0.5f, of_row);
            output = near * scale;
        }
        sum = sum + of_row;
    }
    return sum;
}

/// PyTorch's definition in double precision, for one row.
inline double loss(Huber huber, const std::vector<double>& z, const double* targets) {
    const auto delta = static_cast<double>(huber.delta);
    double sum = 0;
    for (size_t o = 0; o < z.size(); ++o) {
        const double distance = ::fabs(z[o] - targets[o]);
        sum += distance <= delta ? 0.5 * distance * distance : delta * (distance - 0.5 * delta);
    }
    return sum / static_cast<double>(z.size());
}

inline void spoil_loss(Numbers& numbers, Huber& huber) { huber.delta = setting(numbers, 0.5f); }

}  // namespace own
