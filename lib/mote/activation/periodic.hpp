// SPDX-License-Identifier: MIT
// Periodic activations.
#pragma once

#include "activation.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// sin(Frequency·z), Sitzmann et al. 2020, "Implicit Neural Representations with Periodic Activation Functions",
/// section 3.2: 30 is their first layer's frequency; pair it with the initialization Siren.
template <uint32_t Frequency = 1>
struct Sin {
    static constexpr bool check() {
        constexpr bool is_valid = Frequency > 0;
        static_assert(is_valid, "mote: Sin needs a frequency of 1 or more");
        return is_valid;
    }
    static constexpr uint32_t id = 5, parameter = Frequency, frequency = Frequency;
    static constexpr bool slope_from_value = false;
    static constexpr double slope_bound = Frequency;
    static constexpr double value_bound(double) { return 1; }

    static Pack value(Pack z) { return sin(z * static_cast<float>(Frequency)); }
    static ValueAndSlope value_and_slope(Pack z) {
        const SineAndCosine both = sin_cos(z * static_cast<float>(Frequency));
        return {both.sine, both.cosine * static_cast<float>(Frequency)};
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
