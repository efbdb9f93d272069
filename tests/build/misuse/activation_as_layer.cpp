// SPDX-License-Identifier: MIT
#include <mote/mote.hpp>

#ifdef MISUSE
using Net = mote::Network<mote::Input<1>, mote::Dense<3>, mote::Tanh, mote::Dense<1>>;
#else
using Net = mote::Network<mote::Input<1>, mote::Dense<3, mote::Tanh>, mote::Dense<1>>;
#endif
float answer(const Net& net);
float answer(const Net& net) { return mote::predict(net, {0.5f})[0]; }
