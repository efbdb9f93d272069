// SPDX-License-Identifier: MIT
// A trainer as one writes it by hand for one network: static arrays, sizes known to the compiler, all gradients first,
// then the optimizer over one block. Kernels are what differs: how a layer goes forward and backward.
//
//   forward<Shape>(x, weights, biases, values, slopes)        values = activation(biases + x·weights)
//   weight_gradients<Shape>(x, deltas, weights, biases)       overwrites both with their gradients
//   input_gradients<Shape>(deltas, weights, slopes, result)   result = (deltas·weightsᵀ)·slopes
//
// Rows are contiguous, weights are [in][out]. Where slopes follow from values, `slopes` are the values.
#pragma once

#include "formulas.hpp"

namespace benchmark_suite {
namespace {

/// A layer, and the batch that passes through it.
template <size_t Rows, size_t Inputs, size_t Outputs, bool Hidden, Activation AfterHidden>
struct Shape {
    static constexpr size_t rows = Rows, inputs = Inputs, outputs = Outputs;
    static constexpr bool hidden = Hidden;  ///< is activated
    static constexpr Activation activation = AfterHidden;
};

/// Learns by the optimizer of workload number `Number`, or predicts, `Rows` rows at a time.
template <size_t Number, size_t Rows, class Kernels>
struct HandWritten {
    static constexpr Workload workload = workloads[Number];
    static constexpr size_t batch = Rows;
    static constexpr bool stores_slopes = workload.hidden == Activation::mish;

    template <size_t Layer>
    using ShapeOf =
        Shape<batch, workload.widths[Layer], workload.widths[Layer + 1], (Layer + 1 < workload.depth), workload.hidden>;

    /// Large blocks start at a cache line. Small ones lie close, since every vector costs.
    static constexpr size_t lane_count = 16;
    static constexpr size_t aligned(size_t count) {
        return workload.parameter_count() < 256 ? count : (count + lane_count - 1) / lane_count * lane_count;
    }
    static constexpr size_t weights_at(size_t layer) {
        size_t at = 0;
        for (size_t l = 0; l < layer; ++l) {
            at += aligned(workload.widths[l] * workload.widths[l + 1]) + aligned(workload.widths[l + 1]);
        }
        return at;
    }
    static constexpr size_t biases_at(size_t layer) {
        return weights_at(layer) + aligned(workload.widths[layer] * workload.widths[layer + 1]);
    }
    static constexpr size_t values_at(size_t layer) {
        size_t at = 0;
        for (size_t l = 0; l < layer; ++l) {
            at += (batch * workload.widths[l + 1] + lane_count - 1) / lane_count * lane_count;
        }
        return at;
    }
    static constexpr size_t parameter_count = weights_at(workload.depth);
    static constexpr size_t value_count = values_at(workload.depth);

    alignas(64) static inline float parameters[parameter_count], gradients[parameter_count];
    alignas(64) static inline float first_moments[parameter_count], second_moments[parameter_count];
    alignas(64) static inline float values[value_count], slopes[value_count], deltas[value_count];
    static inline Corrections corrections;

    /// `initial` has per layer weight[in][out], then bias[out].
    static void reset(const float* initial) {
        for (size_t i = 0; i < parameter_count; ++i) {
            first_moments[i] = second_moments[i] = 0.0f;
        }
        corrections = {};
        for (size_t layer = 0; layer < workload.depth; ++layer) {
            const size_t weights = workload.widths[layer] * workload.widths[layer + 1];
            const float* const from = initial + workload.offset(layer);
            for (size_t i = 0; i < weights; ++i) {
                parameters[weights_at(layer) + i] = from[i];
            }
            for (size_t o = 0; o < workload.widths[layer + 1]; ++o) {
                parameters[biases_at(layer) + o] = from[weights + o];
            }
        }
    }

    /// The outputs for `batch` rows.
    static const float* predict(const float* x) {
        forward<0>(x);
        return values + values_at(workload.depth - 1);
    }

    /// A step; the loss before it. `y` or `classes`, as the loss asks.
    static float learn(const float* x, const float* y, const uint16_t* classes, float rate) {
        forward<0>(x);
        const float loss = differentiate_loss(y, classes);
        backward<workload.depth - 1>(x);
        optimize(rate);
        return loss;
    }

  private:
    template <size_t Layer>
    static const float* inputs_of(const float* x) {
        if constexpr (Layer == 0) {
            return x;
        } else {
            return values + values_at(Layer - 1);
        }
    }

    template <size_t Layer>
    static void forward(const float* x) {
        Kernels::template forward<ShapeOf<Layer>>(inputs_of<Layer>(x), parameters + weights_at(Layer),
                                                  parameters + biases_at(Layer), values + values_at(Layer),
                                                  slopes + values_at(Layer));
        if constexpr (Layer + 1 < workload.depth) {
            forward<Layer + 1>(x);
        }
    }

    static float differentiate_loss(const float* y, const uint16_t* classes) {
        constexpr size_t last = values_at(workload.depth - 1), outputs = workload.outputs();
        if constexpr (workload.loss == Loss::cross_entropy) {
            return cross_entropy<batch, outputs>(values + last, classes, deltas + last);
        } else {
            return mean_squared_error<batch * outputs>(values + last, y, deltas + last);
        }
    }

    template <size_t Layer>
    static void backward(const float* x) {
        Kernels::template weight_gradients<ShapeOf<Layer>>(inputs_of<Layer>(x), deltas + values_at(Layer),
                                                           gradients + weights_at(Layer), gradients + biases_at(Layer));
        if constexpr (Layer > 0) {
            Kernels::template input_gradients<ShapeOf<Layer>>(deltas + values_at(Layer), parameters + weights_at(Layer),
                                                              (stores_slopes ? slopes : values) + values_at(Layer - 1),
                                                              deltas + values_at(Layer - 1));
            backward<Layer - 1>(x);
        }
    }

    static void optimize(float rate) {
        if constexpr (workload.optimizer == Optimizer::descent) {
            descend<parameter_count>(parameters, gradients, rate);
        } else {
            corrections.advance();
            adam<parameter_count>(parameters, gradients, first_moments, second_moments, corrections, rate);
        }
    }
};

/// values = activation(values), and slopes where they do not follow from values.
template <class ShapeOfLayer>
void activate_all(float* __restrict values, float* __restrict slopes) {
    constexpr size_t count = ShapeOfLayer::rows * ShapeOfLayer::outputs;
    if constexpr (ShapeOfLayer::hidden && ShapeOfLayer::activation == Activation::mish) {
        for (size_t i = 0; i < count; ++i) {
            const Unit unit = mish(values[i]);
            values[i] = unit.value;
            slopes[i] = unit.slope;
        }
    } else if constexpr (ShapeOfLayer::hidden) {
        for (size_t i = 0; i < count; ++i) {
            values[i] = activate<ShapeOfLayer::activation>(values[i]);
        }
    }
}

/// Gradients of the inputs become gradients of the sums before the activation.
template <class ShapeOfLayer>
void multiply_slopes(const float* __restrict slopes, float* __restrict gradients) {
    for (size_t i = 0; i < ShapeOfLayer::rows * ShapeOfLayer::inputs; ++i) {
        if constexpr (ShapeOfLayer::activation == Activation::mish) {
            gradients[i] *= slopes[i];
        } else {
            gradients[i] *= slope_from_value<ShapeOfLayer::activation>(slopes[i]);
        }
    }
}

}  // namespace
}  // namespace benchmark_suite
