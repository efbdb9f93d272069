// SPDX-License-Identifier: MIT
#include "network.hpp"

#ifdef MISUSE
constexpr size_t rows = 0;
#else
constexpr size_t rows = 4;
#endif
mote::SecondOrderWorkspace<Net, mote::Lbfgs<8, mote::MeanSquaredError, rows>> work;
