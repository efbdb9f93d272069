// SPDX-License-Identifier: MIT
// Every header of mote opens with this after its includes, and closes with epilogue.hpp. In between, four things of the
// program around it have no effect, and afterwards they are as they were:
//   macros    by which other headers take everyday names (Arduino.h, windows.h, Xlib.h, curses.h, Rinternals.h, a log() of your own)
//   -Wshadow  a global of the program may have the name of a local variable here; mote's own build still asks
//   unrolling a sanitizer may keep clang from it, and clang says so (-Wpass-failed); the loop is slower and no less right
//   fusing    a product and a sum are not rounded as one, whatever the compiler's default. This is clang's part; GCC has a
//             pragma for whole functions alone (port.hpp)
// It has no include guard: it is meant to be included again.

#pragma push_macro("abs")
#pragma push_macro("always_inline")
#pragma push_macro("bit")
#pragma push_macro("clamp")
#pragma push_macro("clear")
#pragma push_macro("columns")
#pragma push_macro("cos")
#pragma push_macro("crc32")
#pragma push_macro("current")
#pragma push_macro("erf")
#pragma push_macro("error")
#pragma push_macro("exp")
#pragma push_macro("far")
#pragma push_macro("fma")
#pragma push_macro("index")
#pragma push_macro("input")
#pragma push_macro("interface")
#pragma push_macro("length")
#pragma push_macro("log")
#pragma push_macro("map")
#pragma push_macro("Mask")
#pragma push_macro("max")
#pragma push_macro("min")
#pragma push_macro("move")
#pragma push_macro("near")
#pragma push_macro("noinline")
#pragma push_macro("output")
#pragma push_macro("random")
#pragma push_macro("round")
#pragma push_macro("select")
#pragma push_macro("sin")
#pragma push_macro("small")
#pragma push_macro("sqrt")
#pragma push_macro("Status")
#pragma push_macro("tanh")
#pragma push_macro("word")

#undef abs
#undef always_inline
#undef bit
#undef clamp
#undef clear
#undef columns
#undef cos
#undef crc32
#undef current
#undef erf
#undef error
#undef exp
#undef far
#undef fma
#undef index
#undef input
#undef interface
#undef length
#undef log
#undef map
#undef Mask
#undef max
#undef min
#undef move
#undef near
#undef noinline
#undef output
#undef random
#undef round
#undef select
#undef sin
#undef small
#undef sqrt
#undef Status
#undef tanh
#undef word

#ifdef __clang__
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wignored-pragmas"  // where a target cannot restore it, fusing stays off
#ifndef MOTE_OWN_BUILD
#pragma clang diagnostic ignored "-Wshadow"
#endif
#pragma clang diagnostic ignored "-Wpass-failed"
#pragma float_control(push)
#pragma STDC FP_CONTRACT OFF
#else
#pragma GCC diagnostic push
#ifndef MOTE_OWN_BUILD
#pragma GCC diagnostic ignored "-Wshadow"
#endif
#endif
