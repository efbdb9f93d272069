// SPDX-License-Identifier: MIT
// mote, as its users call it: default guard, losses looked at. Compiled once for each port and profile; IMPLEMENTATION
// is its name, from the build.
#include <mote/mote.hpp>

#include "trainer.hpp"

namespace benchmark_suite {
namespace {

template <Activation>
struct ActivationOf;
template <>
struct ActivationOf<Activation::tanh> {
    using Type = mote::Tanh;
};
template <>
struct ActivationOf<Activation::relu> {
    using Type = mote::Relu;
};
template <>
struct ActivationOf<Activation::mish> {
    using Type = mote::Mish;
};

template <size_t Number, class Layers>
struct NetworkOf;
template <size_t Number, size_t... Hidden>
struct NetworkOf<Number, std::index_sequence<Hidden...>> {
    static constexpr Workload workload = workloads[Number];
    using Between = typename ActivationOf<workload.hidden>::Type;
    using Type = mote::Network<mote::Input<workload.inputs()>, mote::Dense<workload.widths[Hidden + 1], Between>...,
                               mote::Dense<workload.outputs()>>;
};

template <Loss loss>
constexpr auto mote_loss() {
    if constexpr (loss == Loss::cross_entropy) {
        return mote::CrossEntropy{};
    } else {
        return mote::MeanSquaredError{};
    }
}

template <Task task>
constexpr auto mote_optimizer(float rate) {
    if constexpr (task == Task::descent) {
        return mote::Sgd{rate};
    } else {
        return mote::Adam{rate, beta1, beta2, epsilon};
    }
}

template <size_t Number>
struct MoteTrainer {
    static constexpr Workload workload = workloads[Number];
    static constexpr auto recipe =
        mote::Recipe{mote_loss<workload.loss>(), mote_optimizer<workload.task>(workload.rate())};
    using Net = typename NetworkOf<Number, std::make_index_sequence<workload.depth - 1>>::Type;
    using Work = mote::Workspace<Net, decltype(recipe), workload.batch>;

    static inline Net net;
    static inline Work work;
    static inline Problem problem;
    static inline float result[workload.result_count()];

    static void reset() {
        problem = problem_of(Number);
        for (size_t i = 0; i < workload.parameter_count(); ++i) {
            net.parameters[i] = problem.parameters[i];
        }
        if constexpr (workload.trains()) {
            work.state = {};
        }
    }

    static const float* step(size_t batch) {
        const float* x = problem.x + batch * workload.batch * workload.inputs();
        if constexpr (!workload.trains()) {
            mote::predict(net, x, result, workload.batch);
        } else if constexpr (workload.loss == Loss::cross_entropy) {
            learn({x, problem.classes + batch * workload.batch, workload.batch});
        } else {
            learn({x, problem.y + batch * workload.batch * workload.outputs(), workload.batch});
        }
        return result;
    }

    static void learn(mote::Samples<Net, decltype(recipe.loss)> samples) {
        const mote::Result learned = mote::train(net, work, recipe, samples);
        result[0] = learned.status == mote::Status::ok ? learned.loss : -1.0f;
    }
};
}  // namespace

namespace IMPLEMENTATION {
void add_trainers(Add add, const char* implementation) { add_trainers_of<MoteTrainer>(add, implementation); }
}  // namespace IMPLEMENTATION
}  // namespace benchmark_suite
