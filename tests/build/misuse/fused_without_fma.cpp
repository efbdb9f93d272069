// SPDX-License-Identifier: MIT
#undef MOTE_FUSED
#ifdef MISUSE
#define MOTE_FUSED
#endif
#include <mote/base/port.hpp>
