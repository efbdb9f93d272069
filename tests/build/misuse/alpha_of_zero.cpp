// SPDX-License-Identifier: MIT
#include <mote/mote.hpp>

#ifdef MISUSE
mote::Network<mote::Input<1>, mote::Dense<4, mote::Elu<mote::Ratio<0>>>, mote::Dense<1>> net;
#else
mote::Network<mote::Input<1>, mote::Dense<4, mote::Elu<mote::Ratio<1, 2>>>, mote::Dense<1>> net;
#endif
