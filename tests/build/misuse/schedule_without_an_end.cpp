// SPDX-License-Identifier: MIT
#include "network.hpp"

#ifdef MISUSE
const auto schedule = mote::Cosine{};
#else
constexpr mote::Cosine schedule{100};
#endif
