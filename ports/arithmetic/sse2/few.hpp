// SPDX-License-Identifier: MIT
// Up to four floats, or eight, by moves instead of masks, for all ports of x86: what was stored this way a moment ago can be
// loaded again without waiting for the cache. For counts that the compiler knows.
#pragma once

#include <immintrin.h>

namespace mote {
namespace MOTE_PORT {

/// The first `count` <= 4 floats, the other lanes 0.
inline __m128 load_few(const float* from, unsigned count) {
    const auto pair = [](const float* at) {
        return _mm_loadl_pi(_mm_setzero_ps(), reinterpret_cast<const __m64*>(at));
    };
    switch (count) {
        case 0:
            return _mm_setzero_ps();
        case 1:
            return _mm_load_ss(from);
        case 2:
            return pair(from);
        case 3:
            return _mm_movelh_ps(pair(from), _mm_load_ss(from + 2));
        default:
            return _mm_loadu_ps(from);
    }
}

inline void store_few(__m128 lanes, float* to, unsigned count) {
    switch (count) {
        case 0:
            return;
        case 1:
            return _mm_store_ss(to, lanes);
        case 2:
            return _mm_storel_pi(reinterpret_cast<__m64*>(to), lanes);
        case 3:
            _mm_storel_pi(reinterpret_cast<__m64*>(to), lanes);
            return _mm_store_ss(to + 2, _mm_movehl_ps(lanes, lanes));
        default:
            return _mm_storeu_ps(to, lanes);
    }
}

#ifdef __AVX__
/// The same up to eight.
inline __m256 load_some(const float* from, unsigned count) {
    if (count <= 4) {
        return _mm256_zextps128_ps256(load_few(from, count));
    }
    if (count < 8) {
        return _mm256_setr_m128(_mm_loadu_ps(from), load_few(from + 4, count - 4));
    }
    return _mm256_loadu_ps(from);
}
inline void store_some(__m256 lanes, float* to, unsigned count) {
    if (count < 8) {
        store_few(_mm256_castps256_ps128(lanes), to, count < 4 ? count : 4);
    }
    if (count > 4 && count < 8) {
        store_few(_mm256_extractf128_ps(lanes, 1), to + 4, count - 4);
    } else if (count == 8) {
        _mm256_storeu_ps(to, lanes);
    }
}
#endif

}  // namespace MOTE_PORT
}  // namespace mote
