// SPDX-License-Identifier: MIT
#include <hostile.hpp>
#include <unsafe.hpp>

#include "hostile_network.hpp"

#ifdef MISUSE
constexpr flash::Net net = mote_weights::unsafe<flash::Net>();
#else
constexpr flash::Net net = mote_weights::hostile<flash::Net>();
#endif
