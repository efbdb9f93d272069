// SPDX-License-Identifier: MIT
// The C++ of somebody else's program in C.
#pragma once

#include <mote/mote.hpp>

using Net = mote::Network<mote::Input<1>, mote::Dense<4, mote::Tanh>, mote::Dense<1>>;
using Classifier = mote::Network<mote::Input<1>, mote::Dense<4, mote::Tanh>, mote::Dense<2>>;
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.01f}};
constexpr auto classification = mote::Recipe{mote::CrossEntropy{}, mote::Adam{0.01f}};
constexpr auto weighted = mote::Recipe{mote::SampleWeighted{mote::MeanSquaredError{}}, mote::Adam{0.01f}};
