// SPDX-License-Identifier: MIT
#include "network.hpp"

mote::SecondOrderWorkspace<Net, mote::Lbfgs<>> work;
const float x[4][2] = {}, y[4] = {};
#ifdef MISUSE
mote::MinimizeResult result = mote::minimize(net, work, mote::LevenbergMarquardt{}, {x, y}, {});
#else
mote::MinimizeResult result = mote::minimize(net, work, mote::Lbfgs<>{}, {x, y}, {});
#endif
