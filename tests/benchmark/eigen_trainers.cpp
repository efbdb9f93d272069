// SPDX-License-Identifier: MIT
// Eigen with fixed sizes: matrices are [features, rows] by columns, so memory is as everybody else's; its own
// vectorised tanh and exp; no temporaries. Only the rows of a batch are a number of run time: fixed too, they are faster by
// 2 % on average, and take several times as long to compile.
#include <Eigen/Core>

#include <type_traits>

#include "hand_written_trainer.hpp"
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

template <size_t Features, size_t Rows>
using Batch = std::conditional_t<Rows == 1, Matrix<Features, 1>,
                                 Eigen::Matrix<float, static_cast<int>(Features), Eigen::Dynamic,
                                               Features == 1 ? Eigen::RowMajor : Eigen::ColMajor>>;
template <size_t Features, size_t Rows>
using GivenBatch = Eigen::Map<const Batch<Features, Rows>>;
template <size_t Features, size_t Rows>
using ResultBatch = Eigen::Map<Batch<Features, Rows>>;

struct EigenKernels {
    template <class Shape>
    static void forward(const float* x, const float* weights, const float* biases, float* values, float* slopes) {
        const GivenBatch<Shape::inputs, Shape::rows> input(x, Shape::inputs, Shape::rows);
        const Given<Shape::outputs, Shape::inputs> weight(weights);
        const Given<Shape::outputs, 1> bias(biases);
        ResultBatch<Shape::outputs, Shape::rows> value(values, Shape::outputs, Shape::rows);

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
        const GivenBatch<Shape::inputs, Shape::rows> input(x, Shape::inputs, Shape::rows);
        const GivenBatch<Shape::outputs, Shape::rows> delta(deltas, Shape::outputs, Shape::rows);
        Result<Shape::outputs, Shape::inputs>(weights).noalias() = delta * input.transpose();
        Result<Shape::outputs, 1>(biases).noalias() = delta.rowwise().sum();
    }

    template <class Shape>
    static void input_gradients(const float* deltas, const float* weights, const float* slopes, float* result) {
        const GivenBatch<Shape::outputs, Shape::rows> delta(deltas, Shape::outputs, Shape::rows);
        const Given<Shape::outputs, Shape::inputs> weight(weights);
        const GivenBatch<Shape::inputs, Shape::rows> slope(slopes, Shape::inputs, Shape::rows);
        ResultBatch<Shape::inputs, Shape::rows> gradient(result, Shape::inputs, Shape::rows);

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
using EigenTrainer = HandWrittenTrainer<Number, EigenKernels>;

}  // namespace

namespace IMPLEMENTATION {
void add_trainers(Add add, const char* implementation) {
    add_trainers_of<EigenTrainer, is_for_others>(add, implementation);
}
}  // namespace IMPLEMENTATION
}  // namespace benchmark_suite
