// SPDX-License-Identifier: MIT
#include "network.hpp"

#ifdef MISUSE
constexpr size_t layers = 3;
#else
constexpr size_t layers = 2;
#endif
float feature = mote::features<layers>(net, {0.25f, 0.5f})[0];
