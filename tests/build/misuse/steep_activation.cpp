// SPDX-License-Identifier: MIT
#include <mote/mote.hpp>

struct Steep : mote::Identity {
#ifdef MISUSE
    static constexpr double slope_bound = 1e30;
#endif
};

using Net = mote::Network<mote::Input<1>, mote::Dense<8, mote::Tanh>, mote::Dense<1, Steep>>;
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Sgd{0.1f}};
mote::Workspace<Net, decltype(recipe), 4> work;
