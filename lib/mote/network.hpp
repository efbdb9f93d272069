// SPDX-License-Identifier: MIT
// The network: what is learned. A type lists the parts, an object is one array of floats and nothing else, so that a
// `constexpr` network lives in flash and an Image is the same bytes on every machine.
#pragma once

#include "mote/activation.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// What a part of a network is, in the only order in which parts may stand.
enum class Part : uint8_t { input_scaling, fourier_features, dense, output_scaling, ceilings };

/// How many numbers go in.
template <size_t Values>
struct Input {
    static_assert(Values > 0, "mote: Input needs at least one value");
    static constexpr size_t size = Values;
};

/// Fixed, untrained: input i becomes scale[i]·x + offset[i] before all else. init() sets 1 and 0.
struct InputScaling {
    static constexpr Part part = Part::input_scaling;
    static constexpr uint32_t identity[] = {0, 0, 0, 0};
    static constexpr size_t size = 0;
};

/// Fixed, untrained: each input x becomes sin(kπx), cos(kπx) for k = 1 … Pairs, in this order: a Fourier series on
/// [-1, 1] for the network to combine. After Tancik et al. 2020, "Fourier Features Let Networks Learn High Frequency
/// Functions in Low Dimensional Domains", section 2, with the harmonics of the interval instead of random frequencies.
/// Scale other inputs to [-1, 1] with InputScaling; beyond |x| = 31 830/k the features of k are those of 0.
template <size_t Pairs>
struct FourierFeatures {
    static_assert(Pairs > 0, "mote: FourierFeatures needs at least one pair");
    static constexpr Part part = Part::fourier_features;
    static constexpr uint32_t identity[] = {1, Pairs, 0, 0};
    static constexpr size_t size = Pairs;
};

/// A fully connected layer: activation(bias[o] + Σ_i x[i]·weight[i][o]).
template <size_t Outputs, class ActivationOfLayer = Identity>
struct Dense {
    static_assert(Outputs > 0, "mote: Dense needs at least one output");
    using Activation = ActivationOfLayer;
    static constexpr Part part = Part::dense;
    static constexpr uint32_t identity[] = {2, Outputs, Activation::id, Activation::parameter};
    static constexpr size_t size = Outputs;
};

/// Fixed, untrained: output o becomes scale[o]·z + offset[o], so that predictions are in the user's units. Training
/// takes its targets through the inverse, so losses and gradients are those of the scaled problem. init() sets 1 and 0.
struct OutputScaling {
    static constexpr Part part = Part::output_scaling;
    static constexpr uint32_t identity[] = {3, 0, 0, 0};
    static constexpr size_t size = 0;
};

/// The largest magnitudes that a network's weights, inputs and targets may have; all else is clamped to them. They are
/// where the proof starts that nothing overflows (bounds.hpp), which may clamp errors of outputs beyond 10⁶ as well.
/// Targets count in the user's units and, behind an OutputScaling, once more in the network's.
template <uint32_t Weights = 1000, uint32_t Inputs = 1000000, uint32_t Targets = 1000000>
struct Ceilings {
    static_assert(Weights > 0 && Inputs > 0 && Targets > 0, "mote: Ceilings must be above 0");
    static constexpr Part part = Part::ceilings;
    static constexpr uint32_t identity[] = {4, Weights, Inputs, Targets};
    static constexpr size_t size = 0;
    static constexpr float weights = Weights, inputs = Inputs, targets = Targets;
};

/// Where the parts of a list lie in the array of parameters; all of it is compile time.
template <size_t Inputs, class... Parts>
struct Layout {
    static constexpr size_t part_count = sizeof...(Parts);
    static_assert(part_count > 0, "mote: a Network needs at least one Dense");
    static constexpr Part parts[part_count] = {Parts::part...};
    static constexpr size_t sizes[part_count] = {Parts::size...};

    static constexpr size_t count(Part part) {
        size_t found = 0;
        for (const Part each : parts) {
            found += each == part ? 1u : 0u;
        }
        return found;
    }
    static constexpr size_t first(Part part) {
        size_t index = 0;
        while (index < part_count && parts[index] < part) {
            ++index;
        }
        return index;
    }
    static constexpr bool in_order() {
        for (size_t i = 1; i < part_count; ++i) {
            if (parts[i] < parts[i - 1] || (parts[i] == parts[i - 1] && parts[i] != Part::dense)) {
                return false;
            }
        }
        return true;
    }

    static constexpr size_t features() {
        return count(Part::fourier_features) != 0 ? 2 * Inputs * sizes[first(Part::fourier_features)] : Inputs;
    }
    /// Numbers that enter Dense number `layer`; for the layer behind the last, those that leave the network.
    static constexpr size_t width(size_t layer) {
        return layer == 0 ? features() : sizes[first(Part::dense) + layer - 1];
    }
    /// Where Dense number `layer` starts in the array; for the layer behind the last, where the trained part ends.
    static constexpr size_t offset(size_t layer) {
        size_t at = count(Part::input_scaling) * 2 * Inputs;
        for (size_t l = 0; l < layer; ++l) {
            at += (width(l) + 1) * width(l + 1);
        }
        return at;
    }
    /// FNV-1a, word by word, over what tells networks apart: the inputs and the identity of each part.
    static constexpr uint32_t hash(const uint32_t* ceilings) {
        uint32_t value = hash_of_word(2166136261u, uint32_t{Inputs});
        constexpr const uint32_t* identities[part_count] = {Parts::identity...};
        for (size_t part = 0; part < first(Part::ceilings); ++part) {
            value = hash_of_words(value, identities[part]);
        }
        return hash_of_words(value, ceilings);
    }

