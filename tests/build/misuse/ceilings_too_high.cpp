// SPDX-License-Identifier: MIT
#include <mote/mote.hpp>

#ifdef MISUSE
using Limits = mote::Ceilings<4000000000, 4000000000, 4000000000>;
#else
using Limits = mote::Ceilings<>;
#endif
using Net = mote::Network<mote::Input<100>, mote::Dense<100, mote::Relu>, mote::Dense<1>, Limits>;
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Sgd{0.1f}};
mote::Workspace<Net, decltype(recipe), 4> work;
