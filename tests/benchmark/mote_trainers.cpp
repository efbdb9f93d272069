// SPDX-License-Identifier: MIT
// mote, as its users call it: default guard, losses looked at. Compiled once for each port and profile; IMPLEMENTATION
// is its name, from the build.
#include <mote/mote.hpp>
#include <type_traits>

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
    using Input = mote::Input<workload.inputs()>;
    using Between = typename ActivationOf<workload.hidden>::Type;
    using Last = mote::Dense<workload.outputs()>;
    using Plain = mote::Network<Input, mote::Dense<workload.widths[Hidden + 1], Between>..., Last>;
    using Scaled = mote::Network<Input, mote::InputScaling, mote::Dense<workload.widths[Hidden + 1], Between>..., Last,
                                 mote::OutputScaling>;
    using Type = std::conditional_t<workload.is_scaled, Scaled, Plain>;
};

template <Loss loss>
constexpr auto mote_loss() {
    if constexpr (loss == Loss::cross_entropy) {
        return mote::CrossEntropy{};
    } else {
        return mote::MeanSquaredError{};
    }
}

template <Optimizer optimizer>
constexpr auto mote_optimizer(float rate) {
    if constexpr (optimizer == Optimizer::adam) {
        return mote::Adam{rate, beta1, beta2, epsilon};
    } else {
        return mote::Sgd{rate};
    }
}

template <size_t Number>
struct MoteTrainer {
    static constexpr Workload workload = workloads[Number];
    static constexpr auto recipe =
        mote::Recipe{mote_loss<workload.loss>(), mote_optimizer<workload.optimizer>(workload.rate())};
    using Net = typename NetworkOf<Number, std::make_index_sequence<workload.depth - 1>>::Type;
    using Work = mote::Workspace<Net, decltype(recipe), workload.verb == Verb::evaluate ? block_rows : workload.batch>;
    using Samples = mote::Samples<Net, decltype(recipe.loss)>;

    static inline Net net;
    static inline Work work;
    static inline Problem problem;
    static inline float result[workload.result_count()];

    static void reset() {
        problem = problem_of(Number);
        for (size_t i = 0; i < workload.parameter_count(); ++i) {
            net.parameters[Net::trained_first + i] = problem.parameters[i];
        }
        if constexpr (workload.is_scaled) {
            for (size_t i = 0; i < workload.inputs(); ++i) {
                net.input_scales()[i] = problem.input.scales[i];
                net.input_offsets()[i] = problem.input.offsets[i];
            }
            for (size_t o = 0; o < workload.outputs(); ++o) {
                net.output_scales()[o] = problem.output.scales[o];
                net.output_offsets()[o] = problem.output.offsets[o];
            }
        }
        if constexpr (workload.trains()) {
            work.state = {};
        }
    }

    static const float* call(size_t number) {
        const size_t first = number * workload.batch;
        if constexpr (workload.predicts()) {
            mote::predict(net, problem.x + first * workload.inputs(), result, workload.batch);
        } else if constexpr (workload.fits()) {
            mote::FitOptions options;
            options.shuffle = workload.verb == Verb::fit_shuffled;
            keep(mote::fit(net, work, recipe, samples(0, workload.rows()), options));
        } else if constexpr (workload.verb == Verb::evaluate) {
            keep(mote::evaluate(net, work, recipe, samples(first, workload.batch)));
        } else {
            keep(mote::train(net, work, recipe, samples(first, workload.batch)));
        }
        return result;
    }

    static Samples samples(size_t first, size_t count) {
        const float* const x = problem.x + first * workload.inputs();
        if constexpr (workload.loss == Loss::cross_entropy) {
            return {x, problem.classes + first, count};
        } else {
            return {x, problem.y + first * workload.outputs(), count};
        }
    }

    template <class Learned>
    static void keep(const Learned& learned) {
        result[0] = learned.status == mote::Status::ok ? learned.loss : -1.0f;
    }
};

constexpr bool every_workload(const Workload&) { return true; }

}  // namespace

namespace IMPLEMENTATION {
void add_trainers(Add add, const char* implementation) {
    add_trainers_of<MoteTrainer, every_workload>(add, implementation);
}
}  // namespace IMPLEMENTATION
}  // namespace benchmark_suite
