// SPDX-License-Identifier: MIT
// Smooth relatives of the rectifier.
#pragma once

#include "activation.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// z·tanh(ln(1 + e^z)), Misra 2019, "Mish: A Self Regularized Non-Monotonic Activation Function", equation 1.
struct Mish {
    static constexpr uint32_t id = 4, parameter = 0;
    static constexpr bool slope_from_value = false;
    static constexpr double slope_bound = 1.1;  // its maximum is 1.0885, at z = 1.4863
    static constexpr double value_bound(double z) { return z < 0.31 ? 0.31 : z; }  // its minimum is -0.3089

    static Pack value(Pack z) { return mish(z).value; }
    static ValueAndSlope value_and_slope(Pack z) { return mish(z); }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
