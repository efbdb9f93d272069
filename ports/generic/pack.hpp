// SPDX-License-Identifier: MIT
// The reference port: one lane, plain C++, for any machine with a compiler. Every other port has to give the same bits.
#pragma once

#define MOTE_PORT generic
#include "one_lane.hpp"

namespace mote {
namespace MOTE_PORT {

/// What the machine offers and how the port likes its loops.
struct Tuning {
    static constexpr bool has_fma = OneLane::has_fma;    ///< fma() is one instruction
    static constexpr bool has_sqrt = OneLane::has_sqrt;  ///< sqrt() is; where not, the library's exact one serves
    /// Sizes reach kernels as integral constants (unrolled, one copy a shape) or as values (one copy in all).
    static constexpr bool constant_sizes = true;
    static constexpr unsigned block_packs = 16;   ///< Packs of sums that a micro-kernel keeps in registers
    static constexpr unsigned block_samples = 8;  ///< rows of a batch that it takes at once, at most
    /// Rows of weights that a backward block takes at once: a multiple of the Pack's width.
    static constexpr unsigned block_rows = 16;
    static constexpr unsigned update_rows = 1;   ///< of these, rows whose gradients are formed at once
    static constexpr unsigned update_packs = 4;  ///< with one lane at batch 1: parameters of a row updated at once
    /// Above batch 1, a backward block transposes its rows of weights into scratch, so that lanes run over rows.
    static constexpr bool transposes = true;
};

}  // namespace MOTE_PORT
}  // namespace mote
