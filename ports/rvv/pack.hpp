// SPDX-License-Identifier: MIT
// RISC-V with vectors (V) of 128 bits or more, of which 4 lanes are used: -march=rv64gcv and clang 17 or newer. (GCC 12
// has no vectors for it; clang 16 takes roots and fused multiply-adds one by one.)
#pragma once

#if !defined(__riscv_vector)
#error "mote: the port rvv needs -march=rv64gcv or more"
#endif

#define MOTE_PORT rvv
#define MOTE_LANES 4

#include "../vector/lanes.hpp"

namespace mote {
namespace MOTE_PORT {

inline Pack Pack::load(const float* from, unsigned count) { return load_each(from, count); }
inline void Pack::store(float* to, unsigned count) const { store_each(*this, to, count); }

inline Pack fma(Pack a, Pack b, Pack c) { return fma_each(a, b, c); }
inline Pack sqrt(Pack a) { return sqrt_each(a); }

/// See generic/pack.hpp. 16 of the 32 registers hold sums.
struct Tuning {
    static constexpr bool has_fma = true;
    static constexpr bool has_sqrt = true;
    static constexpr bool constant_sizes = true;
    static constexpr unsigned block_packs = 16;
    static constexpr unsigned block_samples = 8;
    static constexpr unsigned block_rows = 16;
    static constexpr unsigned update_rows = 4;
    static constexpr bool transposes = true;
};

}  // namespace MOTE_PORT
}  // namespace mote
