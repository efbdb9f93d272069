// SPDX-License-Identifier: MIT
// XOR with one row a step, as in xor_adam.cpp, whose parts are named on the compiler's command line: features builds it once for
// each part that there is.
#include "training.hpp"

#ifndef ACTIVATION
#define ACTIVATION Tanh
#endif
#ifndef LOSS
#define LOSS \
    MeanSquaredError {}
#endif
#ifndef OPTIMIZER
#define OPTIMIZER \
    Sgd {}
#endif
#ifndef SCHEDULE
#define SCHEDULE \
    Constant {}
#endif
#ifndef HIDDEN
#define HIDDEN 3
#endif
#ifndef LAYERS
#define LAYERS Dense<HIDDEN, ACTIVATION>, Dense<outputs>
#endif

using namespace mote;

#if defined(CLASSES)
constexpr size_t outputs = 2;
constexpr ClassNumber y[4][1] = {{0}, {1}, {1}, {0}};
#elif defined(TWO_OUTPUTS)
constexpr size_t outputs = 2;
constexpr float y[4][2] = {{1, 0}, {0, 1}, {0, 1}, {1, 0}};
#else
constexpr size_t outputs = 1;
constexpr float y[4][1] = {{0}, {1}, {1}, {0}};
#endif
constexpr float x[4][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};

using Net = Network<Input<2>, LAYERS>;
constexpr auto recipe = Recipe{LOSS, OPTIMIZER, SCHEDULE};

static Net net;
static Workspace<Net, decltype(recipe), 1> work;

#if defined(WEIGHTS)
constexpr float weights[4] = {1, 2, 3, 4};
int main() { return learn_marked(net, work, recipe, x, y, weights) ? 0 : 1; }
#else
int main() { return learn_marked(net, work, recipe, x, y) ? 0 : 1; }
#endif
