// SPDX-License-Identifier: MIT
// As a compiler defines it under -std=c++14, which is avr-gcc's and older Arduino cores' default.
#ifdef MISUSE
#undef __cplusplus
#define __cplusplus 201402L
#endif
#include <mote/base/compiler.hpp>
