// SPDX-License-Identifier: MIT
// The reference port: one lane, plain C++, for any machine with a compiler. Every other port has to give the same bits.
#pragma once

#define MOTE_PORT generic
#include "../base/mote_one_lane.hpp"

namespace mote {
namespace MOTE_PORT {

using Tuning = OneLane;

}  // namespace MOTE_PORT
}  // namespace mote
