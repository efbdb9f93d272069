// SPDX-License-Identifier: MIT
// Names, made of the words for activation, loss and optimizer.
#include "names.hpp"

#include <algorithm>

namespace benchmark_suite {
namespace {

const char* name_of(Activation activation) {
    switch (activation) {
        case Activation::tanh:
            return "tanh";
        case Activation::relu:
            return "relu";
        case Activation::mish:
            return "mish";
    }
    return "";
}

}  // namespace

std::string task_of(const Workload& workload) {
    const std::string activation = name_of(workload.hidden);
    if (!workload.trains()) {
        return activation + " predict";
    }
    return activation + (workload.loss == Loss::cross_entropy ? " ce" : " mse") +
           (workload.task == Task::adam ? " adam" : " sgd");
}

std::string name_of(const Workload& workload) {
    std::string name = std::string(workload.name) + " " + task_of(workload);
    std::replace(name.begin(), name.end(), ' ', '_');
    return name;
}

}  // namespace benchmark_suite
