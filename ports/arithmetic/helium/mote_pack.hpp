// SPDX-License-Identifier: MIT
// Cortex-M55 and M85 with Helium (MVE), 4 lanes. Helium takes denormals for zero, whatever one asks for: the bits are
// those of other machines only while none occurs. Who needs them always takes the port microcontroller, compiled
// without MVE's floats (-mcpu=cortex-m55+nomve.fp).
#pragma once

#if !defined(__ARM_FEATURE_MVE) || (__ARM_FEATURE_MVE & 2) == 0
#error "mote: the port helium needs -mcpu=cortex-m55 or more"
#endif

#define MOTE_PORT helium
#define MOTE_LANES 4

#include <arm_mve.h>

#include "../base/mote_lanes.hpp"

namespace mote {
namespace MOTE_PORT {

inline Pack Pack::load(const float* from, unsigned count) { return Pack(Floats(vldrwq_z_f32(from, vctp32q(count)))); }
/// The first `count` lanes to `to`, where a compiler is to know which floats that changes.
template <class Stored>
[[gnu::always_inline]] inline void store_first(Floats lanes, float* to, unsigned count) {
    asm("vctp.32 %2\n\tvpst\n\tvstrwt.32 %q1, [%3]"
        : "+m"(*reinterpret_cast<Stored*>(to))
        : "w"(lanes), "r"(count), "r"(to)
        : "p0");
}
/// Not vstrwq_p_f32: GCC 12 takes that for a store of all lanes, and leaves out what was stored behind the last one before.
inline void Pack::store(float* to, unsigned count) const {
    if (__builtin_constant_p(count) && count == 1) {
        store_first<float[1]>(lanes, to, count);
    } else if (__builtin_constant_p(count) && count == 2) {
        store_first<float[2]>(lanes, to, count);
    } else if (__builtin_constant_p(count) && count == 3) {
        store_first<float[3]>(lanes, to, count);
    } else {
        asm volatile("vctp.32 %1\n\tvpst\n\tvstrwt.32 %q0, [%2]" : : "w"(lanes), "r"(count), "r"(to) : "p0", "memory");
    }
}

// GCC 12 takes a comparison of floats and a transposition lane by lane, and has no good choice by a mask.
// (Of NaN, Helium says that it is less, but not that something is greater.)
inline Mask operator<(Pack a, Pack b) {
    return {Integers(vpselq_s32(vdupq_n_s32(-1), vdupq_n_s32(0), vcmpgtq_f32(b.lanes, a.lanes)))};
}
inline Pack select(Mask mask, Pack a, Pack b) {
    const Words chosen = reinterpret_cast<Words>(mask.lanes);
    return from_bits(Bits((bits(a).lanes & chosen) | (bits(b).lanes & ~chosen)));
}
inline Pack min(Pack a, Pack b) { return select(a < b, a, b); }
inline Pack max(Pack a, Pack b) { return select(b < a, a, b); }
inline void transpose(Pack (&rows)[lane_count]) {
    float tile[lane_count * lane_count];
    const float32x4x4_t columns = {{rows[0].lanes, rows[1].lanes, rows[2].lanes, rows[3].lanes}};
    vst4q_f32(tile, columns);
    for (unsigned i = 0; i < lane_count; ++i) {
        rows[i] = Pack::load(tile + i * lane_count);
    }
}

inline Pack sums_of_rows(Pack (&rows)[lane_count]) { return sums_by_transposition(rows); }

inline Pack fma(Pack a, Pack b, Pack c) { return Pack(Floats(vfmaq_f32(c.lanes, a.lanes, b.lanes))); }

// Roots and quotients are the scalar unit's, one lane after the other. A Pack is four of its registers: but GCC 12 takes each
// lane to an integer register and back, so they have names here.
inline Pack sqrt(Pack a) {
    register Floats lanes asm("q3") = a.lanes;
    asm("vsqrt.f32 s12, s12\n\tvsqrt.f32 s13, s13\n\tvsqrt.f32 s14, s14\n\tvsqrt.f32 s15, s15" : "+w"(lanes));
    return Pack(lanes);
}
inline Pack operator/(Pack a, Pack b) {
    register Floats dividend asm("q2") = a.lanes;
    register Floats lanes asm("q3") = b.lanes;
    asm("vdiv.f32 s12, s8, s12\n\tvdiv.f32 s13, s9, s13\n\tvdiv.f32 s14, s10, s14\n\tvdiv.f32 s15, s11, s15"
        : "+w"(lanes)
        : "w"(dividend));
    return Pack(lanes);
}
inline Pack reciprocal(Pack a) {
    register Floats lanes asm("q3") = a.lanes;
    asm("vdiv.f32 s12, %1, s12\n\tvdiv.f32 s13, %1, s13\n\tvdiv.f32 s14, %1, s14\n\tvdiv.f32 s15, %1, s15"
        : "+w"(lanes)
        : "t"(1.0f));
    return Pack(lanes);
}

/// 4 of the 8 registers hold sums.
struct Tuning : Registers16 {
    static constexpr unsigned block_packs = 4;
    static constexpr unsigned block_batch = 2;
    static constexpr unsigned stored_rows = 2;
    static constexpr unsigned stack_bytes = 0;
    static constexpr unsigned update_rows = 1;
    static constexpr unsigned block_rows = 8;
};

}  // namespace MOTE_PORT
}  // namespace mote
