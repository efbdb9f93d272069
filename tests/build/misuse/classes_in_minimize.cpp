// SPDX-License-Identifier: MIT
#include "network.hpp"

mote::SecondOrderWorkspace<Net, mote::LevenbergMarquardt> work;
const float x[4][2] = {};
#ifdef MISUSE
const int y[4] = {};
#else
const float y[4] = {};
#endif
mote::MinimizeResult result = mote::minimize(net, work, mote::LevenbergMarquardt{}, {x, y}, {});
