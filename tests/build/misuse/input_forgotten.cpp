// SPDX-License-Identifier: MIT
#include <mote/mote.hpp>

#ifdef MISUSE
mote::Network<mote::Dense<2, mote::Tanh>, mote::Dense<3, mote::Tanh>, mote::Dense<1>> net;
#else
mote::Network<mote::Input<2>, mote::Dense<3, mote::Tanh>, mote::Dense<1>> net;
#endif
