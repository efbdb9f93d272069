// SPDX-License-Identifier: MIT
// All that is C++ of a firmware in C: which network, and how it learns. CMake's mote_add_c_interface makes the rest.
#pragma once

#include <mote/mote.hpp>

using Net = mote::Network<mote::Input<2>, mote::Dense<3, mote::Tanh>, mote::Dense<1>>;
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.05f}};

static_assert(mote::image_size<Net> <= 128, "the image has to fit the block that firmware keeps for it");
