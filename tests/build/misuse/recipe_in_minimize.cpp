// SPDX-License-Identifier: MIT
#include "network.hpp"

mote::SecondOrderWorkspace<Net, mote::LevenbergMarquardt> work;
const float x[4][2] = {}, y[4] = {};
#ifdef MISUSE
mote::MinimizeResult result = mote::minimize(net, work, recipe, {x, y}, {});
#else
mote::MinimizeResult result = mote::minimize(net, work, mote::LevenbergMarquardt{}, {x, y}, {});
#endif
