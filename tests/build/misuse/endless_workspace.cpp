// SPDX-License-Identifier: MIT
#include "network.hpp"

#ifdef MISUSE
constexpr size_t batch = ~size_t{0} / 16;
#else
constexpr size_t batch = 16;
#endif
constexpr size_t bytes = sizeof(mote::Workspace<Net, decltype(recipe), batch>);
