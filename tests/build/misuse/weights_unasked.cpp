// SPDX-License-Identifier: MIT
#include "network.hpp"

#ifdef MISUSE
constexpr auto recipe_of_weights = recipe;
#else
constexpr auto recipe_of_weights = mote::Recipe{mote::SampleWeighted{mote::MeanSquaredError{}}, mote::Adam{0.05f}};
#endif
mote::Workspace<Net, decltype(recipe_of_weights), 4> work;
const float x[4][2] = {}, y[4] = {}, weights[4] = {};
const mote::Status status = mote::train(net, work, recipe_of_weights, {x, y, weights}).status;
