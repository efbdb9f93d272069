// SPDX-License-Identifier: MIT
// The smallest program that learns: XOR with Adam, one row a step.
#include "training.hpp"

using Net = mote::Network<mote::Input<2>, mote::Dense<3, mote::Tanh>, mote::Dense<1>>;
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.01f}};
constexpr float x[4][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, y[4][1] = {{0}, {1}, {1}, {0}};

static Net net;
static mote::Workspace<Net, decltype(recipe), 1> work;

int main() { return learn_marked(net, work, recipe, x, y) ? 0 : 1; }
