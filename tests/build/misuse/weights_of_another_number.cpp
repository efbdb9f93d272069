// SPDX-License-Identifier: MIT
#include <mote/mote.hpp>

#ifdef MISUSE
constexpr size_t classes = 4;
#else
constexpr size_t classes = 3;
#endif
constexpr auto recipe = mote::Recipe{mote::WeightedCrossEntropy{{1, 2, 3}}, mote::Sgd{0.1f}};
mote::Workspace<mote::Network<mote::Input<1>, mote::Dense<classes>>, decltype(recipe), 4> work;
