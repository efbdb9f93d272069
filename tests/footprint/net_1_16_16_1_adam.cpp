// SPDX-License-Identifier: MIT
// What a sensor is calibrated with: 1-16-16-1 with Adam, one row a step.
#include "training.hpp"

using Net = mote::Network<mote::Input<1>, mote::Dense<16, mote::Tanh>, mote::Dense<16, mote::Tanh>, mote::Dense<1>>;
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.01f}};
constexpr float x[4][1] = {{-0.4f}, {0.1f}, {0.2f}, {0.5f}}, y[4][1] = {{0}, {1}, {1}, {0}};

static Net net;
static mote::Workspace<Net, decltype(recipe), 1> work;

int main() { return learn_marked(net, work, recipe, x, y) ? 0 : 1; }
