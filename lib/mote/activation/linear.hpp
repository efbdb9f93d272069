// SPDX-License-Identifier: MIT
// No activation at all.
#pragma once

#include "activation.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// value z, slope 1: for outputs and linear models.
struct Identity {
    static constexpr uint32_t id = 0, parameter = 0;
    static constexpr bool slope_from_value = true;
    static constexpr double slope_bound = 1;
    static constexpr double value_bound(double z) { return z; }

    static Pack value(Pack z) { return z; }
    static Pack slope(Pack) { return 1.0f; }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
