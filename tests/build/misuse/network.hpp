// SPDX-License-Identifier: MIT
// What the misuses in this folder misuse.
#pragma once

#include <mote/mote.hpp>

using Net = mote::Network<mote::Input<2>, mote::Dense<3, mote::Tanh>, mote::Dense<1>>;
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.05f}};
inline Net net;
