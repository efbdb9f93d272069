// SPDX-License-Identifier: MIT
// A port that does not come with mote: one lane from mote's own base, and a sign that this file was taken.
#pragma once

#define MOTE_PORT own_port
#include <mote_one_lane.hpp>

namespace mote {
namespace MOTE_PORT {

struct Tuning : OneLane {
    static constexpr unsigned block_batch = 4;
};

}  // namespace MOTE_PORT
}  // namespace mote

constexpr bool own_port_was_taken = true;
