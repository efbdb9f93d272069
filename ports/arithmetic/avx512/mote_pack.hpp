// SPDX-License-Identifier: MIT
// x86-64 with AVX-512 (F, VL, DQ, BW), 16 lanes: -march=x86-64-v4.
#pragma once

#if !defined(__AVX512F__) || !defined(__AVX512VL__) || !defined(__AVX512DQ__) || !defined(__AVX512BW__)
#error "mote: the port avx512 needs -march=x86-64-v4 or more"
#endif

#define MOTE_PORT avx512
#define MOTE_LANES 16

#include <immintrin.h>

#include "../base/mote_lanes.hpp"
#include "../sse2/few.hpp"

namespace mote {
namespace MOTE_PORT {

/// The first `count` lanes of a mask register.
inline __mmask16 first_lanes(unsigned count) { return static_cast<__mmask16>((1u << count) - 1u); }

/// GCC 12 warns of its own header where it leaves out the mask.
constexpr __mmask16 every_lane = 0xffff;

inline Pack Pack::load(const float* from, unsigned count) {
    if (__builtin_constant_p(count) && count <= 4) {
        return Pack(_mm512_zextps128_ps512(load_few(from, count)));
    }
    if (__builtin_constant_p(count)) {
        const __m256 low = load_some(from, count < 8 ? count : 8);
        const __m256 high = load_some(from + 8, count < 8 ? 0 : count - 8);
        return Pack(Floats(__builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)));
    }
    return Pack(_mm512_maskz_loadu_ps(first_lanes(count), from));
}
inline void Pack::store(float* to, unsigned count) const {
    if (__builtin_constant_p(count)) {
        store_some(__builtin_shufflevector(lanes, lanes, 0, 1, 2, 3, 4, 5, 6, 7), to, count < 8 ? count : 8);
        if (count > 8) {
            store_some(__builtin_shufflevector(lanes, lanes, 8, 9, 10, 11, 12, 13, 14, 15), to + 8, count - 8);
        }
    } else {
        _mm512_mask_storeu_ps(to, first_lanes(count), lanes);
    }
}

inline Pack min(Pack a, Pack b) { return Pack(_mm512_maskz_min_ps(every_lane, a.lanes, b.lanes)); }
inline Pack max(Pack a, Pack b) { return Pack(_mm512_maskz_max_ps(every_lane, a.lanes, b.lanes)); }
inline Pack clamp_within(Pack a, Pack limit) { return max(Pack(-limit.lanes), min(a, limit)); }

inline bool any_sign(Bits a) { return _mm512_movepi32_mask(__m512i(a.lanes)) != 0; }

inline Pack fma(Pack a, Pack b, Pack c) { return Pack(_mm512_fmadd_ps(a.lanes, b.lanes, c.lanes)); }
inline Pack sqrt(Pack a) { return Pack(_mm512_maskz_sqrt_ps(every_lane, a.lanes)); }

/// Two steps of Newton from the machine's estimate, while the divider takes a root. The first falls short, so it ends at the
/// result or at the float below it. From both the second is correctly rounded, for every significand but that of all ones
/// (Markstein 1990, "Computation of Elementary Functions on the IBM RISC System/6000 Processor"), and what that gives is
/// known. tests/ports/reciprocal_test.cpp visits all significands.
inline Pack reciprocal(Pack a) {
    const __m512 one = _mm512_set1_ps(1.0f), estimate = _mm512_maskz_rcp14_ps(every_lane, a.lanes);
    const __m512 near = _mm512_fmadd_ps(estimate, _mm512_fnmadd_ps(a.lanes, estimate, one), estimate);
    const __m512 nearest = _mm512_fmadd_ps(near, _mm512_fnmadd_ps(a.lanes, near, one), near);
    const __m512i all = _mm512_set1_epi32(-1), given = _mm512_castps_si512(a.lanes);
    const __mmask16 ones = _mm512_cmpeq_epi32_mask(_mm512_or_epi32(given, _mm512_set1_epi32(-0x800000)), all);
    const __m512i of_ones = _mm512_sub_epi32(_mm512_set1_epi32(0x7f000000), given);
    const __m512 finite = _mm512_mask_mov_ps(nearest, ones, _mm512_castsi512_ps(of_ones));
    // Of NaN itself, of zero infinity, of infinity zero.
    return Pack(_mm512_fixupimm_ps(finite, a.lanes, _mm512_set1_epi32(0x00870622), 0));
}

struct Tuning : Registers32 {
    static constexpr unsigned block_rows = 32;
    static constexpr bool gathers_large_batches = true;
    static constexpr unsigned update_rows = 8;
};

}  // namespace MOTE_PORT
}  // namespace mote
