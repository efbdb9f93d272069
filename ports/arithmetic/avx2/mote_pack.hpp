// SPDX-License-Identifier: MIT
// x86-64 with AVX2 and FMA, 8 lanes: -march=x86-64-v3.
#pragma once

#if !defined(__AVX2__) || !defined(__FMA__)
#error "mote: the port avx2 needs -march=x86-64-v3 or more"
#endif

#define MOTE_PORT avx2
#define MOTE_LANES 8

#include <immintrin.h>

#include "../base/mote_lanes.hpp"
#include "../sse2/few.hpp"

namespace mote {
namespace MOTE_PORT {

/// The first `count` lanes of a mask: a window on eight set lanes, then eight clear ones.
inline __m256i first_lanes(unsigned count) {
    static constexpr int32_t window[2 * lane_count] = {-1, -1, -1, -1, -1, -1, -1, -1};
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(window + lane_count - count));
}

inline Pack Pack::load(const float* from, unsigned count) {
    if (__builtin_constant_p(count)) {
        return Pack(load_some(from, count));
    }
    return Pack(_mm256_maskload_ps(from, first_lanes(count)));
}
inline void Pack::store(float* to, unsigned count) const {
    if (__builtin_constant_p(count)) {
        store_some(lanes, to, count);
    } else {
        _mm256_maskstore_ps(to, first_lanes(count), lanes);
    }
}

inline Pack min(Pack a, Pack b) { return Pack(_mm256_min_ps(a.lanes, b.lanes)); }
inline Pack max(Pack a, Pack b) { return Pack(_mm256_max_ps(a.lanes, b.lanes)); }
inline Pack clamp_within(Pack a, Pack limit) { return max(Pack(-limit.lanes), min(a, limit)); }

inline bool any_sign(Bits a) { return _mm256_movemask_ps(_mm256_castsi256_ps(__m256i(a.lanes))) != 0; }

inline Pack fma(Pack a, Pack b, Pack c) { return Pack(_mm256_fmadd_ps(a.lanes, b.lanes, c.lanes)); }
inline Pack sqrt(Pack a) { return Pack(_mm256_sqrt_ps(a.lanes)); }

/// Half of the 16 registers hold sums, or 12 where these do not go to the optimizer; a block is four Packs of rows, as with 4 lanes.
struct Tuning : Registers16 {
    static constexpr unsigned stored_rows = 6;
    static constexpr unsigned block_rows = 32;
    static constexpr bool gathers_large_batches = true;
};

}  // namespace MOTE_PORT
}  // namespace mote
