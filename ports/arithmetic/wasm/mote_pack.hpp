// SPDX-License-Identifier: MIT
// WebAssembly with 128-bit vectors, 4 lanes: clang 16 or newer, -msimd128. It has no fused multiply-add.
#pragma once

#if !defined(__wasm_simd128__)
#error "mote: the port wasm needs -msimd128 or more"
#endif

#define MOTE_PORT wasm
#define MOTE_LANES 4

#include <wasm_simd128.h>

#include "../base/mote_lanes.hpp"

namespace mote {
namespace MOTE_PORT {

inline Pack Pack::load(const float* from, unsigned count) { return load_each(from, count); }
inline void Pack::store(float* to, unsigned count) const { store_each(*this, to, count); }

inline Pack min(Pack a, Pack b) { return Pack(Floats(wasm_f32x4_pmin(v128_t(b.lanes), v128_t(a.lanes)))); }
inline Pack max(Pack a, Pack b) { return Pack(Floats(wasm_f32x4_pmax(v128_t(b.lanes), v128_t(a.lanes)))); }
inline Pack fma(Pack a, Pack b, Pack c) { return fma_each(a, b, c); }
inline Pack sqrt(Pack a) { return Pack(Floats(wasm_f32x4_sqrt(v128_t(a.lanes)))); }

/// Engines have 16 registers on most machines.
struct Tuning : Registers16 {
    static constexpr bool has_fma = false;
};

}  // namespace MOTE_PORT
}  // namespace mote
