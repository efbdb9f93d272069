// SPDX-License-Identifier: MIT
// WebAssembly with 128-bit vectors, 4 lanes: clang 16 or newer, -msimd128. It has no fused multiply-add.
#pragma once

#define MOTE_PORT wasm
#define MOTE_LANES 4

#if __clang_major__ < 16
#error "mote: clang before 16 may load a splat again behind a store that has changed it; use a newer one"
#endif

#include <wasm_simd128.h>

#include "../vector/lanes.hpp"

namespace mote {
namespace MOTE_PORT {

inline Pack Pack::load(const float* from, unsigned count) { return load_each(from, count); }
inline void Pack::store(float* to, unsigned count) const { store_each(*this, to, count); }

inline Pack fma(Pack a, Pack b, Pack c) { return fma_each(a, b, c); }
inline Pack sqrt(Pack a) { return Pack(Floats(wasm_f32x4_sqrt(v128_t(a.lanes)))); }

/// See generic/pack.hpp. Engines have 16 registers on most machines; 8 of them hold sums.
struct Tuning {
    static constexpr bool has_fma = false;
    static constexpr bool has_sqrt = true;
    static constexpr bool constant_sizes = true;
    static constexpr unsigned block_packs = 8;
    static constexpr unsigned block_samples = 4;
    static constexpr unsigned block_rows = 16;
    static constexpr unsigned update_rows = 2;
    static constexpr bool transposes = true;
};

}  // namespace MOTE_PORT
}  // namespace mote
