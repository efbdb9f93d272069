// SPDX-License-Identifier: MIT
#include "network.hpp"

#ifdef MISUSE
mote::Workspace<Net, mote::MeanSquaredError, 4> work;
#else
mote::Workspace<Net, decltype(recipe), 4> work;
#endif
