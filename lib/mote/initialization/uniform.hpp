// SPDX-License-Identifier: MIT
// Uniform initializations, each for networks of certain activations.
#pragma once

#include "../base/math.hpp"
#include "initialization.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// PyTorch's default of nn.Linear: weights and biases within ±1/√inputs.
struct PyTorchDefault {
    UniformBounds bounds(const LayerToInitialize& layer) const {
        const float bound = square_root(1.0f / static_cast<float>(layer.inputs));
        return {bound, bound};
    }
};

/// Within ±√(6/(inputs + outputs)), biases 0: for Tanh and Sigmoid. Glorot & Bengio 2010, "Understanding the difficulty
/// of training deep feedforward neural networks", equation 16; torch.nn.init.xavier_uniform_.
struct Xavier {
    UniformBounds bounds(const LayerToInitialize& layer) const {
        return {square_root(6.0f / static_cast<float>(layer.inputs + layer.outputs)), 0.0f};
    }
};

/// Within ±√(6/inputs), biases 0: for Relu. He et al. 2015, "Delving Deep into Rectifiers", equation 10;
/// torch.nn.init.kaiming_uniform_ with nonlinearity='relu'.
struct He {
    UniformBounds bounds(const LayerToInitialize& layer) const {
        return {square_root(6.0f / static_cast<float>(layer.inputs)), 0.0f};
    }
};

/// For Sin: the first layer within ±1/inputs, the others within ±√(6/inputs)/frequency, biases as PyTorch's default.
/// Sitzmann et al. 2020, section 3.2 and supplement 1.5.
struct Siren {
    UniformBounds bounds(const LayerToInitialize& layer) const {
        const auto inputs = static_cast<float>(layer.inputs);
        const float weights = layer.index == 0 ? 1.0f / inputs : square_root(6.0f / inputs) / layer.frequency;
        return {weights, square_root(1.0f / inputs)};
    }
};

template <class Net>
void init(Net& net, uint64_t seed) {
    init(net, seed, PyTorchDefault{});
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
