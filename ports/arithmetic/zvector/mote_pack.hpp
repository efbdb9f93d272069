// SPDX-License-Identifier: MIT
// IBM Z with the vector enhancements of the z14, 4 lanes: -march=z14. Big-endian; lane 0 lies first all the same.
#pragma once

#if !defined(__s390x__) || __ARCH__ < 12
#error "mote: the port zvector needs -march=z14 or more"
#endif

#define MOTE_PORT zvector
#define MOTE_LANES 4

#include "../base/mote_lanes.hpp"

namespace mote {
namespace MOTE_PORT {

// The instructions with a length take the number of the last byte, so none is a case of its own.
inline Pack Pack::load(const float* from, unsigned count) {
    return count == 0 ? Pack(0.0f) : Pack(reinterpret_cast<Floats>(__builtin_s390_vll(4 * count - 1, from)));
}
inline void Pack::store(float* to, unsigned count) const {
    using Bytes = signed char __attribute__((vector_size(4 * lane_count)));
    if (count != 0) {
        __builtin_s390_vstl(reinterpret_cast<Bytes>(lanes), 4 * count - 1, to);
    }
}

inline Pack fma(Pack a, Pack b, Pack c) { return Pack(Floats(__builtin_s390_vfmasb(a.lanes, b.lanes, c.lanes))); }
inline Pack sqrt(Pack a) { return Pack(Floats(__builtin_s390_vfsqsb(a.lanes))); }

using Tuning = Registers32;

}  // namespace MOTE_PORT
}  // namespace mote
