// SPDX-License-Identifier: MIT
#include <hostile.hpp>

#include "hostile_network.hpp"

#ifdef MISUSE
using Net = mote::Network<mote::Input<flash::Net::inputs>, mote::InputScaling, mote::Dense<1, mote::Tanh>>;
#else
using Net = flash::Net;
#endif
constexpr Net net = mote_weights::hostile<Net>();
