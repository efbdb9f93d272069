// SPDX-License-Identifier: MIT
// The network: what is learned. A type lists the layers, an object is one array of floats and nothing else, so that a
// `constexpr` network lives in flash and an Image is the same bytes on every machine.
#pragma once

#include "layer/dense.hpp"
#include "layer/dropout.hpp"
#include "layer/fourier_features.hpp"
#include "layer/frozen.hpp"
#include "layer/layer_norm.hpp"
#include "layer/layout.hpp"
#include "layer/residual.hpp"
#include "layer/scaling.hpp"

#include "base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// `Network<Input<N>, …, Dense<…>, …>`: InputScaling and FourierFeatures may stand before the first Dense, OutputScaling and
/// then Ceilings after the last; LayerNorm, Dropout and Residual wherever a Dense may, Frozen around the first of all these. sizeof is 4 bytes a parameter; on ports with lanes it is rounded up to whole Packs, and so
/// is the address. Zero at start, wherever it lies: a static network takes no flash.
template <class InputOfNetwork, class... Parts>
struct Network {
    using Structure = typename Conditional<detail::check_parts<Parts...>(),
                                           detail::Layout<detail::InputsOf<InputOfNetwork>::size, Parts...>,
                                           detail::Layout<detail::InputsOf<InputOfNetwork>::size, Dense<1>>>::Type;

    static constexpr size_t depth =
        Structure::count(LayerKind::trained);                          ///< number of trained layers, with Frozen ones
    static constexpr size_t frozen_layers = Structure::frozen_layers;  ///< how many of them, the first, are Frozen
    static constexpr size_t inputs = Structure::inputs;
    static constexpr size_t outputs = Structure::width(depth);
    static constexpr size_t input_layers = Structure::count(LayerKind::input);
    static constexpr size_t output_layers = Structure::count(LayerKind::output);
    static constexpr bool scales_input = Structure::template has<InputScaling>();
    static constexpr bool scales_output = Structure::template has<OutputScaling>();

    /// The parameters that learn: `trained_count` from number `trained_first` on.
    static constexpr size_t trained_first = Structure::offset(frozen_layers);
    static constexpr size_t trained_count = Structure::offset(depth) - trained_first;
    static constexpr size_t parameter_count = detail::checked_parameter_count<Structure>();

    template <size_t Index>
    using InputLayer = typename Structure::template PartAt<Index>;
    template <size_t Index>
    using Layer = typename Structure::template PartAt<input_layers + Index>;
    template <size_t Index>
    using OutputLayer = typename Structure::template PartAt<input_layers + depth + Index>;
    using Limits = typename Structure::Limits;
    static constexpr uint64_t fingerprint = Structure::fingerprint();  ///< which network this is, in an Image
    static constexpr uint32_t shape_hash = Structure::hash();          ///< the same in an Image of format 1

    /// [scale[inputs], offset[inputs]] with InputScaling; then per Dense weight[in][out], bias[out], per LayerNorm
    /// gain[in], bias[in]; then
    /// [scale[outputs], offset[outputs]] with OutputScaling. Unpadded.
    alignas(Pack) float parameters[parameter_count] = {};

    /// Numbers that enter trained layer number `layer`, Frozen ones counted; for the layer after the last, those that leave it.
    static constexpr size_t width(size_t layer) { return Structure::width(layer); }
    /// Where trained layer number `layer` starts in the array; for the layer after the last, where the trained part ends.
    static constexpr size_t offset(size_t layer) { return Structure::offset(layer); }

    template <size_t Index>
    constexpr float& weight(size_t output, size_t input) {
        static_assert(Index < depth, "mote: weight: the network has fewer Dense");
        return parameters[offset(Index) + input * width(Index + 1) + output];
    }
    template <size_t Index>
    constexpr const float& weight(size_t output, size_t input) const {
        static_assert(Index < depth, "mote: weight: the network has fewer Dense");
        return parameters[offset(Index) + input * width(Index + 1) + output];
    }
    /// The biases follow the weights: of a Dense, the row after the last.
    template <size_t Index>
    constexpr float& bias(size_t output) {
        return parameters[offset_of_biases<Index>() + output];
    }
    template <size_t Index>
    constexpr const float& bias(size_t output) const {
        return parameters[offset_of_biases<Index>() + output];
    }

    constexpr float* input_scales() { return parameters + offset_of_input_scales(); }
    constexpr const float* input_scales() const { return parameters + offset_of_input_scales(); }
    constexpr float* input_offsets() { return input_scales() + inputs; }
    constexpr const float* input_offsets() const { return input_scales() + inputs; }
    constexpr float* output_scales() { return parameters + offset_of_output_scales(); }
    constexpr const float* output_scales() const { return parameters + offset_of_output_scales(); }
    constexpr float* output_offsets() { return output_scales() + outputs; }
    constexpr const float* output_offsets() const { return output_scales() + outputs; }

  private:
    template <size_t Index>
    static constexpr size_t offset_of_biases() {
        static_assert(Index < depth, "mote: bias: the network has fewer Dense");
        return offset(Index) + static_cast<size_t>(Layer<smaller(Index, depth - 1)>::weight_count(width(Index)));
    }
    template <class Asked = InputScaling>
    static constexpr size_t offset_of_input_scales() {
        static_assert(Structure::template has<Asked>(), "mote: this Network has no InputScaling, so no input scales");
        return Structure::template offset_of<Asked>();
    }
    template <class Asked = OutputScaling>
    static constexpr size_t offset_of_output_scales() {
        static_assert(Structure::template has<Asked>(), "mote: this Network has no OutputScaling, so no output scales");
        return Structure::template offset_of<Asked>();
    }
};

/// The widest row that passes through the first `Layers` trained layers of a network: what predict() keeps twice on the stack.
template <class Net, size_t Layers = Net::depth>
constexpr size_t widest() {
    size_t width = 0;
    for (size_t layer = 0; layer <= smaller(Layers, Net::depth); ++layer) {
        width = larger(width, Net::width(layer));
    }
    return width;
}

/// Values after the first `Layers` trained layers; after the last where there are fewer, which features() refuses.
template <class Net, size_t Layers>
constexpr size_t feature_count() {
    return Net::width(smaller(Layers, Net::depth));
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "base/epilogue.hpp"
