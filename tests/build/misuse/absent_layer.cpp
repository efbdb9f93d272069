// SPDX-License-Identifier: MIT
#include "network.hpp"

#ifdef MISUSE
constexpr size_t layer = 2;
#else
constexpr size_t layer = 1;
#endif
float of_last_layer();
float of_last_layer() { return net.bias<layer>(0); }
