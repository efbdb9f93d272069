// SPDX-License-Identifier: MIT
// Small machines without vectors: one lane, and blocks as small as the registers, for flash is short.
#pragma once

#define MOTE_PORT microcontroller
#include "../base/mote_one_lane.hpp"
#if defined(__ARM_FP) && !defined(__clang__)  // clang finds such runs
#include "runs.hpp"
#endif

namespace mote {
namespace MOTE_PORT {

/// Where every operation is a call, registers make nothing faster and blocks only code longer.
struct Tuning : OneLane {
    static constexpr unsigned block_packs = has_floats ? 16 : 1;
    static constexpr unsigned block_batch = 1;
    static constexpr unsigned stored_rows = 1;
    static constexpr unsigned stack_bytes = 0;
    static constexpr unsigned block_rows = 1;
    static constexpr unsigned update_packs = has_floats ? 4 : 1;
    static constexpr bool transposes = false;
};

}  // namespace MOTE_PORT
}  // namespace mote
