// SPDX-License-Identifier: MIT
#include "network.hpp"

#ifdef MISUSE
constexpr auto slow = mote::Recipe{mote::MeanSquaredError{}, mote::Sgd{}, mote::Cosine{9}, mote::Cosine{9}};
#else
constexpr auto slow = mote::Recipe{mote::MeanSquaredError{}, mote::Sgd{}, mote::Cosine{9}, mote::Guard{}};
#endif
mote::Workspace<Net, decltype(slow), 1> work;
