// SPDX-License-Identifier: MIT
// Frozen: a layer that is in a network and does not learn.
#pragma once

#include "layer.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// A trained layer that keeps its parameters while the layers after it learn: `Network<Input<4>, Frozen<Dense<16, Tanh>>,
/// Dense<3>>`. Only the first layers of a network can be frozen. Its parameters are drawn by init(), saved, loaded and used as
/// those of `FrozenLayer`; its identity is the same, so an image of the network that learned all of its layers fits.
/// A step ends before it: it costs its way forward, no memory of the optimizer, no gradients, no clamping (but once, before
/// the first step of a state), and in scratch what enters the first layer that learns. Where layers count (weight<Index>(),
/// features<Layers>(), an optimizer's Place), it counts.
template <class FrozenLayer>
struct Frozen : FrozenLayer {
    static constexpr bool check() {
        constexpr bool a = detail::check_parameters<FrozenLayer>(), b = a && detail::is_trained_layer<FrozenLayer>,
                       c = b && !detail::is_frozen<FrozenLayer>, d = c && !detail::differs_in_training<FrozenLayer>;
        static_assert(b || !a, "mote: Frozen is for a layer that would learn: Frozen<Dense<16, Tanh>>");
        static_assert(c || !b, "mote: Frozen stands once around a layer");
        static_assert(d || !c,
                      "mote: a Frozen layer does in training what it does in predictions: leave Dropout out of it");
        return d;
    }
};

namespace detail {

template <class Layer>
constexpr bool is_frozen<Frozen<Layer>> = true;

}  // namespace detail

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
