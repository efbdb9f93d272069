// SPDX-License-Identifier: MIT
#include "network.hpp"

#ifdef MISUSE
constexpr auto careful = mote::Recipe{mote::MeanSquaredError{}, mote::Sgd{}, mote::Guard{}};
#else
constexpr auto careful = mote::Recipe{mote::MeanSquaredError{}, mote::Sgd{}, mote::Constant{}, mote::Guard{}};
#endif
mote::Workspace<Net, decltype(careful), 1> work;
const float x[1][2] = {}, y[1] = {};
mote::Result result = mote::train(net, work, careful, {x, y});
