// SPDX-License-Identifier: MIT
#include <mote/mote.hpp>

#ifdef MISUSE
using Loss = mote::IgnoreClass<255, mote::SampleWeighted<mote::CrossEntropy>>;
#else
using Loss = mote::SampleWeighted<mote::IgnoreClass<255, mote::CrossEntropy>>;
#endif
constexpr Loss loss{};
