// SPDX-License-Identifier: MIT
// OpenBLAS for the products that are worth a call, loops for the rest: layers with one input or one output are no
// matrix products, and on a tiny layer a call costs more than the sums.
#include <cblas.h>

#include "hand_written_trainer.hpp"
#include "naive_kernels.hpp"
#include "trainer.hpp"

namespace benchmark_suite {
namespace {

struct OpenBlasKernels {
    /// At batch 1 only large products are; loops take the rest of them sooner, as measured.
    template <class Shape>
    static constexpr bool calls_blas = Shape::inputs >= 8 && Shape::outputs >= 8 &&
                                       (Shape::rows > 1 || Shape::inputs * Shape::outputs > 8192);
    static constexpr CBLAS_TRANSPOSE plain = CblasNoTrans, transposed = CblasTrans;

    template <class Shape>
    static void forward(const float* x, const float* weights, const float* biases, float* values, float* slopes) {
        if constexpr (!calls_blas<Shape>) {
            NaiveKernels::forward<Shape>(x, weights, biases, values, slopes);
        } else {
            for (size_t row = 0; row < Shape::rows; ++row) {
                for (size_t o = 0; o < Shape::outputs; ++o) {
                    values[row * Shape::outputs + o] = biases[o];
                }
            }
            if constexpr (Shape::rows == 1) {
                cblas_sgemv(CblasRowMajor, transposed, Shape::inputs, Shape::outputs, 1, weights, Shape::outputs, x, 1,
                            1, values, 1);
            } else {
                cblas_sgemm(CblasRowMajor, plain, plain, Shape::rows, Shape::outputs, Shape::inputs, 1, x,
                            Shape::inputs, weights, Shape::outputs, 1, values, Shape::outputs);
            }
            activate_all<Shape>(values, slopes);
        }
    }

    template <class Shape>
    static void weight_gradients(const float* x, const float* deltas, float* weights, float* biases) {
        if constexpr (!calls_blas<Shape> || Shape::rows == 1) {
            NaiveKernels::weight_gradients<Shape>(x, deltas, weights, biases);
        } else {
            cblas_sgemm(CblasRowMajor, transposed, plain, Shape::inputs, Shape::outputs, Shape::rows, 1, x,
                        Shape::inputs, deltas, Shape::outputs, 0, weights, Shape::outputs);
            NaiveKernels::bias_gradients<Shape>(deltas, biases);
        }
    }

    template <class Shape>
    static void input_gradients(const float* deltas, const float* weights, const float* slopes, float* result) {
        if constexpr (!calls_blas<Shape>) {
            NaiveKernels::input_gradients<Shape>(deltas, weights, slopes, result);
        } else {
            if constexpr (Shape::rows == 1) {
                cblas_sgemv(CblasRowMajor, plain, Shape::inputs, Shape::outputs, 1, weights, Shape::outputs, deltas, 1,
                            0, result, 1);
            } else {
                cblas_sgemm(CblasRowMajor, plain, transposed, Shape::rows, Shape::inputs, Shape::outputs, 1, deltas,
                            Shape::outputs, weights, Shape::outputs, 0, result, Shape::inputs);
            }
            multiply_slopes<Shape>(slopes, result);
        }
    }
};

template <size_t Number>
using OpenBlasTrainer = HandWrittenTrainer<Number, OpenBlasKernels>;

}  // namespace

namespace IMPLEMENTATION {
void add_trainers(Add add, const char* implementation) {
    openblas_set_num_threads(1);
    add_trainers_of<OpenBlasTrainer, is_for_others>(add, implementation);
}
}  // namespace IMPLEMENTATION
}  // namespace benchmark_suite
