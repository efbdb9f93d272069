// SPDX-License-Identifier: MIT
// Small machines where flash is shorter than time: one sum and one parameter at a time, so that every kernel is a plain
// loop. (Sizes as values, one copy of a kernel in all, were larger for every network that was tried.)
#pragma once

#define MOTE_PORT microcontroller_small
#define MOTE_SHORT_OF_FLASH
#include "../base/mote_one_lane.hpp"

namespace mote {
namespace MOTE_PORT {

struct Tuning : OneLane {
    static constexpr bool has_sqrt = has_floats;  // digit by digit takes 20 bytes less
    static constexpr unsigned block_packs = 1;
    static constexpr unsigned block_batch = 1;
    static constexpr unsigned stored_rows = 1;
    static constexpr unsigned stack_bytes = 0;
    static constexpr unsigned block_rows = 1;
    static constexpr unsigned update_packs = 1;
    static constexpr bool transposes = false;
};

}  // namespace MOTE_PORT
}  // namespace mote
