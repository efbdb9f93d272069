// SPDX-License-Identifier: MIT
// Optimizers: how a parameter moves, given its gradient. The sequence of operations of each is frozen: its bits are
// part of the library's promise.
//
// An optimizer is a struct of settings with
//   learning_rate                what a schedule starts from
//   memory                       floats of state a parameter, its weight not counted; zero at start
//   Corrections                  state of the whole step (running powers and the like); zero at start
//   Step                         what is the same for all parameters in a step
//   repaired(repairs)            the settings with every number in its range, each repair counted
//   begin(corrections, rate)     the Step; `this` holds repaired settings and `rate` the schedule's finite rate >= 0
//   update(step, w, g, memory)   the new weights of one Pack, from the weights, the gradient and the memory
//   bounded                      whether a step has a bound. If not, every new weight is clamped at once
//   longest_step(step)           (if bounded) that bound, whatever the gradients were and are. While steps are short, the
//                                sweep clamps only a part of the weights after each step, in turn
//
// An optimizer may ask for more, at no cost to the others:
//   update(step, w, g, memory, Place<layer, is_bias>)    where the parameters are: which trained layer, weights or biases
//   observe(step, gradients, count, is_last)             all gradients, piece by piece in the order of the parameters, before
//                                the first parameter moves. They are kept in scratch, 4 bytes a parameter.
// A new one is one struct in one file, and needs no registration.
#pragma once

#include "../base/math.hpp"
#include "../guard/guard.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

constexpr float highest_rate = 1e6f;        ///< no optimizer's rate is above it
constexpr float highest_decay = 0.999999f;  ///< no moment decays slower: a sum of moments is at most 10^6 gradients

/// Where a parameter is: in trained layer number `Layer`, a bias or a weight.
template <size_t Layer, bool IsBias>
struct Place {
    static constexpr size_t layer = Layer;
    static constexpr bool is_bias = IsBias;
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
