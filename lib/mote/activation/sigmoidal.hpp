// SPDX-License-Identifier: MIT
// Activations that saturate on both sides.
#pragma once

#include "activation.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// tanh(z); slope 1 - tanh²(z).
struct Tanh {
    static constexpr uint32_t id = 2, parameter = 0;
    static constexpr bool slope_from_value = true;
    static constexpr double slope_bound = 1;
    static constexpr double value_bound(double) { return 1; }

    static Pack value(Pack z) { return tanh(z); }
    static Pack slope(Pack value) { return Pack(1.0f) - value * value; }
};

/// 1 / (1 + e^-z); slope σ(z)·(1 - σ(z)).
struct Sigmoid {
    static constexpr uint32_t id = 3, parameter = 0;
    static constexpr bool slope_from_value = true;
    static constexpr double slope_bound = 0.25;
    static constexpr double value_bound(double) { return 1; }

    static Pack value(Pack z) { return sigmoid(z); }
    static Pack slope(Pack value) { return value * (Pack(1.0f) - value); }
};

/// z / (1 + |z|); slope (1 - |value|)². Within 1.50 ULP. torch.nn.Softsign.
struct Softsign {
    static constexpr uint32_t id = 11, parameter = 0;
    static constexpr bool slope_from_value = true;
    static constexpr double slope_bound = 1;
    static constexpr double value_bound(double z) { return z < 1 ? z : 1; }

    static Pack value(Pack z) { return z / (1.0f + detail::absolute(z)); }
    static Pack slope(Pack value) {
        const Pack root = 1.0f - detail::absolute(value);
        return root * root;
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
