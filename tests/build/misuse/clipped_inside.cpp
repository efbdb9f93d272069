// SPDX-License-Identifier: MIT
#include <mote/mote.hpp>

#ifdef MISUSE
constexpr auto optimizer = mote::L2Penalty{mote::ClipNorm{mote::Adam{}, 1.0f}, 1e-4f};
#else
constexpr auto optimizer = mote::ClipNorm{mote::L2Penalty{mote::Adam{}, 1e-4f}, 1.0f};
#endif
