// SPDX-License-Identifier: MIT
#include "network.hpp"

#ifdef MISUSE
constexpr size_t pairs = 0;
#else
constexpr size_t pairs = 4;
#endif
mote::SecondOrderWorkspace<Net, mote::Lbfgs<pairs>> work;
