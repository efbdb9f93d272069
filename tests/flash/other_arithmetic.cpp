// SPDX-License-Identifier: MIT
#ifdef MISUSE
#ifdef MOTE_FUSED
#undef MOTE_FUSED
#else
#define MOTE_FUSED
#endif
#endif
#include <hostile.hpp>

#include "hostile_network.hpp"

constexpr flash::Net net = mote_weights::hostile<flash::Net>();
