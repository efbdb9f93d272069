// SPDX-License-Identifier: MIT
// libtorch as its documentation teaches it: Sequential, an optimizer of torch::optim, backward, step.
#include <torch/torch.h>

#include <memory>
#include <vector>

#include "trainer.hpp"

namespace benchmark_suite {
namespace {

torch::nn::Sequential network_of(const Workload& workload) {
    torch::nn::Sequential network;
    for (size_t layer = 0; layer < workload.depth; ++layer) {
        network->push_back(torch::nn::Linear(workload.widths[layer], workload.widths[layer + 1]));
        if (layer + 1 < workload.depth) {
            switch (workload.hidden) {
                case Activation::tanh:
                    network->push_back(torch::nn::Tanh());
                    break;
                case Activation::relu:
                    network->push_back(torch::nn::ReLU());
                    break;
                case Activation::mish:
                    network->push_back(torch::nn::Mish());
                    break;
            }
        }
    }
    return network;
}

/// PyTorch's weights are [out][in].
void set_parameters(torch::nn::Sequential& network, const Workload& workload, const float* parameters) {
    const torch::NoGradGuard guard;
    const std::vector<torch::Tensor> tensors = network->parameters();
    for (size_t layer = 0; layer < workload.depth; ++layer) {
        const auto inputs = static_cast<int64_t>(workload.widths[layer]);
        const auto outputs = static_cast<int64_t>(workload.widths[layer + 1]);
        auto* const from = const_cast<float*>(parameters + workload.offset(layer));
        tensors[2 * layer].copy_(torch::from_blob(from, {inputs, outputs}).t());
        tensors[2 * layer + 1].copy_(torch::from_blob(from + inputs * outputs, {outputs}));
    }
}

std::unique_ptr<torch::optim::Optimizer> optimizer_of(torch::nn::Sequential& network, const Workload& workload) {
    const auto rate = static_cast<double>(workload.rate());
    if (workload.task == Task::descent) {
        return std::make_unique<torch::optim::SGD>(network->parameters(), torch::optim::SGDOptions(rate));
    }
    // In float's numbers, as everybody's.
    const std::tuple<double, double> betas{static_cast<double>(beta1), static_cast<double>(beta2)};
    return std::make_unique<torch::optim::Adam>(
        network->parameters(), torch::optim::AdamOptions(rate).betas(betas).eps(static_cast<double>(epsilon)));
}

/// Batch number `batch` of the data.
torch::Tensor inputs_of(const Workload& workload, const Problem& problem, size_t batch) {
    auto* const x = const_cast<float*>(problem.x + batch * workload.batch * workload.inputs());
    return torch::from_blob(x, {static_cast<int64_t>(workload.batch), static_cast<int64_t>(workload.inputs())});
}
torch::Tensor targets_of(const Workload& workload, const Problem& problem, size_t batch) {
    const size_t row = batch * workload.batch;
    if (workload.loss == Loss::cross_entropy) {
        const uint16_t* const classes = problem.classes + row;
        return torch::tensor(std::vector<int64_t>(classes, classes + workload.batch));
    }
    auto* const y = const_cast<float*>(problem.y + row * workload.outputs());
    return torch::from_blob(y, {static_cast<int64_t>(workload.batch), static_cast<int64_t>(workload.outputs())});
}

/// Everything that lives from step to step.
struct Session {
    torch::nn::Sequential network;
    std::unique_ptr<torch::optim::Optimizer> optimizer;
    std::vector<torch::Tensor> x, y;
    torch::Tensor outputs;
    float loss = 0.0f;

    Session(const Workload& workload, const Problem& problem)
        : network(network_of(workload)), optimizer(optimizer_of(network, workload)) {
        set_parameters(network, workload, problem.parameters);
        for (size_t batch = 0; batch < workload.batches(); ++batch) {
            x.push_back(inputs_of(workload, problem, batch));
            y.push_back(targets_of(workload, problem, batch));
        }
    }

    const float* predict(size_t batch) {
        const c10::InferenceMode inference;
        outputs = network->forward(x[batch]);
        return outputs.data_ptr<float>();
    }

    template <Loss loss_function>
    const float* learn(size_t batch) {
        optimizer->zero_grad();
        const torch::Tensor prediction = network->forward(x[batch]);
        const torch::Tensor error = loss_function == Loss::cross_entropy
                                        ? torch::nn::functional::cross_entropy(prediction, y[batch])
                                        : torch::nn::functional::mse_loss(prediction, y[batch]);
        error.backward();
        optimizer->step();
        loss = error.item<float>();
        return &loss;
    }
};

template <size_t Number>
struct LibtorchTrainer {
    static constexpr Workload workload = workloads[Number];

    static std::unique_ptr<Session>& session() {
        static std::unique_ptr<Session> current;
        return current;
    }
    static void reset() { session() = std::make_unique<Session>(workload, problem_of(Number)); }
    static const float* step(size_t batch) {
        if constexpr (workload.trains()) {
            return session()->learn<workload.loss>(batch);
        } else {
            return session()->predict(batch);
        }
    }
};

}  // namespace

namespace IMPLEMENTATION {
void add_trainers(Add add, const char* implementation) {
    torch::set_num_threads(1);
    add_trainers_of<LibtorchTrainer>(add, implementation);
}
}  // namespace IMPLEMENTATION
}  // namespace benchmark_suite
