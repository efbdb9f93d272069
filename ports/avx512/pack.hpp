// SPDX-License-Identifier: MIT
// x86-64 with AVX-512 (F, VL, DQ, BW), 16 lanes: -march=x86-64-v4.
#pragma once

#if !defined(__AVX512F__) || !defined(__AVX512VL__) || !defined(__AVX512DQ__) || !defined(__AVX512BW__)
#error "mote: the port avx512 needs -march=x86-64-v4 or more"
#endif

#define MOTE_PORT avx512
#define MOTE_LANES 16

#include <immintrin.h>

#include "../sse2/few.hpp"
#include "../vector/lanes.hpp"

namespace mote {
namespace MOTE_PORT {

/// The first `count` lanes of a mask register.
inline __mmask16 first_lanes(unsigned count) { return static_cast<__mmask16>((1u << count) - 1u); }

inline Pack Pack::load(const float* from, unsigned count) {
    if (__builtin_constant_p(count) && count <= 4) {
        return Pack(_mm512_maskz_broadcast_f32x4(0x000f, load_few(from, count)));
    }
    return Pack(_mm512_maskz_loadu_ps(first_lanes(count), from));
}
inline void Pack::store(float* to, unsigned count) const {
    if (__builtin_constant_p(count) && count <= 4) {
        store_few(__builtin_shufflevector(lanes, lanes, 0, 1, 2, 3), to, count);
    } else {
        _mm512_mask_storeu_ps(to, first_lanes(count), lanes);
    }
}

inline Pack fma(Pack a, Pack b, Pack c) { return Pack(_mm512_fmadd_ps(a.lanes, b.lanes, c.lanes)); }
/// (GCC 12 warns of its own header for the root without a mask; so it would for casts between
/// vectors.)
inline Pack sqrt(Pack a) { return Pack(_mm512_maskz_sqrt_ps(0xffff, a.lanes)); }

struct Tuning : Registers32 {
    static constexpr unsigned block_rows = 32;
    static constexpr unsigned update_rows = 8;
};

}  // namespace MOTE_PORT
}  // namespace mote
