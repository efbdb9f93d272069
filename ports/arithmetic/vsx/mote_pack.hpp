// SPDX-License-Identifier: MIT
// POWER8 and later, 4 lanes: -mcpu=power8. (altivec.h would make `bool`, `vector` and `pixel` macros.)
#pragma once

#if !defined(__VSX__)
#error "mote: the port vsx needs -mvsx or more"
#endif

#define MOTE_PORT vsx
#define MOTE_LANES 4

#ifdef __clang__
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wdeprecated-altivec-src-compat"  // comparisons mean what they mean elsewhere
#endif
#include "../base/mote_lanes.hpp"
#ifdef __clang__
#pragma clang diagnostic pop
#endif

namespace mote {
namespace MOTE_PORT {

// Lane by lane, each would pass through memory; so they pass together.
inline Pack Pack::load(const float* from, unsigned count) {
    float lanes[lane_count] = {};
    for (unsigned i = 0; i + 1 < lane_count; ++i) {
        if (i < count) {
            lanes[i] = from[i];
        }
    }
    return load(lanes);
}
inline void Pack::store(float* to, unsigned count) const { store_each(*this, to, count); }

/// Left to itself, GCC takes vmaddfp for some, which flushes denormals.
inline Pack fma(Pack a, Pack b, Pack c) {
    asm("xvmaddasp %x0, %x1, %x2" : "+wa"(c.lanes) : "wa"(a.lanes), "wa"(b.lanes));
    return c;
}
inline Pack sqrt(Pack a) { return Pack(Floats(__builtin_vsx_xvsqrtsp(a.lanes))); }

using Tuning = Registers32;

}  // namespace MOTE_PORT
}  // namespace mote
