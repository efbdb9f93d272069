// SPDX-License-Identifier: MIT
#include <mote/mote.hpp>

#ifdef MISUSE
using Output = mote::Dense<3, mote::Sigmoid>;
#else
using Output = mote::Dense<3>;
#endif
constexpr auto recipe = mote::Recipe{mote::CrossEntropy{}, mote::Sgd{0.1f}};
mote::Workspace<mote::Network<mote::Input<1>, Output>, decltype(recipe), 4> work;
