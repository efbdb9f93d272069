// SPDX-License-Identifier: MIT
#include "network.hpp"

#ifdef MISUSE
constexpr size_t rows = 5;
#else
constexpr size_t rows = 4;
#endif
mote::Workspace<Net, decltype(recipe), 4> work;
const float x[rows][2] = {}, y[rows] = {};
mote::Result result = mote::train(net, work, recipe, {x, y});
