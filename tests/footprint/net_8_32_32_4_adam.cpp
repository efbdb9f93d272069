// SPDX-License-Identifier: MIT
// A larger network, of three shapes: 8-32-32-4 with Adam, one row a step.
#include "training.hpp"

using Net = mote::Network<mote::Input<8>, mote::Dense<32, mote::Tanh>, mote::Dense<32, mote::Tanh>, mote::Dense<4>>;
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.01f}};
constexpr float x[2][8] = {{-0.4f, 0.1f, 0.2f, 0.5f}, {0.3f, -0.2f, 0.1f, 0.6f}},
                y[2][4] = {{0, 1, 0, 1}, {1, 0, 1, 0}};

static Net net;
static mote::Workspace<Net, decltype(recipe), 1> work;

int main() { return learn_marked(net, work, recipe, x, y) ? 0 : 1; }
