// SPDX-License-Identifier: MIT
// Any x86-64 (and i686 with -msse2 -mfpmath=sse), 4 lanes.
#pragma once

#if !defined(__SSE2__)
#error "mote: the port sse2 needs -msse2 or more"
#endif

#define MOTE_PORT sse2
#define MOTE_LANES 4

#include <emmintrin.h>

#include "../base/mote_lanes.hpp"
#include "few.hpp"

namespace mote {
namespace MOTE_PORT {

inline Pack Pack::load(const float* from, unsigned count) {
    return __builtin_constant_p(count) ? Pack(load_few(from, count)) : load_each(from, count);
}
inline void Pack::store(float* to, unsigned count) const {
    __builtin_constant_p(count) ? store_few(lanes, to, count) : store_each(*this, to, count);
}

inline Pack min(Pack a, Pack b) { return Pack(_mm_min_ps(a.lanes, b.lanes)); }
inline Pack max(Pack a, Pack b) { return Pack(_mm_max_ps(a.lanes, b.lanes)); }
inline Pack clamp_within(Pack a, Pack limit) { return max(Pack(-limit.lanes), min(a, limit)); }

inline bool any_sign(Bits a) { return _mm_movemask_ps(_mm_castsi128_ps(__m128i(a.lanes))) != 0; }

inline Pack fma(Pack a, Pack b, Pack c) { return fma_each(a, b, c); }
inline Pack sqrt(Pack a) { return Pack(_mm_sqrt_ps(a.lanes)); }

struct Tuning : Registers16 {
#ifdef __FMA__
    static constexpr bool has_fma = true;
#else
    static constexpr bool has_fma = false;
#endif
};

}  // namespace MOTE_PORT
}  // namespace mote
