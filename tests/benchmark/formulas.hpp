// SPDX-License-Identifier: MIT
// The formulas that hand-written trainers share, one number at a time, for compilers to vectorise: activations with
// their slopes, losses, optimizers. In a namespace of its own in each source, since each is compiled with other flags.
#pragma once

#ifdef EXACT_TANH
#include <mote/base/math.hpp>
#endif

#include <cmath>

#include "problem.hpp"

namespace benchmark_suite {
namespace {

/// What a unit gives, and what its slope is.
struct Unit {
    float value, slope;
};

/// z·tanh(ln(1 + e^z)), with n = (1 + e^z)² - 1 as n / (n + 2); above 20 it is z.
inline Unit mish(float z) {
    const float e = std::exp(z < 20.0f ? z : 20.0f);
    const float n = e * (e + 2.0f);
    const float reciprocal = 1.0f / (n + 2.0f);
    return {z * n * reciprocal, (n + z * 4.0f * e * (e + 1.0f) * reciprocal) * reciprocal};
}

#ifdef EXACT_TANH
/// mote's own, one number at a time.
inline float tanh_of(float z) { return mote::first_lane(mote::tanh(mote::Pack(z))); }
#else
/// tanh as a quotient of polynomials: Eigen's, for compilers to vectorise.
inline float tanh_of(float z) {
    const float x = z > 7.9f ? 7.9f : z < -7.9f ? -7.9f : z;
    const float x2 = x * x;
    float p = -2.76076847742355e-16f;
    p = p * x2 + 2.00018790482477e-13f;
    p = p * x2 - 8.60467152213735e-11f;
    p = p * x2 + 5.12229709037114e-08f;
    p = p * x2 + 1.48572235717979e-05f;
    p = p * x2 + 6.37261928875436e-04f;
    p = p * x2 + 4.89352455891786e-03f;
    float q = 1.19825839466702e-06f;
    q = q * x2 + 1.18534705686654e-04f;
    q = q * x2 + 2.26843463243900e-03f;
    q = q * x2 + 4.89352518554385e-03f;
    return x * p / q;
}
#endif

template <Activation activation>
inline float activate(float z) {
    return activation == Activation::tanh ? tanh_of(z) : z < 0.0f ? 0.0f : z;
}
template <Activation activation>
inline float slope_from_value(float value) {
    return activation == Activation::tanh ? 1.0f - value * value : value > 0.0f ? 1.0f : 0.0f;
}

/// mean((p - y)²); its gradient goes to `deltas`.
template <size_t Count>
float mean_squared_error(const float* __restrict outputs, const float* __restrict targets, float* __restrict deltas) {
    float sum = 0.0f;
    for (size_t i = 0; i < Count; ++i) {
        const float error = outputs[i] - targets[i];
        sum += error * error;
        deltas[i] = error * (2.0f / static_cast<float>(Count));
    }
    return sum / static_cast<float>(Count);
}

/// mean(ln Σ e^z - z[class]) over rows of logits; its gradient goes to `deltas`.
template <size_t Rows, size_t Outputs>
float cross_entropy(const float* __restrict logits, const uint16_t* __restrict classes, float* __restrict deltas) {
    float sum = 0.0f;
    for (size_t row = 0; row < Rows; ++row) {
        const float* const z = logits + row * Outputs;
        float* const delta = deltas + row * Outputs;
        float largest = z[0];
        for (size_t o = 1; o < Outputs; ++o) {
            largest = z[o] > largest ? z[o] : largest;
        }
        float total = 0.0f;
        for (size_t o = 0; o < Outputs; ++o) {
            delta[o] = std::exp(z[o] - largest);
            total += delta[o];
        }
        for (size_t o = 0; o < Outputs; ++o) {
            delta[o] *= 1.0f / (total * static_cast<float>(Rows));
        }
        delta[classes[row]] -= 1.0f / static_cast<float>(Rows);
        sum += std::log(total) + largest - z[classes[row]];
    }
    return sum / static_cast<float>(Rows);
}

template <size_t Count>
void descend(float* __restrict parameters, const float* __restrict gradients, float rate) {
    for (size_t i = 0; i < Count; ++i) {
        parameters[i] -= rate * gradients[i];
    }
}

/// 1 - β1^t and 1 - β2^t.
struct Corrections {
    float first = 0.0f, second = 0.0f;

    void advance() {
        first = beta1 * first + (1.0f - beta1);
        second = beta2 * second + (1.0f - beta2);
    }
};

/// Adam with the corrections folded into rate and epsilon: one root, one division a parameter, one pass over all.
template <size_t Count>
void adam(float* __restrict parameters, const float* __restrict gradients, float* __restrict first_moments,
          float* __restrict second_moments, const Corrections& corrections, float rate) {
    const float root = std::sqrt(corrections.second);
    const float folded_rate = rate * root / corrections.first, folded_epsilon = epsilon * root;
    for (size_t i = 0; i < Count; ++i) {
        const float first = beta1 * first_moments[i] + (1.0f - beta1) * gradients[i];
        const float second = beta2 * second_moments[i] + (1.0f - beta2) * gradients[i] * gradients[i];
        first_moments[i] = first;
        second_moments[i] = second;
        parameters[i] -= folded_rate * first / (std::sqrt(second) + folded_epsilon);
    }
}

}  // namespace
}  // namespace benchmark_suite
