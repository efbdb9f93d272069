// SPDX-License-Identifier: MIT
#include "network.hpp"

#ifdef MISUSE
using Number = double;
#else
using Number = float;
#endif
mote::Workspace<Net, decltype(recipe), 4> work;
const Number x[4][2] = {}, y[4] = {};
mote::Result result = mote::train(net, work, recipe, {x, y});
