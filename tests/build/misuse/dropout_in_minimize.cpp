// SPDX-License-Identifier: MIT
#include "network.hpp"

#ifdef MISUSE
using Minimized = mote::Network<mote::Input<2>, mote::Dense<3, mote::Tanh>, mote::Dropout<>, mote::Dense<1>>;
#else
using Minimized = Net;
#endif
Minimized minimized;
mote::SecondOrderWorkspace<Minimized, mote::Lbfgs<>> work;
const float x[4][2] = {}, y[4] = {};
mote::MinimizeResult result = mote::minimize(minimized, work, mote::Lbfgs<>{}, {x, y}, {});
