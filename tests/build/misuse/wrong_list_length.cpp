// SPDX-License-Identifier: MIT
#include "network.hpp"

#ifdef MISUSE
float answer = mote::predict(net, {0.25f})[0];
#else
float answer = mote::predict(net, {0.25f, 0.5f})[0];
#endif
