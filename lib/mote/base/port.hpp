// SPDX-License-Identifier: MIT
// The seam to the machine: takes the Pack of the port whose folder is on the include path, and settles the profile.
// Two facts come from the build: the port (an include path) and the profile (MOTE_FUSED defined, or not).
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "compiler.hpp"
#include "version.hpp"

#if !__has_include(<mote_pack.hpp>)
#error "mote: no port is on the include path; add a folder of ports/arithmetic, for example -I ports/arithmetic/generic"
#include "mote: the sentence above says why the compilation ends here"
#endif

#include "prologue.hpp"
// What follows is the port's.
#include <mote_pack.hpp>

#define MOTE_JOIN_NAMES(port, profile) port##_##profile
#define MOTE_JOIN(port, profile) MOTE_JOIN_NAMES(port, profile)
#ifdef MOTE_FUSED
#define MOTE_BUILD MOTE_JOIN(MOTE_PORT, fused)
#else
#define MOTE_BUILD MOTE_JOIN(MOTE_PORT, unfused)
#endif

namespace mote {
/// Everything lives in a namespace named after port and profile: two translation units built for different machines
/// must never share one copy of a template, or the linker may keep the one that the other machine cannot run.
inline namespace MOTE_BUILD {

using MOTE_PORT::Bits;
using MOTE_PORT::Mask;
using MOTE_PORT::Pack;
using MOTE_PORT::Tuning;

// Named here, so that a variable of the program cannot take their place.
using MOTE_PORT::any_sign;
using MOTE_PORT::bits;
using MOTE_PORT::clamp_within;
using MOTE_PORT::fma;
using MOTE_PORT::from_bits;
using MOTE_PORT::max;
using MOTE_PORT::min;
using MOTE_PORT::reciprocal;
using MOTE_PORT::select;
using MOTE_PORT::sqrt;
using MOTE_PORT::sums_of_rows;
using MOTE_PORT::transpose;

/// How a multiply-add rounds: after each of its two operations, or once. A program has one profile on every machine.
enum class Arithmetic : uint8_t { unfused = 0, fused = 1 };

#ifdef MOTE_FUSED
constexpr Arithmetic arithmetic = Arithmetic::fused;
static_assert(Tuning::has_fma,
              "mote: MOTE_ARITHMETIC=fused needs a machine with a fused multiply-add; build for one or use unfused");
#else
constexpr Arithmetic arithmetic = Arithmetic::unfused;
#endif

/// a·b + c, rounded as the profile says.
inline Pack mul_add(Pack a, Pack b, Pack c) {
    if constexpr (arithmetic == Arithmetic::fused) {
        return fma(a, b, c);
    } else {
        return a * b + c;
    }
}

/// The same for one float.
inline float mul_add(float a, float b, float c) {
    if constexpr (arithmetic == Arithmetic::fused) {
        return __builtin_fmaf(a, b, c);
    } else {
        return MOTE_PRODUCT(a * b) + c;
    }
}

/// The first lane of a Pack.
inline float first_lane(Pack a) {
    float lane = 0.0f;
    a.store(&lane, 1);
    return lane;
}

/// a / b of two floats, by the same function as those of Packs where division is one.
inline float quotient(float a, float b) {
    if constexpr (Pack::width == 1) {
        return first_lane(Pack(a) / Pack(b));
    } else {
        return a / b;
    }
}

/// Makes the compiler compute a value here and not later. Does nothing, unless the port has its own.
template <class Value>
inline void settle(Value&) {}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "epilogue.hpp"
