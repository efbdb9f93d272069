// SPDX-License-Identifier: MIT
#include "network.hpp"

#ifdef MISUSE
mote::SecondOrderWorkspace<Net, decltype(recipe)> work;
#else
mote::SecondOrderWorkspace<Net, mote::LevenbergMarquardt> work;
#endif
