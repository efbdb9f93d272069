// SPDX-License-Identifier: MIT
// The canonical order of every sum. Floating-point addition is not associative, so an order is part of the result; mote
// promises one for all machines, and every kernel of every port equals the naive loop in this order with ==. The loops
// stand, as tests, in tests/property/canonical.hpp.
//
//   forward     z[o]     = bias[o], then + x[i]·w[i][o] with ascending i; but from 32 inputs on, at every batch size
//               (predict and train agree):
//               one output       16 virtual lanes, input i goes to lane i mod 16; then + bias
//               2 … 16 outputs   bias[o], then + four chains in turn, each from 0 over consecutive inputs: inputs / 4
//                                rounded down, and the last takes the rest
//               17 … 64 outputs  the same with two chains
//   weights     dw[i][o] = x[0][i]·dz[0][o], then + x[b][i]·dz[b][o] with ascending row b of the batch
//   biases      db[o]    = dz[0][o], then + dz[b][o] with ascending b
//   inputs      dx[i]    = 0, then + dz[o]·w[i][o] with ascending o; but in a workspace of batch 1 (its capacity,
//               whatever a call's count) with 32 outputs or more: 16 virtual lanes, output o goes to lane o mod 16
//   normalize   all four sums of a row in a LayerNorm in virtual lanes, number i in lane i mod 16: of the numbers, of the
//               squares of their deviations, of gain·dy, of these times the normalized numbers. A row has one sum of each, so a
//               chain would wait for each of its additions, whatever the batch. Gradients of gains and biases as those of a
//               Dense, from the first row of the batch
//   loss        within a row ascending outputs from 0, then the rows ascending from 0, divided once at the end
//   softmax     the exponentials of a row ascending from 0
//   weights     of rows and of classes ascending from 0; those of rows times their losses, then added to the sum of the loss
//   norm        the squares of all gradients, in 16 virtual lanes over the parameters
//   health      squares of weights and of updates ascending from 0
//   minimize    as second_order/normal_equations.hpp and second_order/lbfgs.hpp say
//
// Virtual lanes start at 0 and ascend; their tree is lane k + lane k+8, then + lane k+4, k+2, k+1.
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

/// From how many terms on the sums of few outputs are cut: a single chain would wait for each of its additions.
constexpr size_t shortest_cut_sum = 32;

/// Whether an output is summed in virtual lanes.
constexpr bool output_in_lanes(size_t inputs, size_t outputs) { return inputs >= shortest_cut_sum && outputs == 1; }
/// In how many chains an output is summed, if not in virtual lanes. Wider layers have enough sums at a time.
constexpr size_t chains_of_output(size_t inputs, size_t outputs) {
    return inputs < shortest_cut_sum || outputs > 64 ? 1 : outputs <= 16 ? 4 : 2;
}

/// Whether the gradient of an input is summed in virtual lanes.
constexpr bool input_gradient_in_lanes(size_t batch_capacity, size_t outputs) {
    return batch_capacity == 1 && outputs >= shortest_cut_sum;
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "epilogue.hpp"
