// SPDX-License-Identifier: MIT
#include "network.hpp"

#ifdef MISUSE
constexpr size_t outputs = 3;
#else
constexpr size_t outputs = 1;
#endif
void answer(const float (&x)[4][2], float (&y)[4][outputs]);
void answer(const float (&x)[4][2], float (&y)[4][outputs]) { mote::predict(net, x, y, 4); }
