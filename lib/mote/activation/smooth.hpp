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

/// z·sigmoid(z), also called Swish, Elfwing et al. 2018, "Sigmoid-Weighted Linear Units"; torch.nn.SiLU.
struct Silu {
    static constexpr uint32_t id = 16, parameter = 0;
    static constexpr bool slope_from_value = false;
    static constexpr double slope_bound = 1.1;  // its maximum is 1.0998, at z = 2.3994
    static constexpr double value_bound(double z) { return z < 0.279 ? 0.279 : z; }  // its minimum is -0.2785

    static Pack value(Pack z) { return silu(z).value; }
    static ValueAndSlope value_and_slope(Pack z) { return silu(z); }
};

/// z·Phi(z), where Phi is the normal distribution, Hendrycks and Gimpel 2016, "Gaussian Error Linear Units". torch.nn.GELU.
struct Gelu {
    static constexpr uint32_t id = 17, parameter = 0;
    static constexpr bool slope_from_value = false;
    static constexpr double slope_bound = 1.129;  // its maximum is 1.12890, at z = sqrt(2)
    static constexpr double value_bound(double z) { return z < 0.17 ? 0.17 : z; }  // its minimum is -0.16997

    static Pack value(Pack z) { return gelu(z).value; }
    static ValueAndSlope value_and_slope(Pack z) { return gelu(z); }
};

/// z·(1 + tanh(sqrt(2/pi)·(z + 0.044715·z³)))/2, the same paper's approximation: for networks that were trained with it.
/// It is no quicker than Gelu. torch.nn.GELU(approximate="tanh").
struct GeluTanh {
    static constexpr uint32_t id = 18, parameter = 0;
    static constexpr bool slope_from_value = false;
    static constexpr double slope_bound = 1.13;  // its maximum is 1.12899, at z = 1.4185
    static constexpr double value_bound(double z) { return z < 0.1701 ? 0.1701 : z; }  // its minimum is -0.17004

    static Pack value(Pack z) { return gelu_tanh(z).value; }
    static ValueAndSlope value_and_slope(Pack z) { return gelu_tanh(z); }
};

/// ln(1 + e^(Beta·z)) / Beta, and z where Beta·z is above Threshold; slope sigmoid(Beta·z).
/// Within 1.71 ULP where Beta is 1. torch.nn.Softplus.
template <class Beta = Ratio<1>, class Threshold = Ratio<20>>
struct Softplus {
    static constexpr bool check() {
        constexpr bool a = Beta::number > 0.0f, b = a && Threshold::number >= 0.0f;
        static_assert(a, "mote: Softplus needs a beta above 0");
        static_assert(b || !a, "mote: Softplus needs a threshold of 0 or more");
        return b;
    }
    static constexpr uint32_t id = 15, parameter = Beta::identity + 65521u * Threshold::identity,
                              second_parameter = Threshold::identity;
    static constexpr bool slope_from_value = true;
    static constexpr double slope_bound = 1;
    static constexpr double value_bound(double z) { return z + 0.6932 / Beta::bound; }

    static Pack value(Pack z) {
        const Pack steep = z * Beta::number;
        const Pack curve =
            (detail::at_least(steep, 0.0f) + detail::log1p_of_exp(detail::negative(steep))) * (1.0f / Beta::number);
        return select(Threshold::number < steep, z, curve);
    }
    static Pack slope(Pack value) {
        const Pack negative_slope = detail::exp_less_one(value * -Beta::number);
        return select(Threshold::number < value * Beta::number, 1.0f,
                      from_bits(bits(negative_slope) ^ detail::sign_bit));
    }
};

/// -ln(1 + e^-z), the logarithm of a sigmoid; slope sigmoid(-z). Within 1.71 ULP. torch.nn.LogSigmoid.
struct LogSigmoid {
    static constexpr uint32_t id = 19, parameter = 0;
    static constexpr bool slope_from_value = true;
    static constexpr double slope_bound = 1;
    static constexpr double value_bound(double z) { return z + 0.6932; }

    static Pack value(Pack z) { return detail::at_most(z, 0.0f) - detail::log1p_of_exp(detail::negative(z)); }
    static Pack slope(Pack value) { return from_bits(bits(detail::exp_less_one(value)) ^ detail::sign_bit); }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
