// SPDX-License-Identifier: MIT
#include "network.hpp"

mote::Workspace<Net, decltype(recipe), 4> work;
void learn(const float* x, const float* y);
void learn(const float* x, const float* y) {
#ifdef MISUSE
    mote::train(net, work, recipe, {x, y, 4});
#else
    (void)mote::train(net, work, recipe, {x, y, 4});
#endif
}
