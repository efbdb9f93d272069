// SPDX-License-Identifier: MIT
// Activations: what a unit makes of its sum z, and the slope that backpropagation needs.
//
// An activation is a type with
//   id, parameter                what an Image's shape hash records: no two activations may be taken for each other
//   slope_from_value             true: backward needs slope(value) alone. false: value_and_slope(z) gives both, and the
//                                slope is stored, 4 bytes a unit and row of the workspace's batch
//   value(z)                     finite for finite z, NaN for NaN
//   value_bound(z), slope_bound  the largest |value| for |z| <= z, and the largest |slope|: what bounds.hpp proves with
// A new one needs no registration; write the struct, give it an id from 128 up, and name it in a Dense.
#pragma once

#include "mote/math.hpp"
#include "mote/traits.hpp"

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

/// max(z, 0); slope 1 above 0, else 0 (PyTorch's choice at 0).
struct Relu {
    static constexpr uint32_t id = 1, parameter = 0;
    static constexpr bool slope_from_value = true;
    static constexpr double slope_bound = 1;
    static constexpr double value_bound(double z) { return z; }

    static Pack value(Pack z) { return max(0.0f, z); }
    static Pack slope(Pack value) { return select(Pack(0.0f) < value, Pack(1.0f), Pack(0.0f)); }
};

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

/// z·tanh(ln(1 + e^z)), Misra 2019, "Mish: A Self Regularized Non-Monotonic Activation Function", equation 1.
struct Mish {
    static constexpr uint32_t id = 4, parameter = 0;
    static constexpr bool slope_from_value = false;
    static constexpr double slope_bound = 1.1;  // its maximum is 1.0885, at z = 1.4863
    static constexpr double value_bound(double z) { return z < 0.31 ? 0.31 : z; }  // its minimum is -0.3089

    static Pack value(Pack z) { return mish(z).value; }
    static ValueAndSlope value_and_slope(Pack z) { return mish(z); }
};

/// sin(Frequency·z), Sitzmann et al. 2020, "Implicit Neural Representations with Periodic Activation Functions",
/// section 3.2: 30 is their first layer's frequency; pair it with the initialisation Siren.
template <uint32_t Frequency = 1>
struct Sin {
    static_assert(Frequency > 0, "mote: Sin needs a frequency of 1 or more");
    static constexpr uint32_t id = 5, parameter = Frequency;
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
