// SPDX-License-Identifier: MIT
// The end of what prologue.hpp opens.

#ifdef __clang__
#pragma float_control(pop)
#pragma clang diagnostic pop
#else
#pragma GCC diagnostic pop
#endif

#pragma pop_macro("word")
#pragma pop_macro("tanh")
#pragma pop_macro("Status")
#pragma pop_macro("sqrt")
#pragma pop_macro("small")
#pragma pop_macro("sin")
#pragma pop_macro("select")
#pragma pop_macro("round")
#pragma pop_macro("random")
#pragma pop_macro("output")
#pragma pop_macro("noinline")
#pragma pop_macro("near")
#pragma pop_macro("move")
#pragma pop_macro("min")
#pragma pop_macro("max")
#pragma pop_macro("Mask")
#pragma pop_macro("map")
#pragma pop_macro("log")
#pragma pop_macro("length")
#pragma pop_macro("interface")
#pragma pop_macro("input")
#pragma pop_macro("index")
#pragma pop_macro("fma")
#pragma pop_macro("far")
#pragma pop_macro("exp")
#pragma pop_macro("error")
#pragma pop_macro("erf")
#pragma pop_macro("current")
#pragma pop_macro("crc32")
#pragma pop_macro("cos")
#pragma pop_macro("columns")
#pragma pop_macro("clear")
#pragma pop_macro("clamp")
#pragma pop_macro("bit")
#pragma pop_macro("always_inline")
#pragma pop_macro("abs")
