// SPDX-License-Identifier: MIT
#include <mote/mote.hpp>

#ifdef MISUSE
using Net = mote::Network<mote::Input<2>, mote::Dense<3, mote::Tanh>, mote::Dense<1>>;
#else
using Net = mote::Network<mote::Input<2>, mote::Dense<3, mote::Tanh>, mote::Dense<1>, mote::OutputScaling>;
#endif
void set_units(Net& net);
void set_units(Net& net) { net.output_offsets()[0] = 101325.0f; }
