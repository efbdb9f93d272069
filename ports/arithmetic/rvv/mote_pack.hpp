// SPDX-License-Identifier: MIT
// RISC-V with vectors (V) of 128 bits or more, of which 4 lanes are used: -march=rv64gcv and clang 17 or newer. (GCC 12
// has no vectors for it; clang 16 takes roots and fused multiply-adds one by one.)
#pragma once

#if !defined(__riscv_vector)
#error "mote: the port rvv needs -march=rv64gcv or more"
#endif

#define MOTE_PORT rvv
#define MOTE_LANES 4

#include "../base/mote_lanes.hpp"

namespace mote {
namespace MOTE_PORT {

inline Pack Pack::load(const float* from, unsigned count) { return load_each(from, count); }
inline void Pack::store(float* to, unsigned count) const { store_each(*this, to, count); }

inline Pack fma(Pack a, Pack b, Pack c) { return fma_each(a, b, c); }
inline Pack sqrt(Pack a) { return sqrt_each(a); }

using Tuning = Registers32;

}  // namespace MOTE_PORT
}  // namespace mote
