// SPDX-License-Identifier: MIT
// Up to four floats by moves instead of masks, for all ports of x86: what was stored this way a moment ago can be loaded
// again without waiting for the cache.
#pragma once

#include <emmintrin.h>

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

}  // namespace MOTE_PORT
}  // namespace mote
