// SPDX-License-Identifier: MIT
// As a compiler defines it under -ffast-math.
#ifdef MISUSE
#define __FAST_MATH__ 1
#endif
#include <mote/base/port.hpp>
