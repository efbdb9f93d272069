// SPDX-License-Identifier: MIT
// Runs of floats by one instruction (vldmia, vstmia): what GCC does for integers and not for floats. A run of n takes n + 1
// cycles on a Cortex-M4, n single loads 2·n. The registers of an instruction must follow one another, so they have names here.
#pragma once

namespace mote {
namespace MOTE_PORT {

/// See mote/block.hpp.
[[gnu::always_inline]] inline void load_run(const float* from, Pack (&to)[4]) {
    register float a asm("s16"), b asm("s17"), c asm("s18"), d asm("s19");
    asm("vldmia %4, {s16-s19}"
        : "=t"(a), "=t"(b), "=t"(c), "=t"(d)
        : "r"(from), "m"(*reinterpret_cast<const float(*)[4]>(from)));
    to[0] = a, to[1] = b, to[2] = c, to[3] = d;
}
[[gnu::always_inline]] inline void load_run_beside(const float* from, Pack (&to)[4]) {
    register float a asm("s28"), b asm("s29"), c asm("s30"), d asm("s31");
    asm("vldmia %4, {s28-s31}"
        : "=t"(a), "=t"(b), "=t"(c), "=t"(d)
        : "r"(from), "m"(*reinterpret_cast<const float(*)[4]>(from)));
    to[0] = a, to[1] = b, to[2] = c, to[3] = d;
}
[[gnu::always_inline]] inline void load_run(const float* from, Pack (&to)[8]) {
    register float a asm("s20"), b asm("s21"), c asm("s22"), d asm("s23");
    register float e asm("s24"), f asm("s25"), g asm("s26"), h asm("s27");
    asm("vldmia %8, {s20-s27}"
        : "=t"(a), "=t"(b), "=t"(c), "=t"(d), "=t"(e), "=t"(f), "=t"(g), "=t"(h)
        : "r"(from), "m"(*reinterpret_cast<const float(*)[8]>(from)));
    to[0] = a, to[1] = b, to[2] = c, to[3] = d, to[4] = e, to[5] = f, to[6] = g, to[7] = h;
}

[[gnu::always_inline]] inline void store_run(const Pack (&from)[4], float* to) {
    register float a asm("s16") = from[0].lane;
    register float b asm("s17") = from[1].lane;
    register float c asm("s18") = from[2].lane;
    register float d asm("s19") = from[3].lane;
    asm("vstmia %1, {s16-s19}" : "=m"(*reinterpret_cast<float(*)[4]>(to)) : "r"(to), "t"(a), "t"(b), "t"(c), "t"(d));
}
[[gnu::always_inline]] inline void store_run(const Pack (&from)[8], float* to) {
    register float a asm("s20") = from[0].lane;
    register float b asm("s21") = from[1].lane;
    register float c asm("s22") = from[2].lane;
    register float d asm("s23") = from[3].lane;
    register float e asm("s24") = from[4].lane;
    register float f asm("s25") = from[5].lane;
    register float g asm("s26") = from[6].lane;
    register float h asm("s27") = from[7].lane;
    asm("vstmia %1, {s20-s27}"
        : "=m"(*reinterpret_cast<float(*)[8]>(to))
        : "r"(to), "t"(a), "t"(b), "t"(c), "t"(d), "t"(e), "t"(f), "t"(g), "t"(h));
}

}  // namespace MOTE_PORT
}  // namespace mote
