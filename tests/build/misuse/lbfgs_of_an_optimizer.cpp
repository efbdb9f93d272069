// SPDX-License-Identifier: MIT
#include "network.hpp"

#ifdef MISUSE
mote::SecondOrderWorkspace<Net, mote::Lbfgs<8, mote::Adam>> work;
#else
mote::SecondOrderWorkspace<Net, mote::Lbfgs<8, mote::Huber>> work;
#endif
