// SPDX-License-Identifier: MIT
#include "network.hpp"

struct Narrow {
#ifdef MISUSE
    float weights = 0.1f;
#else
    static mote::UniformBounds bounds(const mote::LayerToInitialize&) { return {0.1f, 0.0f}; }
#endif
};
void start();
void start() { mote::init(net, 1, Narrow{}); }
