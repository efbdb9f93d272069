// SPDX-License-Identifier: MIT
// Its numbers would never be looked at.
#include "network.hpp"

struct Stricter : mote::Guard {
    float input_limit = 1.0f;
};
#ifdef MISUSE
using GuardOfRecipe = Stricter;
#else
using GuardOfRecipe = mote::Guard;
#endif
constexpr auto careful = mote::Recipe{mote::MeanSquaredError{}, mote::Sgd{}, mote::Constant{}, GuardOfRecipe{}};
mote::Workspace<Net, decltype(careful), 1> work;
const float x[1][2] = {}, y[1] = {};
mote::Result result = mote::train(net, work, careful, {x, y});
