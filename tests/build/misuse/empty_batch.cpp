// SPDX-License-Identifier: MIT
#include "network.hpp"

#ifdef MISUSE
constexpr size_t batch = 0;
#else
constexpr size_t batch = 1;
#endif
mote::Workspace<Net, decltype(recipe), batch> work;
