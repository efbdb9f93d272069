// SPDX-License-Identifier: MIT
// Initialization: the weights before the first step, from a seed, the same on every machine.
// Draws come from one Pcg32 in the order of the parameters: per Dense weight[in][out] row by row, then bias[out].
// An initialization is a value with bounds(layer): the ranges from which a layer's weights and biases are drawn.
#pragma once

#include "../network.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// What an initialization may look at: a trained layer.
struct LayerToInitialize {
    size_t index, inputs, outputs;
    float frequency;  ///< of a Sin, else 1
};

namespace detail {

/// The frequency by which an initialization divides: a Sin's; a layer after a Sin keeps that one's.
template <class Net, size_t Layer>
constexpr float frequency_at() {
    if constexpr (Net::template Layer<Layer>::frequency != 0) {
        return static_cast<float>(Net::template Layer<Layer>::frequency);
    } else if constexpr (Layer > 0) {
        return frequency_at<Net, Layer - 1>();
    } else {
        return 1.0f;
    }
}

template <class Given, class = void>
constexpr bool is_initialization = false;
template <class Given>
constexpr bool is_initialization<
    Given, Void<decltype(UniformBounds(declared<const Given&>().bounds(declared<const LayerToInitialize&>())))>> = true;

/// Stands in for what is no initialization.
struct NoInitialization {
    template <class Given>
    constexpr NoInitialization(const Given&) {}
    constexpr UniformBounds bounds(const LayerToInitialize&) const { return {0.0f, 0.0f}; }
};

}  // namespace detail

template <class Net, class Initialization>
void init(Net& net, uint64_t seed, const Initialization& given) {
    static_assert(detail::is_initialization<Initialization>,
                  "mote: init: an initialization has UniformBounds bounds(const LayerToInitialize&) const "
                  "(initialization/initialization.hpp)");
    const typename Conditional<detail::is_initialization<Initialization>, const Initialization&,
                               detail::NoInitialization>::Type initialization = given;
    Pcg32 random(seed);
    for_each_index<0, Net::depth>([&](auto layer) {
        constexpr size_t inputs = Net::width(layer), outputs = Net::width(layer + 1);
        const UniformBounds bounds =
            initialization.bounds({layer, inputs, outputs, detail::frequency_at<Net, layer>()});
        Net::template Layer<layer>::initialize(net.parameters + Net::offset(layer), inputs, bounds,
                                               Net::Limits::weights, random);
    });
    for_each_index<0, Net::input_layers>([&](auto layer) {
        Net::template InputLayer<layer>::initialize(net.parameters + Net::Structure::offset_of_part(layer),
                                                    Net::Structure::width_of_part(layer));
    });
    for_each_index<0, Net::output_layers>([&](auto layer) {
        constexpr size_t part = Net::input_layers + Net::depth + layer;
        Net::template OutputLayer<layer>::initialize(net.parameters + Net::Structure::offset_of_part(part),
                                                     Net::Structure::width_of_part(part));
    });
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
