// SPDX-License-Identifier: MIT
// FANN, where it can: plain gradient descent and prediction with tanh. Its steps along w + rate·(y - p)·x are those of
// half the squared error, summed over outputs; a rate of 2/outputs as large makes them ours, so losses are comparable
// as everybody's. Its slope of tanh is cut off where |tanh| > 0.98, which the first steps do not reach.
#include <floatfann.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "trainer.hpp"

namespace benchmark_suite {
namespace {

struct Destroy {
    void operator()(fann* network) const { fann_destroy(network); }
    void operator()(fann_train_data* data) const { fann_destroy_train(data); }
};
using Network = std::unique_ptr<fann, Destroy>;
using Data = std::unique_ptr<fann_train_data, Destroy>;

Network network_of(const Workload& workload) {
    unsigned widths[4] = {};
    for (size_t layer = 0; layer <= workload.depth; ++layer) {
        widths[layer] = static_cast<unsigned>(workload.widths[layer]);
    }
    Network network(fann_create_standard_array(static_cast<unsigned>(workload.depth + 1), widths));
    fann_set_activation_function_hidden(network.get(), FANN_SIGMOID_SYMMETRIC);
    fann_set_activation_steepness_hidden(network.get(), 1.0f);  // then it is tanh
    fann_set_activation_function_output(network.get(), FANN_LINEAR);
    fann_set_activation_steepness_output(network.get(), 1.0f);
    fann_set_train_error_function(network.get(), FANN_ERRORFUNC_LINEAR);
    fann_set_training_algorithm(network.get(), workload.batch == 1 ? FANN_TRAIN_INCREMENTAL : FANN_TRAIN_BATCH);
    fann_set_learning_rate(network.get(), workload.rate() * 2.0f / static_cast<float>(workload.outputs()));
    fann_set_learning_momentum(network.get(), 0.0f);
    return network;
}

/// FANN keeps the connections of each neuron together, the one from the bias last.
void set_parameters(fann& network, const Workload& workload, const float* parameters) {
    float* to = network.weights;
    for (size_t layer = 0; layer < workload.depth; ++layer) {
        const size_t outputs = workload.widths[layer + 1];
        for (size_t output = 0; output < outputs; ++output) {
            for (size_t input = 0; input <= workload.widths[layer]; ++input) {
                *to++ = parameters[workload.offset(layer) + input * outputs + output];
            }
        }
    }
}

Data data_of(const Workload& workload, const Problem& problem, size_t batch) {
    const size_t inputs = workload.inputs(), outputs = workload.outputs();
    Data data(fann_create_train(static_cast<unsigned>(workload.batch), static_cast<unsigned>(inputs),
                                static_cast<unsigned>(outputs)));
    for (size_t row = 0; row < workload.batch; ++row) {
        const size_t from = batch * workload.batch + row;
        std::copy_n(problem.x + from * inputs, inputs, data->input[row]);
        std::copy_n(problem.y + from * outputs, outputs, data->output[row]);
    }
    return data;
}

/// Everything that lives from step to step.
struct Session {
    Network network;
    std::vector<Data> data;

    Session(const Workload& workload, const Problem& problem) : network(network_of(workload)) {
        set_parameters(*network, workload, problem.parameters);
        for (size_t batch = 0; batch < workload.batches(); ++batch) {
            data.push_back(data_of(workload, problem, batch));
        }
    }
};

template <size_t Number>
struct FannTrainer {
    static constexpr Workload workload = workloads[Number];

    static std::unique_ptr<Session>& session() {
        static std::unique_ptr<Session> current;
        return current;
    }
    static void reset() { session() = std::make_unique<Session>(workload, problem_of(Number)); }
    static const float* call(size_t number) {
        static float result[workload.result_count()];
        Session& now = *session();
        fann_train_data& rows = *now.data[number];
        if constexpr (workload.verb == Verb::predict) {
            return fann_run(now.network.get(), rows.input[0]);
        } else if constexpr (workload.verb == Verb::predict_many) {
            for (size_t row = 0; row < workload.batch; ++row) {
                std::copy_n(fann_run(now.network.get(), rows.input[row]), workload.outputs(),
                            result + row * workload.outputs());
            }
        } else if constexpr (workload.batch == 1) {
            fann_reset_MSE(now.network.get());
            fann_train(now.network.get(), rows.input[0], rows.output[0]);
            result[0] = fann_get_MSE(now.network.get());
        } else {
            result[0] = fann_train_epoch(now.network.get(), &rows);
        }
        return result;
    }
};

constexpr bool is_supported(const Workload& workload) {
    return (workload.optimizer == Optimizer::descent || workload.predicts()) && workload.hidden == Activation::tanh &&
           !workload.is_scaled;
}

}  // namespace

namespace IMPLEMENTATION {
void add_trainers(Add add, const char* implementation) {
    add_trainers_of<FannTrainer, is_supported>(add, implementation);
}
}  // namespace IMPLEMENTATION
}  // namespace benchmark_suite
