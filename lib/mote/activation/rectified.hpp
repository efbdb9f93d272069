// SPDX-License-Identifier: MIT
// Rectified activations: linear on one side.
#pragma once

#include "activation.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// max(z, 0); slope 1 above 0, else 0 (PyTorch's choice at 0).
struct Relu {
    static constexpr uint32_t id = 1, parameter = 0;
    static constexpr bool slope_from_value = true;
    static constexpr double slope_bound = 1;
    static constexpr double value_bound(double z) { return z; }

    static Pack value(Pack z) { return max(0.0f, z); }
    static Pack slope(Pack value) { return select(Pack(0.0f) < value, Pack(1.0f), Pack(0.0f)); }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
