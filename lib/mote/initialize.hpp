// SPDX-License-Identifier: MIT
// Initialisation: the weights before the first step, from a seed, the same on every machine.
// Draws come from one Pcg32 in the order of the parameters: per Dense weight[in][out] row by row, then bias[out].
#pragma once

#include "mote/network.hpp"
#include "mote/random.hpp"
#include "mote/sanitize.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// What an initialisation may look at: a Dense.
struct LayerToInitialize {
    size_t index, inputs, outputs;
    float frequency;  ///< of a Sin, else 1
};

/// Uniform on [-bound, bound), for weights and for biases; 0 gives zeros.
struct UniformBounds {
    float weights, biases;
};

/// The root of a positive number of compile time's shapes.
inline float root(float square) { return first_lane(square_root(square)); }

/// PyTorch's default of nn.Linear: weights and biases within ±1/√inputs.
struct PyTorchDefault {
    UniformBounds bounds(const LayerToInitialize& layer) const {
        const float bound = root(1.0f / static_cast<float>(layer.inputs));
        return {bound, bound};
    }
};

/// Within ±√(6/(inputs + outputs)), biases 0: for Tanh and Sigmoid. Glorot & Bengio 2010, "Understanding the difficulty
/// of training deep feedforward neural networks", equation 16; torch.nn.init.xavier_uniform_.
struct Xavier {
    UniformBounds bounds(const LayerToInitialize& layer) const {
        return {root(6.0f / static_cast<float>(layer.inputs + layer.outputs)), 0.0f};
    }
};

/// Within ±√(6/inputs), biases 0: for Relu. He et al. 2015, "Delving Deep into Rectifiers", equation 10;
/// torch.nn.init.kaiming_uniform_ with nonlinearity='relu'.
struct He {
    UniformBounds bounds(const LayerToInitialize& layer) const {
        return {root(6.0f / static_cast<float>(layer.inputs)), 0.0f};
    }
};

/// For Sin: the first layer within ±1/inputs, the others within ±√(6/inputs)/frequency, biases as PyTorch's default.
/// Sitzmann et al. 2020, section 3.2 and supplement 1.5.
struct Siren {
    UniformBounds bounds(const LayerToInitialize& layer) const {
        const auto inputs = static_cast<float>(layer.inputs);
        const float weights = layer.index == 0 ? 1.0f / inputs : root(6.0f / inputs) / layer.frequency;
        return {weights, root(1.0f / inputs)};
    }
};

/// The frequency by which an initialisation divides: a Sin's; a layer behind a Sin keeps that one's.
template <class Net, size_t Layer>
constexpr float frequency_of() {
    using Activation = typename Net::template Activation<Layer>;
    if constexpr (Activation::id == Sin<>::id) {
        return static_cast<float>(Activation::parameter);
    } else if constexpr (Layer > 0) {
        return frequency_of<Net, Layer - 1>();
    } else {
        return 1.0f;
    }
}

inline void fill_uniform(float* values, size_t count, float bound, float ceiling, Pcg32& random) {
    for (size_t i = 0; i < count; ++i) {
        values[i] = sanitized(random.uniform(bound), ceiling);
    }
}
inline void fill(float* values, size_t count, float value) {
    for (size_t i = 0; i < count; ++i) {
        values[i] = value;
    }
}

template <class Net, class Initialization>
void init(Net& net, uint64_t seed, const Initialization& initialization) {
    Pcg32 random(seed);
    for_each_index<0, Net::depth>([&](auto layer) {
        constexpr size_t inputs = Net::width(layer), outputs = Net::width(layer + 1);
        const UniformBounds bounds = initialization.bounds({layer, inputs, outputs, frequency_of<Net, layer>()});
        float* const weights = net.parameters + Net::offset(layer);
        fill_uniform(weights, inputs * outputs, bounds.weights, Net::Limits::weights, random);
        fill_uniform(weights + inputs * outputs, outputs, bounds.biases, Net::Limits::weights, random);
    });
    if constexpr (Net::scales_input) {
        fill(net.input_scales(), Net::inputs, 1.0f);
        fill(net.input_offsets(), Net::inputs, 0.0f);
    }
    if constexpr (Net::scales_output) {
        fill(net.output_scales(), Net::outputs, 1.0f);
        fill(net.output_offsets(), Net::outputs, 0.0f);
    }
}

template <class Net>
void init(Net& net, uint64_t seed) {
    init(net, seed, PyTorchDefault{});
}

}  // namespace MOTE_BUILD
}  // namespace mote
