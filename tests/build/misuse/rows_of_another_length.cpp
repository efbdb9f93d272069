// SPDX-License-Identifier: MIT
#include "network.hpp"

#ifdef MISUSE
constexpr size_t length = 3;
#else
constexpr size_t length = 2;
#endif
mote::Workspace<Net, decltype(recipe), 4> work;
const float x[4][length] = {}, y[4] = {};
mote::Result result = mote::train(net, work, recipe, {x, y});
