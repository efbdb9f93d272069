// SPDX-License-Identifier: MIT
#include "network.hpp"

using Wide = mote::Network<mote::Input<60000>, mote::Dense<60000, mote::Tanh>, mote::Dense<1>>;
#ifdef MISUSE
extern mote::SecondOrderWorkspace<Wide, mote::LevenbergMarquardt> work;
#else
extern mote::SecondOrderWorkspace<Net, mote::LevenbergMarquardt> work;
#endif
const size_t bytes = sizeof(work);
