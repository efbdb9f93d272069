// SPDX-License-Identifier: MIT
#include "network.hpp"

#ifdef MISUSE
constexpr size_t inputs = 3;
#else
constexpr size_t inputs = 2;
#endif
void answer(const float (&x)[4][inputs], float (&y)[4]);
void answer(const float (&x)[4][inputs], float (&y)[4]) { mote::predict(net, x, y, 4); }
