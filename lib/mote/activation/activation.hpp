// SPDX-License-Identifier: MIT
// Activations: what a unit makes of its sum z, and the slope that backpropagation needs.
//
// An activation is a type with
//   id, parameter                what an Image's shape hash records, by which activations are told apart
//   slope_from_value             true: backward needs slope(value) alone. false: value_and_slope(z) gives both, and the
//                                slope is stored, 4 bytes a unit and row of the workspace's batch
//   value(z)                     finite for finite z, NaN for NaN
//   value_bound(z), slope_bound  the largest |value| for |z| <= z, and the largest |slope|: what bounds.hpp proves with
//   frequency                    (optional) by which initializations divide
// A new one needs no registration: write the struct, give it an id from 128 up, and name it in a Dense. Each family is a file
// next to this one.
#pragma once

#include "../base/math.hpp"
#include "../base/traits.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

template <class Activation, class = void>
constexpr uint32_t frequency_of = 0;
template <class Activation>
constexpr uint32_t frequency_of<Activation, Void<decltype(Activation::frequency)>> = Activation::frequency;

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
