// SPDX-License-Identifier: MIT
#include <mote/mote.hpp>

#ifdef MISUSE
using Loss = mote::IgnoreClass<255, mote::MeanSquaredError>;
#else
using Loss = mote::IgnoreClass<255, mote::CrossEntropy>;
#endif
constexpr Loss loss{};
