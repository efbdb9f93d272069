// SPDX-License-Identifier: MIT
#include <mote/mote.hpp>

#ifdef MISUSE
constexpr size_t units = 0;
#else
constexpr size_t units = 1;
#endif
mote::Network<mote::Input<1>, mote::Dense<units>> net;
