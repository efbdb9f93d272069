// SPDX-License-Identifier: MIT
// Names, made of the words for activation, loss, optimizer and verb.
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

/// A step needs no name.
const char* suffix_of(Verb verb) {
    switch (verb) {
        case Verb::train:
            return "";
        case Verb::fit:
            return " fit";
        case Verb::fit_shuffled:
            return " fit_shuffled";
        case Verb::evaluate:
            return " evaluate";
        case Verb::predict:
            return " predict";
        case Verb::predict_many:
            return " predict_many";
    }
    return "";
}

}  // namespace

std::string task_of(const Workload& workload) {
    std::string task = name_of(workload.hidden);
    if (!workload.predicts()) {
        task += workload.loss == Loss::cross_entropy ? " ce" : " mse";
    }
    if (workload.trains()) {
        task += workload.optimizer == Optimizer::adam ? " adam" : " sgd";
    }
    return task + suffix_of(workload.verb) + (workload.is_scaled ? " scaled" : "");
}

std::string name_of(const Workload& workload) {
    std::string name = std::string(workload.name) + " " + task_of(workload);
    std::replace(name.begin(), name.end(), ' ', '_');
    return name;
}

}  // namespace benchmark_suite
