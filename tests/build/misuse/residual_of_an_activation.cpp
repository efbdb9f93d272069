// SPDX-License-Identifier: MIT
#include <mote/mote.hpp>

#ifdef MISUSE
mote::Network<mote::Input<4>, mote::Residual<mote::Relu>, mote::Dense<1>> net;
#else
mote::Network<mote::Input<4>, mote::Residual<mote::Dense<4, mote::Relu>>, mote::Dense<1>> net;
#endif
