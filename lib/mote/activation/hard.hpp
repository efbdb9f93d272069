// SPDX-License-Identifier: MIT
// Activations in pieces, linear or quadratic: quick stand-ins for smooth ones.
#pragma once

#include "activation.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

constexpr float sixth = 1.0f / 6.0f;
inline Pack one_between(Pack value, float low, float high) {
    return select(low < value, select(value < Pack(high), Pack(1.0f), Pack(0.0f)), Pack(0.0f));
}

}  // namespace detail

/// min(max(z, 0), 6); slope 1 in between, else 0. torch.nn.ReLU6.
struct Relu6 {
    static constexpr uint32_t id = 7, parameter = 0;
    static constexpr bool slope_from_value = true;
    static constexpr double slope_bound = 1;
    static constexpr double value_bound(double z) { return z < 6 ? z : 6; }

    static Pack value(Pack z) { return detail::at_most(detail::at_least(z, 0.0f), 6.0f); }
    static Pack slope(Pack value) { return detail::one_between(value, 0.0f, 6.0f); }
};

/// min(max(z, -1), 1); slope 1 in between, else 0. torch.nn.Hardtanh.
struct HardTanh {
    static constexpr uint32_t id = 8, parameter = 0;
    static constexpr bool slope_from_value = true;
    static constexpr double slope_bound = 1;
    static constexpr double value_bound(double z) { return z < 1 ? z : 1; }

    static Pack value(Pack z) { return detail::at_most(detail::at_least(z, -1.0f), 1.0f); }
    static Pack slope(Pack value) { return detail::one_between(value, -1.0f, 1.0f); }
};

/// min(max(z + 3, 0), 6) / 6; slope 1/6 where the value is neither 0 nor 1, else 0. torch.nn.Hardsigmoid.
struct HardSigmoid {
    static constexpr uint32_t id = 9, parameter = 0;
    static constexpr bool slope_from_value = true;
    static constexpr double slope_bound = 1.0 / 6.0;
    static constexpr double value_bound(double) { return 1; }

    static Pack value(Pack z) { return Relu6::value(z + 3.0f) * detail::sixth; }
    static Pack slope(Pack value) { return detail::one_between(value, 0.0f, 1.0f) * detail::sixth; }
};

/// z·hardsigmoid(z), Howard et al. 2019, "Searching for MobileNetV3", section 5.2; slope z/3 + 1/2 from -3 to 3, below 0 and
/// above 1. torch.nn.Hardswish.
struct HardSwish {
    static constexpr uint32_t id = 10, parameter = 0;
    static constexpr bool slope_from_value = false;
    static constexpr double slope_bound = 1.5;
    static constexpr double value_bound(double z) { return z; }

    static Pack value(Pack z) { return z * HardSigmoid::value(z); }
    static ValueAndSlope value_and_slope(Pack z) {
        const Pack between = mul_add(z, 1.0f / 3.0f, 0.5f);
        return {value(z), select(3.0f < z, 1.0f, select(z < Pack(-3.0f), Pack(0.0f), between))};
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
