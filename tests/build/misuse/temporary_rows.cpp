// SPDX-License-Identifier: MIT
#include "network.hpp"

#ifndef COUNT
#define COUNT
#endif
mote::Workspace<Net, decltype(recipe), 4> work;
#ifdef MISUSE
mote::Samples<Net, mote::MeanSquaredError> samples({{0, 1}, {1, 0}}, {1, 1} COUNT);
#else
const float x[2][2] = {{0, 1}, {1, 0}}, y[2] = {1, 1};
mote::Samples<Net, mote::MeanSquaredError> samples(x, y);
#endif
mote::Result result = mote::train(net, work, recipe, samples);
