// SPDX-License-Identifier: MIT
// More parameters than a machine can address; on AVR and 32-bit machines far smaller ones are refused by the same sentence.
#include <mote/mote.hpp>

#ifdef MISUSE
constexpr size_t units = ~size_t{0} / 8;
#else
constexpr size_t units = 8;
#endif
using Net = mote::Network<mote::Input<8>, mote::Dense<units, mote::Tanh>, mote::Dense<1>>;
constexpr size_t count = Net::parameter_count;
