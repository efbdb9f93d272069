// SPDX-License-Identifier: MIT
// As GCC defines it for the x87 unit (-mfpmath=387).
#ifdef MISUSE
#undef __FLT_EVAL_METHOD__
#define __FLT_EVAL_METHOD__ 2
#endif
#include <mote/base/port.hpp>
