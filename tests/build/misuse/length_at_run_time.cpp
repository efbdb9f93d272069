// SPDX-License-Identifier: MIT
#include "network.hpp"

struct View {
    const float* first;
    size_t count;
    const float* data() const { return first; }
    size_t size() const { return count; }
};
void answer(View x, float* y);
void answer(View x, float* y) {
#ifdef MISUSE
    y[0] = mote::predict(net, x)[0];
#else
    mote::predict(net, x, y, 1);
#endif
}
