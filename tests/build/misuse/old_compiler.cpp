// SPDX-License-Identifier: MIT
#ifdef MISUSE
#ifdef __clang__
#undef __clang_major__
#define __clang_major__ 13
#else
#undef __GNUC__
#define __GNUC__ 10
#endif
#endif
#include <mote/base/compiler.hpp>
