// SPDX-License-Identifier: MIT
#include <mote/mote.hpp>

#ifdef MISUSE
mote::Network<mote::Input<1>, mote::Dense<1>, mote::Ceilings<0>> net;
#else
mote::Network<mote::Input<1>, mote::Dense<1>, mote::Ceilings<10>> net;
#endif
