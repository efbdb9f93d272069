// SPDX-License-Identifier: MIT
#include "network.hpp"

mote::Workspace<Net, decltype(recipe), 4> work;
const float x[4][2] = {}, y[4] = {};
#ifdef MISUSE
mote::Result result = mote::train(net, work, mote::Recipe{mote::MeanSquaredError{}, mote::Sgd{0.1f}}, {x, y});
#else
mote::Result result = mote::train(net, work, recipe, {x, y});
#endif
