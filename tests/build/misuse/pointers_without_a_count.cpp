// SPDX-License-Identifier: MIT
#include "network.hpp"

mote::Workspace<Net, decltype(recipe), 4> work;
const float x[4][2] = {}, y[4] = {};
const float *first_x = x[0], *first_y = y;
#ifdef MISUSE
mote::Result result = mote::train(net, work, recipe, {first_x, first_y});
#else
mote::Result result = mote::train(net, work, recipe, {first_x, first_y, 4});
#endif
