// SPDX-License-Identifier: MIT
#include <mote/mote.hpp>

#ifdef MISUSE
mote::Network<mote::Input<1>, mote::Dense<4, mote::LeakyRelu<mote::Ratio<1, 0>>>, mote::Dense<1>> net;
#else
mote::Network<mote::Input<1>, mote::Dense<4, mote::LeakyRelu<mote::Ratio<1, 5>>>, mote::Dense<1>> net;
#endif
