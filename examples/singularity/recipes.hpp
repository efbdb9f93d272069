// SPDX-License-Identifier: MIT
// The networks of the demonstration, and how they learn. Everything here is a constant of the program.
#pragma once

#include <mote/mote.hpp>

#include "data.hpp"

namespace singularity {

template <size_t Width>
using PlainMish =
    mote::Network<mote::Input<1>, mote::Dense<Width, mote::Mish>, mote::Dense<Width, mote::Mish>, mote::Dense<1>>;
using SmallMish = PlainMish<20>;
using WideTanh =
    mote::Network<mote::Input<1>, mote::Dense<64, mote::Tanh>, mote::Dense<64, mote::Tanh>, mote::Dense<1>>;

/// Sitzmann et al. 2020: sines all the way.
using Siren = mote::Network<mote::Input<1>, mote::Dense<64, mote::Sin<30>>, mote::Dense<64, mote::Sin<30>>,
                            mote::Dense<1>, mote::OutputScaling>;

/// Tancik et al. 2020: what stands behind 16 sines and cosines of x can be an ordinary network.
using FourierTanh = mote::Network<mote::Input<1>, mote::FourierFeatures<16>, mote::Dense<64, mote::Tanh>,
                                  mote::Dense<64, mote::Tanh>, mote::Dense<1>, mote::OutputScaling>;
template <size_t Width>
using WavesMish = mote::Network<mote::Input<1>, mote::FourierFeatures<16>, mote::Dense<Width, mote::Mish>,
                                mote::Dense<Width, mote::Mish>, mote::Dense<1>, mote::OutputScaling>;
using FourierMish = WavesMish<20>;

/// The clamp that makes the targets learnable: whatever is beyond ±100, or no number at all, is repaired and counted.
constexpr auto clamp_targets = mote::Guard{mote::BadRow::repair, mote::largest_float, limit};

constexpr uint32_t epochs_of_leg = 3000;  ///< between two looks at a network
constexpr uint32_t legs_of_lesson = 3;
constexpr uint32_t all_epochs = legs_of_lesson * epochs_of_leg;

template <class GuardOfRecipe>
constexpr auto gradient_descent(float rate, GuardOfRecipe guard) {
    return mote::Recipe{mote::MeanSquaredError{}, mote::Sgd{rate}, mote::Constant{}, guard};
}
constexpr auto adam(float rate) {
    return mote::Recipe{mote::MeanSquaredError{}, mote::Adam{rate}, mote::Constant{}, clamp_targets};
}
constexpr auto adam_cosine(float rate) {
    return mote::Recipe{mote::MeanSquaredError{}, mote::Adam{rate}, mote::Cosine{all_epochs}, clamp_targets};
}

}  // namespace singularity
