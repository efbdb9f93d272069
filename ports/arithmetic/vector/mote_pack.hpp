// SPDX-License-Identifier: MIT
// Four lanes for any machine with vectors of 16 bytes, by what GCC and clang know of it: no intrinsics.
#pragma once

#define MOTE_PORT vector
#define MOTE_LANES 4
#include "../base/mote_lanes.hpp"

namespace mote {
namespace MOTE_PORT {

inline Pack Pack::load(const float* from, unsigned count) { return load_each(from, count); }
inline void Pack::store(float* to, unsigned count) const { store_each(*this, to, count); }

inline Pack fma(Pack a, Pack b, Pack c) { return fma_each(a, b, c); }
inline Pack sqrt(Pack a) { return sqrt_each(a); }

struct Tuning : Registers16 {
#if defined(__FP_FAST_FMAF) || defined(__FMA__) || defined(__ARM_FEATURE_FMA)
    static constexpr bool has_fma = true;
#else
    static constexpr bool has_fma = false;
#endif
};

}  // namespace MOTE_PORT
}  // namespace mote