  private:
    static constexpr uint32_t hash_of_word(uint32_t value, uint32_t word) { return (value ^ word) * 16777619u; }
    static constexpr uint32_t hash_of_words(uint32_t value, const uint32_t* words) {
        for (size_t i = 0; i < 4; ++i) {
            value = hash_of_word(value, words[i]);
        }
        return value;
    }
};

/// `Network<Input<N>, …, Dense<…>, …>`: in between may stand InputScaling, FourierFeatures (in this order, before the
/// first Dense), OutputScaling and Ceilings (in this order, after the last). sizeof is 4 bytes a parameter; on ports with
/// lanes it is rounded up to whole Packs, and so is the address.
template <class InputOfNetwork, class... Parts>
struct Network {
    using Structure = Layout<InputOfNetwork::size, Parts...>;
    static_assert(Structure::count(Part::dense) > 0, "mote: a Network needs at least one Dense");
    static_assert(Structure::in_order(),
                  "mote: the parts of a Network stand in the order Input, InputScaling, FourierFeatures, Dense …, "
                  "OutputScaling, Ceilings, and only Dense may repeat");

    static constexpr size_t depth = Structure::count(Part::dense);  ///< number of Dense
    static constexpr size_t inputs = InputOfNetwork::size;
    static constexpr size_t outputs = Structure::width(depth);
    static constexpr bool scales_input = Structure::count(Part::input_scaling) != 0;
    static constexpr bool scales_output = Structure::count(Part::output_scaling) != 0;
    static constexpr size_t fourier_pairs =
        Structure::count(Part::fourier_features) != 0 ? Structure::features() / (2 * inputs) : 0;

    /// Whether inputs become features otherwise than by a copy.
    static constexpr bool maps_inputs = scales_input || fourier_pairs != 0;

    static constexpr size_t trained_first = Structure::offset(0);
    static constexpr size_t trained_count = Structure::offset(depth) - trained_first;
    static constexpr size_t parameter_count =
        trained_first + trained_count + (scales_output ? 2 * Structure::width(depth) : 0);

    template <size_t Layer>
    using Activation = typename TypeAt<Structure::first(Part::dense) + Layer, Parts...>::Type::Activation;
    using Limits = typename TypeAt<Structure::first(Part::ceilings), Parts..., Ceilings<>>::Type;
    static constexpr uint32_t shape_hash = Structure::hash(Limits::identity);

    /// [scale[inputs], offset[inputs]] with InputScaling; then per Dense weight[in][out], bias[out]; then
    /// [scale[outputs], offset[outputs]] with OutputScaling. Unpadded.
    alignas(Pack) float parameters[parameter_count];

    static constexpr size_t width(size_t layer) { return Structure::width(layer); }
    static constexpr size_t offset(size_t layer) { return Structure::offset(layer); }

    template <size_t Layer>
    constexpr float& weight(size_t output, size_t input) {
        return parameters[offset(Layer) + input * width(Layer + 1) + output];
    }
    template <size_t Layer>
    constexpr const float& weight(size_t output, size_t input) const {
        return parameters[offset(Layer) + input * width(Layer + 1) + output];
    }
    /// The biases are the row behind the last row of weights.
    template <size_t Layer>
    constexpr float& bias(size_t output) {
        return weight<Layer>(output, width(Layer));
    }
    template <size_t Layer>
    constexpr const float& bias(size_t output) const {
        return weight<Layer>(output, width(Layer));
    }

    constexpr float* input_scales() { return &parameters[0]; }
    constexpr const float* input_scales() const { return &parameters[0]; }
    constexpr float* input_offsets() { return input_scales() + inputs; }
    constexpr const float* input_offsets() const { return input_scales() + inputs; }
    constexpr float* output_scales() { return &parameters[trained_first + trained_count]; }
    constexpr const float* output_scales() const { return &parameters[trained_first + trained_count]; }
    constexpr float* output_offsets() { return output_scales() + outputs; }
    constexpr const float* output_offsets() const { return output_scales() + outputs; }
};

/// The widest row that passes through the first `Layers` Dense of a network: what predict() keeps twice on the stack.
template <class Net, size_t Layers = Net::depth>
constexpr size_t widest() {
    size_t width = 0;
    for (size_t layer = 0; layer <= smaller(Layers, Net::depth); ++layer) {
        width = larger(width, Net::width(layer));
    }
    return width;
}

/// Values behind the first `Layers` Dense; behind the last where there are fewer, which features() refuses.
template <class Net, size_t Layers>
constexpr size_t feature_count() {
    return Net::width(smaller(Layers, Net::depth));
}

}  // namespace MOTE_BUILD
}  // namespace mote
