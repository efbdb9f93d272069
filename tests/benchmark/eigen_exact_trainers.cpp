// SPDX-License-Identifier: MIT
// Prediction of one row as inference libraries for audio (RTNeural) have it: each layer is an object with Eigen matrices of
// fixed size, by columns, that keeps its outputs for the next one. tanh is libm's, element by element: the build sets
// EIGEN_FAST_MATH to 0 and leaves -ffast-math out.
#include <Eigen/Core>

#include <tuple>

#include "trainer.hpp"

namespace benchmark_suite {
namespace {

template <size_t Count>
using Vector = Eigen::Matrix<float, static_cast<int>(Count), 1>;

template <size_t Inputs, size_t Outputs, bool IsHidden, Activation activation>
struct Layer {
    Eigen::Matrix<float, static_cast<int>(Outputs), static_cast<int>(Inputs)> weights;
    Vector<Outputs> biases, outputs;

    /// weight[in][out] row by row is weights by columns.
    void set(const float* parameters) {
        weights = Eigen::Map<const decltype(weights)>(parameters);
        biases = Eigen::Map<const Vector<Outputs>>(parameters + Inputs * Outputs);
    }
    template <class Input>
    void forward(const Input& input) {
        outputs.noalias() = weights * input + biases;
        if constexpr (IsHidden && activation == Activation::tanh) {
            outputs = outputs.array().tanh();
        } else if constexpr (IsHidden) {
            outputs = outputs.array().max(0.0f);
        }
    }
};

template <size_t Number, class Layers>
struct LayersOf;
template <size_t Number, size_t... Numbers>
struct LayersOf<Number, std::index_sequence<Numbers...>> {
    static constexpr Workload workload = workloads[Number];
    using Type = std::tuple<Layer<workload.widths[Numbers], workload.widths[Numbers + 1], Numbers + 1 != workload.depth,
                                  workload.hidden>...>;
};

template <size_t Number>
struct EigenExactTrainer {
    static constexpr Workload workload = workloads[Number];
    static constexpr size_t last = workload.depth - 1;

    static inline typename LayersOf<Number, std::make_index_sequence<workload.depth>>::Type layers;
    static inline Problem problem;

    static void reset() {
        problem = problem_of(Number);
        set<0>();
    }
    static const float* call(size_t number) {
        forward<0>(Eigen::Map<const Vector<workload.inputs()>>(problem.x + number * workload.inputs()));
        return std::get<last>(layers).outputs.data();
    }

  private:
    template <size_t Index>
    static void set() {
        std::get<Index>(layers).set(problem.parameters + workload.offset(Index));
        if constexpr (Index != last) {
            set<Index + 1>();
        }
    }
    template <size_t Index, class Input>
    static void forward(const Input& input) {
        std::get<Index>(layers).forward(input);
        if constexpr (Index != last) {
            forward<Index + 1>(std::get<Index>(layers).outputs);
        }
    }
};

constexpr bool is_supported(const Workload& workload) {
    return workload.verb == Verb::predict && !workload.is_scaled && workload.hidden != Activation::mish;
}

}  // namespace

namespace IMPLEMENTATION {
void add_trainers(Add add, const char* implementation) {
    add_trainers_of<EigenExactTrainer, is_supported>(add, implementation);
}
}  // namespace IMPLEMENTATION
}  // namespace benchmark_suite
