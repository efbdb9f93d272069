// SPDX-License-Identifier: MIT
// Eigen with fixed sizes: matrices are [features, rows] by columns, so memory is as everybody else's; its own
// vectorised tanh and exp; no temporaries.
#include <Eigen/Core>

#include "hand_written.hpp"
#include "trainer.hpp"

namespace benchmark_suite {
namespace {

template <size_t Rows, size_t Columns>
using Matrix = Eigen::Matrix<float, static_cast<int>(Rows), static_cast<int>(Columns),
                             Rows == 1 && Columns != 1 ? Eigen::RowMajor : Eigen::ColMajor>;
template <size_t Rows, size_t Columns>
using Given = Eigen::Map<const Matrix<Rows, Columns>>;
template <size_t Rows, size_t Columns>
using Result = Eigen::Map<Matrix<Rows, Columns>>;

struct EigenKernels {
    template <class Shape>
    static void forward(const float* x, const float* weights, const float* biases, float* values, float* slopes) {
        const Given<Shape::inputs, Shape::rows> input(x);
        const Given<Shape::outputs, Shape::inputs> weight(weights);
        const Given<Shape::outputs, 1> bias(biases);
        Result<Shape::outputs, Shape::rows> value(values);

        value.noalias() = weight * input;
        // Column by column, since Eigen does not vectorise an expression that repeats a vector.
        for (Eigen::Index row = 0; row < value.cols(); ++row) {
            auto column = value.col(row);
            if constexpr (Shape::hidden && Shape::activation == Activation::tanh) {
                column = (column + bias).array().tanh();
            } else if constexpr (Shape::hidden && Shape::activation == Activation::relu) {
                column = (column + bias).array().max(0.0f);
            } else {
                column += bias;
            }
        }
        if constexpr (Shape::hidden && Shape::activation == Activation::mish) {
            activate_all<Shape>(values, slopes);
        }
    }

    template <class Shape>
    static void weight_gradients(const float* x, const float* deltas, float* weights, float* biases) {
        const Given<Shape::inputs, Shape::rows> input(x);
        const Given<Shape::outputs, Shape::rows> delta(deltas);
        Result<Shape::outputs, Shape::inputs>(weights).noalias() = delta * input.transpose();
        Result<Shape::outputs, 1>(biases).noalias() = delta.rowwise().sum();
    }

    template <class Shape>
    static void input_gradients(const float* deltas, const float* weights, const float* slopes, float* result) {
        const Given<Shape::outputs, Shape::rows> delta(deltas);
        const Given<Shape::outputs, Shape::inputs> weight(weights);
        const Given<Shape::inputs, Shape::rows> slope(slopes);
        Result<Shape::inputs, Shape::rows> gradient(result);

        gradient.noalias() = weight.transpose() * delta;
        if constexpr (Shape::activation == Activation::tanh) {
            gradient.array() *= 1.0f - slope.array().square();
        } else if constexpr (Shape::activation == Activation::relu) {
            gradient = (slope.array() > 0.0f).select(gradient, 0.0f);
        } else {
            gradient.array() *= slope.array();
        }
    }
};

template <size_t Number>
using EigenTrainer = HandWritten<Number, EigenKernels>;

}  // namespace

namespace IMPLEMENTATION {
void add_trainers(Add add, const char* implementation) { add_trainers_of<EigenTrainer>(add, implementation); }
}  // namespace IMPLEMENTATION
}  // namespace benchmark_suite
