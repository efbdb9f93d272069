// SPDX-License-Identifier: MIT
// From logits, which a network for classes gives, to probabilities and to the class itself.
//
//   probabilities(predict(net, x))   softmax: one for each class, their sum is 1 but for rounding; the exp of CrossEntropy
//   probability(z)                   sigmoid: of yes, where one output says yes or no
//   argmax(predict(net, x))          the class; it needs no probabilities
#pragma once

#include "../base/contiguous.hpp"
#include "../base/math.hpp"
#include "../guard/sanitize.hpp"
#include "../loss/classification.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// The index of the largest value, of the first if there are several. A NaN is never the largest; of nothing but NaN, 0.
constexpr size_t argmax(const float* values, size_t count) {
    size_t largest = 0;
    for (size_t i = 1; i < count; ++i) {
        const bool is_larger = is_nan(values[largest]) || values[largest] < values[i];
        largest = is_larger && !is_nan(values[i]) ? i : largest;
    }
    return largest;
}
template <size_t Count>
constexpr size_t argmax(const float (&values)[Count]) {
    return argmax(values, Count);
}
template <size_t Count>
constexpr size_t argmax(const Array<float, Count>& values) {
    return argmax(values.begin(), Count);
}

/// e^z[o] / Σ e^z: the probability of each class. The largest logit is subtracted first, so any logits are welcome: a NaN has
/// probability 0, infinities count as the largest floats.
template <size_t Classes>
Array<float, Classes> probabilities(const float (&logits)[Classes]) {
    Array<float, Classes> found{};
    float largest = -largest_float;
    for (size_t o = 0; o < Classes; ++o) {
        found[o] = nan_to_num(logits[o], -largest_float);
        largest = larger(largest, found[o]);
    }
    const float sum = detail::into_exponentials(found.begin(), largest, Size<Classes>{});
    const float factor = quotient(1.0f, sum);
    for (float& power : found) {
        power = MOTE_PRODUCT(power * factor);
    }
    return found;
}
template <size_t Classes>
Array<float, Classes> probabilities(const Array<float, Classes>& logits) {
    return probabilities(logits.elements);
}

/// 1 / (1 + e^-z): the probability of yes; of a NaN, 1/2.
inline float probability(float logit) { return first_lane(sigmoid(Pack(nan_to_num(logit)))); }

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
