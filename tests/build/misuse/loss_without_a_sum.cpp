// SPDX-License-Identifier: MIT
#include "network.hpp"

/// A loss of the other kind: its own reduction.
struct Own : mote::CrossEntropy {
#ifdef MISUSE
    static constexpr int accumulate = 0;
#endif
};
using Classes = mote::Network<mote::Input<2>, mote::Dense<2>>;
constexpr auto own = mote::Recipe{Own{}, mote::Sgd{}};
mote::Workspace<Classes, decltype(own), 1> work;
