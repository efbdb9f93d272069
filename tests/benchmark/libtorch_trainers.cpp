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
    if (workload.optimizer != Optimizer::adam) {
        return std::make_unique<torch::optim::SGD>(network->parameters(), torch::optim::SGDOptions(rate));
    }
    // In float's numbers, as everybody's.
    const std::tuple<double, double> betas{static_cast<double>(beta1), static_cast<double>(beta2)};
    return std::make_unique<torch::optim::Adam>(
        network->parameters(), torch::optim::AdamOptions(rate).betas(betas).eps(static_cast<double>(epsilon)));
}

/// Tensors on the rows where they lie.
torch::Tensor tensor_of(const float* numbers, size_t rows, size_t columns) {
    return torch::from_blob(const_cast<float*>(numbers), {static_cast<int64_t>(rows), static_cast<int64_t>(columns)});
}
torch::Tensor targets_of(const Workload& workload, const Problem& problem) {
    if (workload.loss == Loss::cross_entropy) {
        return torch::tensor(std::vector<int64_t>(problem.classes, problem.classes + workload.rows()));
    }
    return tensor_of(problem.y, workload.rows(), workload.outputs());
}

/// scales·x + offsets, and back.
struct TensorScaling {
    torch::Tensor scales, offsets;

    TensorScaling(const Scaling& scaling, size_t count)
        : scales(tensor_of(scaling.scales, 1, count)), offsets(tensor_of(scaling.offsets, 1, count)) {}
    torch::Tensor apply(const torch::Tensor& x) const { return torch::addcmul(offsets, x, scales); }
    torch::Tensor invert(const torch::Tensor& y) const { return (y - offsets) / scales; }
};

/// Everything that lives from call to call.
struct Session {
    torch::nn::Sequential network;
    std::unique_ptr<torch::optim::Optimizer> optimizer;
    torch::Tensor all_x, all_y;
    std::vector<torch::Tensor> x, y;  ///< the batches
    TensorScaling input, output;
    torch::Tensor outputs;
    float loss = 0.0f;

    Session(const Workload& workload, const Problem& problem)
        : network(network_of(workload)),
          optimizer(optimizer_of(network, workload)),
          all_x(tensor_of(problem.x, workload.rows(), workload.inputs())),
          all_y(targets_of(workload, problem)),
          x(all_x.split(static_cast<int64_t>(workload.batch))),
          y(all_y.split(static_cast<int64_t>(workload.batch))),
          input(problem.input, workload.inputs()),
          output(problem.output, workload.outputs()) {
        set_parameters(network, workload, problem.parameters);
    }

    template <bool IsScaled>
    const float* predict(size_t batch) {
        const c10::InferenceMode inference;
        if constexpr (IsScaled) {
            outputs = output.apply(network->forward(input.apply(x[batch])));
        } else {
            outputs = network->forward(x[batch]);
        }
        return outputs.data_ptr<float>();
    }

    template <Loss loss_function, bool IsScaled>
    void learn(const torch::Tensor& batch_x, const torch::Tensor& batch_y) {
        optimizer->zero_grad();
        const torch::Tensor prediction = network->forward(IsScaled ? input.apply(batch_x) : batch_x);
        torch::Tensor error;
        if constexpr (loss_function == Loss::cross_entropy) {
            error = torch::nn::functional::cross_entropy(prediction, batch_y);
        } else {
            error = torch::nn::functional::mse_loss(prediction, IsScaled ? output.invert(batch_y) : batch_y);
        }
        error.backward();
        optimizer->step();
        loss = error.item<float>();
    }

    template <Loss loss_function, bool IsShuffled>
    void fit() {
        const auto order =
            IsShuffled ? torch::randperm(all_x.size(0)).split(x[0].size(0)) : std::vector<torch::Tensor>{};
        float sum = 0.0f;
        for (size_t batch = 0; batch < x.size(); ++batch) {
            if constexpr (IsShuffled) {
                learn<loss_function, false>(all_x.index_select(0, order[batch]), all_y.index_select(0, order[batch]));
            } else {
                learn<loss_function, false>(x[batch], y[batch]);
            }
            sum += loss;
        }
        loss = sum / static_cast<float>(x.size());
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
    static const float* call(size_t number) {
        Session& now = *session();
        if constexpr (workload.predicts()) {
            return now.predict<workload.is_scaled>(number);
        } else if constexpr (workload.fits()) {
            now.fit<workload.loss, workload.verb == Verb::fit_shuffled>();
        } else {
            now.learn<workload.loss, workload.is_scaled>(now.x[number], now.y[number]);
        }
        return &now.loss;
    }
};

}  // namespace

namespace IMPLEMENTATION {
void add_trainers(Add add, const char* implementation) {
    torch::set_num_threads(1);
    add_trainers_of<LibtorchTrainer, is_for_others>(add, implementation);
}
}  // namespace IMPLEMENTATION
}  // namespace benchmark_suite
