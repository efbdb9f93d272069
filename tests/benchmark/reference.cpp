// SPDX-License-Identifier: MIT
// The textbook: all sums in double, gradients in an array, Adam by algorithm 1 of Kingma & Ba 2015 as PyTorch has it.
#include "reference.hpp"

#include <algorithm>
#include <cmath>

namespace benchmark_suite {
namespace {

double activated(Activation activation, double z) {
    switch (activation) {
        case Activation::tanh:
            return std::tanh(z);
        case Activation::relu:
            return std::max(z, 0.0);
        case Activation::mish:
            return z * std::tanh(std::log1p(std::exp(z)));
    }
    return z;
}

double slope_at(Activation activation, double z) {
    const double value = std::tanh(activation == Activation::mish ? std::log1p(std::exp(z)) : z);
    switch (activation) {
        case Activation::tanh:
            return 1.0 - value * value;
        case Activation::relu:
            return z > 0.0 ? 1.0 : 0.0;
        case Activation::mish:
            return value + z * (1.0 - value * value) / (1.0 + std::exp(-z));
    }
    return 1.0;
}

class Reference {
  public:
    explicit Reference(size_t number)
        : workload(workloads[number]),
          problem(problem_of(number)),
          parameters(problem.parameters, problem.parameters + workload.parameter_count()),
          gradients(parameters.size()),
          first(parameters.size()),
          second(parameters.size()) {}

    /// Appends the results of a call. Rows in order stand for those that are shuffled.
    void call(size_t number, std::vector<double>& results) {
        if (workload.predicts()) {
            for (size_t row = number * workload.batch; row < (number + 1) * workload.batch; ++row) {
                predict(row, results);
            }
            return;
        }
        const size_t batches = workload.fits() ? workload.batches() : 1;
        double loss = 0.0;
        for (size_t batch = 0; batch < batches; ++batch) {
            loss += learn(workload.fits() ? batch : number);
        }
        results.push_back(loss / static_cast<double>(batches));
    }

  private:
    void predict(size_t row, std::vector<double>& results) {
        forward(row);
        for (size_t o = 0; o < workload.outputs(); ++o) {
            results.push_back(scaled(problem.output, o, sums.back()[o]));
        }
    }

    /// The loss of a batch, and its step if there is one to take.
    double learn(size_t batch) {
        std::fill(gradients.begin(), gradients.end(), 0.0);
        double loss = 0.0;
        for (size_t row = batch * workload.batch; row < (batch + 1) * workload.batch; ++row) {
            forward(row);
            std::vector<double> deltas;
            loss += loss_of(row, deltas);
            if (workload.trains()) {
                backward(std::move(deltas));
            }
        }
        if (workload.trains()) {
            optimize();
        }
        return loss;
    }

    double scaled(const Scaling& scaling, size_t i, double number) const {
        return workload.is_scaled
                   ? number * static_cast<double>(scaling.scales[i]) + static_cast<double>(scaling.offsets[i])
                   : number;
    }
    double target(size_t row, size_t o) const {
        const auto y = static_cast<double>(problem.y[row * workload.outputs() + o]);
        return workload.is_scaled ? (y - static_cast<double>(problem.output.offsets[o])) /
                                        static_cast<double>(problem.output.scales[o])
                                  : y;
    }

    double value(size_t layer, size_t unit) const {
        return layer == 0 ? scaled(problem.input, unit, static_cast<double>(x[unit]))
                          : activated(workload.hidden, sums[layer - 1][unit]);
    }

    void forward(size_t row) {
        x = problem.x + row * workload.inputs();
        sums.clear();
        for (size_t layer = 0; layer < workload.depth; ++layer) {
            const size_t inputs = workload.widths[layer], outputs = workload.widths[layer + 1];
            const double* const weights = &parameters[workload.offset(layer)];
            std::vector<double> sum(weights + inputs * outputs, weights + (inputs + 1) * outputs);
            for (size_t i = 0; i < inputs; ++i) {
                const double input = value(layer, i);
                for (size_t o = 0; o < outputs; ++o) {
                    sum[o] += input * weights[i * outputs + o];
                }
            }
            sums.push_back(std::move(sum));
        }
    }

    /// The row's part of the mean, and its gradient.
    double loss_of(size_t row, std::vector<double>& deltas) const {
        const std::vector<double>& outputs = sums.back();
        const auto rows = static_cast<double>(workload.batch);
        deltas.resize(outputs.size());
        double sum = 0.0;
        if (workload.loss == Loss::mean_squared_error) {
            const double scale = 1.0 / (rows * static_cast<double>(outputs.size()));
            for (size_t o = 0; o < outputs.size(); ++o) {
                const double error = outputs[o] - target(row, o);
                sum += error * error * scale;
                deltas[o] = 2.0 * error * scale;
            }
            return sum;
        }
        for (const double output : outputs) {
            sum += std::exp(output);
        }
        for (size_t o = 0; o < outputs.size(); ++o) {
            deltas[o] = (std::exp(outputs[o]) / sum - (o == problem.classes[row] ? 1.0 : 0.0)) / rows;
        }
        return (std::log(sum) - outputs[problem.classes[row]]) / rows;
    }

    void backward(std::vector<double> deltas) {
        for (size_t layer = workload.depth; layer-- > 0;) {
            const size_t inputs = workload.widths[layer], outputs = workload.widths[layer + 1];
            const size_t at = workload.offset(layer);
            std::vector<double> below(inputs);
            for (size_t i = 0; i <= inputs; ++i) {
                const double input = i < inputs ? value(layer, i) : 1.0;
                for (size_t o = 0; o < outputs; ++o) {
                    gradients[at + i * outputs + o] += input * deltas[o];
                    if (i < inputs && layer > 0) {
                        below[i] += deltas[o] * parameters[at + i * outputs + o] *
                                    slope_at(workload.hidden, sums[layer - 1][i]);
                    }
                }
            }
            deltas = std::move(below);
        }
    }

    void optimize() {
        const auto rate = static_cast<double>(workload.rate());
        const auto b1 = static_cast<double>(beta1), b2 = static_cast<double>(beta2);
        ++steps;
        for (size_t i = 0; i < parameters.size(); ++i) {
            const double gradient = gradients[i];
            if (workload.optimizer == Optimizer::descent) {
                parameters[i] -= rate * gradient;
                continue;
            }
            first[i] = b1 * first[i] + (1.0 - b1) * gradient;
            second[i] = b2 * second[i] + (1.0 - b2) * gradient * gradient;
            const double mean = first[i] / (1.0 - std::pow(b1, steps));
            const double deviation = std::sqrt(second[i] / (1.0 - std::pow(b2, steps)));
            parameters[i] -= rate * mean / (deviation + static_cast<double>(epsilon));
        }
    }

    const Workload& workload;
    const Problem& problem;
    std::vector<double> parameters, gradients, first, second;
    const float* x = nullptr;
    std::vector<std::vector<double>> sums;
    int steps = 0;
};

}  // namespace

std::vector<double> reference_results(size_t number, size_t calls) {
    Reference reference(number);
    std::vector<double> results;
    for (size_t call = 0; call < calls; ++call) {
        reference.call(call % workloads[number].calls(), results);
    }
    return results;
}

}  // namespace benchmark_suite
