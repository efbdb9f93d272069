// SPDX-License-Identifier: MIT
// A layer as three nested loops, in the order that compilers vectorise best.
#pragma once

#include "hand_written.hpp"

namespace benchmark_suite {
namespace {

struct NaiveKernels {
    template <class Shape>
    static void forward(const float* __restrict x, const float* __restrict weights, const float* __restrict biases,
                        float* __restrict values, float* __restrict slopes) {
        for (size_t row = 0; row < Shape::rows; ++row) {
            float* const sums = values + row * Shape::outputs;
            for (size_t o = 0; o < Shape::outputs; ++o) {
                sums[o] = biases[o];
            }
            for (size_t i = 0; i < Shape::inputs; ++i) {
                for (size_t o = 0; o < Shape::outputs; ++o) {
                    sums[o] += x[row * Shape::inputs + i] * weights[i * Shape::outputs + o];
                }
            }
        }
        activate_all<Shape>(values, slopes);
    }

    template <class Shape>
    static void weight_gradients(const float* __restrict x, const float* __restrict deltas, float* __restrict weights,
                                 float* __restrict biases) {
        for (size_t i = 0; i < Shape::inputs; ++i) {
            for (size_t o = 0; o < Shape::outputs; ++o) {
                weights[i * Shape::outputs + o] = x[i] * deltas[o];
            }
            for (size_t row = 1; row < Shape::rows; ++row) {
                for (size_t o = 0; o < Shape::outputs; ++o) {
                    weights[i * Shape::outputs + o] += x[row * Shape::inputs + i] * deltas[row * Shape::outputs + o];
                }
            }
        }
        bias_gradients<Shape>(deltas, biases);
    }

    template <class Shape>
    static void bias_gradients(const float* __restrict deltas, float* __restrict biases) {
        for (size_t o = 0; o < Shape::outputs; ++o) {
            biases[o] = deltas[o];
        }
        for (size_t row = 1; row < Shape::rows; ++row) {
            for (size_t o = 0; o < Shape::outputs; ++o) {
                biases[o] += deltas[row * Shape::outputs + o];
            }
        }
    }

    template <class Shape>
    static void input_gradients(const float* __restrict deltas, const float* __restrict weights,
                                const float* __restrict slopes, float* __restrict result) {
        for (size_t row = 0; row < Shape::rows; ++row) {
            for (size_t i = 0; i < Shape::inputs; ++i) {
                float sum = 0.0f;
                for (size_t o = 0; o < Shape::outputs; ++o) {
                    sum += deltas[row * Shape::outputs + o] * weights[i * Shape::outputs + o];
                }
                result[row * Shape::inputs + i] = sum;
            }
        }
        multiply_slopes<Shape>(slopes, result);
    }
};

}  // namespace
}  // namespace benchmark_suite
