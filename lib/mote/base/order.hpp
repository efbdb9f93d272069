// SPDX-License-Identifier: MIT
// The canonical order of every sum. Floating-point addition is not associative, so an order is part of the result; mote
// promises one for all machines, and every kernel of every port equals the naive loop in this order with ==. The loops
// stand, as tests, in tests/property/canonical.hpp.
//
//   forward     z[o]     = bias[o], then + x[i]·w[i][o] with ascending i, at every batch size (predict and train agree)
//   weights     dw[i][o] = x[0][i]·dz[0][o], then + x[b][i]·dz[b][o] with ascending row b of the batch
//   biases      db[o]    = dz[0][o], then + dz[b][o] with ascending b
//   inputs      dx[i]    = 0, then + dz[o]·w[i][o] with ascending o; but in a workspace of batch 1 (its capacity,
//               whatever a call's count) with 32 outputs or more: 16 virtual lanes, output o goes to lane o mod 16,
//               ascending; then lane k + lane k+8, then + lane k+4, k+2, k+1
//   loss        within a row ascending outputs from 0, then the rows ascending from 0, divided once at the end
//   softmax     the exponentials of a row ascending from 0
//
// Every multiply-add is mul_add() of the profile: rounded twice (unfused) or once (fused). The gradient of a row is
// averaged (times the loss's gradient_scale) before anything is summed over the batch. The sequence of operations of an
// elementary function stands in math.hpp, that of an optimizer in its update().
#pragma once

#include "port.hpp"

#include "prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

constexpr size_t virtual_lanes = 16;

/// Whether the gradient of the inputs is summed in virtual lanes.
constexpr bool sums_in_lanes(size_t batch_capacity, size_t outputs) { return batch_capacity == 1 && outputs >= 32; }

}  // namespace MOTE_BUILD
}  // namespace mote

#include "epilogue.hpp"
