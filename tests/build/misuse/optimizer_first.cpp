// SPDX-License-Identifier: MIT
#include "network.hpp"

#ifdef MISUSE
constexpr auto swapped = mote::Recipe{mote::Sgd{}, mote::MeanSquaredError{}};
#else
constexpr auto swapped = mote::Recipe{mote::MeanSquaredError{}, mote::Sgd{}};
#endif
mote::Workspace<Net, decltype(swapped), 1> work;
