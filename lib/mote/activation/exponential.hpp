// SPDX-License-Identifier: MIT
// Rectifiers whose left side ends at a floor, by an exponential. Values are within 1.11 ULP where no number scales them,
// and within 2.18 ULP in Selu.
#pragma once

#include "activation.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// z above 0, else Alpha·(e^z - 1), Clevert et al. 2016, "Fast and Accurate Deep Network Learning by Exponential Linear
/// Units"; slope 1 above 0, else value + Alpha. torch.nn.ELU.
template <class Alpha = Ratio<1>>
struct Elu {
    static constexpr bool check() {
        constexpr bool is_valid = Alpha::number > 0.0f;
        static_assert(is_valid, "mote: Elu needs an alpha above 0");
        return is_valid;
    }
    static constexpr uint32_t id = 12, parameter = Alpha::identity;
    static constexpr bool slope_from_value = true;
    static constexpr double slope_bound = larger<double>(1.0, Alpha::bound);
    static constexpr double value_bound(double z) { return larger<double>(z, z < 1 ? Alpha::bound * z : Alpha::bound); }

    static Pack value(Pack z) { return select(Pack(0.0f) < z, z, Alpha::number * detail::exp_less_one(z)); }
    static Pack slope(Pack value) { return select(Pack(0.0f) < value, Pack(1.0f), value + Alpha::number); }
};

/// Scale·z above 0, else Scale·alpha·(e^z - 1), with the two numbers of Klambauer et al. 2017, "Self-Normalizing Neural
/// Networks", which keep the spread of values from layer to layer if weights have a variance of 1 / inputs. torch.nn.SELU.
struct Selu {
    static constexpr float scale = 1.0507009873554804934f, lowest = 1.0507009873554804934f * 1.6732632423543772848f;
    static constexpr uint32_t id = 13, parameter = 0;
    static constexpr bool slope_from_value = true;
    static constexpr double slope_bound = 1.7581;
    static constexpr double value_bound(double z) { return larger<double>(1.0508 * z, z < 1 ? 1.7581 * z : 1.7581); }

    static Pack value(Pack z) { return select(Pack(0.0f) < z, z * scale, lowest * detail::exp_less_one(z)); }
    static Pack slope(Pack value) { return select(Pack(0.0f) < value, Pack(scale), value + lowest); }
};

/// z above 0, else Alpha·(e^(z/Alpha) - 1), Barron 2017, "Continuously Differentiable Exponential Linear Units"; slope 1 above
/// 0, else value/Alpha + 1. torch.nn.CELU.
template <class Alpha = Ratio<1>>
struct Celu {
    static constexpr bool check() {
        constexpr bool is_valid = Alpha::number > 0.0f;
        static_assert(is_valid, "mote: Celu needs an alpha above 0");
        return is_valid;
    }
    static constexpr float inverse = 1.0f / Alpha::number;
    static constexpr uint32_t id = 14, parameter = Alpha::identity;
    static constexpr bool slope_from_value = true;
    static constexpr double slope_bound = 1;
    static constexpr double value_bound(double z) { return z; }

    static Pack value(Pack z) { return select(Pack(0.0f) < z, z, Alpha::number * detail::exp_less_one(z * inverse)); }
    static Pack slope(Pack value) { return select(Pack(0.0f) < value, Pack(1.0f), mul_add(value, inverse, 1.0f)); }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
