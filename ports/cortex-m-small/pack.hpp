// SPDX-License-Identifier: MIT
// Small machines where flash is shorter than time: Cortex-M's port with one sum and one parameter at a time, so that every
// kernel is a plain loop. (Sizes as values, one copy of a kernel in all, were larger for every network that was tried.)
#pragma once

#define MOTE_PORT cortex_m_small
#include "../generic/one_lane.hpp"

namespace mote {
namespace MOTE_PORT {

/// See generic/pack.hpp.
struct Tuning {
    static constexpr bool has_fma = OneLane::has_fma;
    static constexpr bool has_sqrt = OneLane::has_sqrt;
    static constexpr bool constant_sizes = true;
    static constexpr unsigned block_packs = 1;
    static constexpr unsigned block_samples = 1;
    static constexpr unsigned block_rows = 1;
    static constexpr unsigned update_packs = 1;
    static constexpr unsigned update_rows = 1;
    static constexpr bool transposes = false;
};

}  // namespace MOTE_PORT
}  // namespace mote
