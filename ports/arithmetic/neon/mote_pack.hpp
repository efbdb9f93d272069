// SPDX-License-Identifier: MIT
// Any AArch64, 4 lanes. (On 32-bit Arm, NEON flushes denormals: take the generic port.)
#pragma once

#if !defined(__aarch64__)
#error "mote: the port neon needs AArch64 or more"
#endif

#define MOTE_PORT neon
#define MOTE_LANES 4

#include <arm_neon.h>

#include "../base/mote_lanes.hpp"

namespace mote {
namespace MOTE_PORT {

inline Pack Pack::load(const float* from, unsigned count) { return load_each(from, count); }
inline void Pack::store(float* to, unsigned count) const { store_each(*this, to, count); }

inline Pack fma(Pack a, Pack b, Pack c) { return Pack(Floats(vfmaq_f32(c.lanes, a.lanes, b.lanes))); }
inline Pack sqrt(Pack a) { return Pack(Floats(vsqrtq_f32(a.lanes))); }

using Tuning = Registers32;

}  // namespace MOTE_PORT
}  // namespace mote
