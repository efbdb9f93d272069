// SPDX-License-Identifier: MIT
// The port wasm with the smallest kernels that it can have: one row of sums at a time, no transposition. A page is loaded
// once by each visitor, so bytes count; two builds and their data have to fit into 100 KB. The bits are those of every port.
#pragma once

#define Tuning TuningForSpeed
#include "../../../ports/arithmetic/wasm/mote_pack.hpp"
#undef Tuning

namespace mote {
namespace MOTE_PORT {

struct Tuning : TuningForSpeed {
    static constexpr unsigned block_packs = 4;  // the four chains of a sum need one each
    static constexpr unsigned block_batch = 1;
    static constexpr unsigned stored_rows = 1;
    static constexpr unsigned stack_bytes = 0;
    static constexpr unsigned block_rows = 4;
    static constexpr unsigned update_rows = 1;
    static constexpr bool transposes = false;
};

}  // namespace MOTE_PORT
}  // namespace mote
