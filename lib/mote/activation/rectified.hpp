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

/// z above 0, else Slope·z; slope 1 above 0, else Slope. torch.nn.LeakyReLU.
template <class Slope = Ratio<1, 100>>
struct LeakyRelu {
    static constexpr bool check() {
        constexpr bool is_valid = Slope::number > 0.0f;
        static_assert(is_valid, "mote: LeakyRelu needs a slope above 0; with 0 it is Relu");
        return is_valid;
    }
    static constexpr uint32_t id = 6, parameter = Slope::identity;
    static constexpr bool slope_from_value = true;
    static constexpr double slope_bound = larger<double>(1.0, Slope::bound);
    static constexpr double value_bound(double z) { return slope_bound * z; }

    static Pack value(Pack z) { return select(Pack(0.0f) < z, z, z * Slope::number); }
    static Pack slope(Pack value) { return select(Pack(0.0f) < value, Pack(1.0f), Pack(Slope::number)); }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
