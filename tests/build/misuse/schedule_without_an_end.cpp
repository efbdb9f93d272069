// SPDX-License-Identifier: MIT
#include "network.hpp"

#ifdef MISUSE
constexpr mote::Cosine schedule{};
#else
constexpr mote::Cosine schedule{100};
#endif
