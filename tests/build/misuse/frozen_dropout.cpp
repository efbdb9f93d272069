// SPDX-License-Identifier: MIT
#include <mote/mote.hpp>

#ifdef MISUSE
mote::Network<mote::Input<1>, mote::Frozen<mote::Dropout<>>, mote::Dense<1>> net;
#else
mote::Network<mote::Input<1>, mote::Dropout<>, mote::Dense<1>> net;
#endif
