// SPDX-License-Identifier: MIT
// Data and first weights, drawn from a small generator. Every input comes twice, with different targets: so no run
// ends at a loss of zero, where gradients die out and moments become denormal, which would be timed instead.
#include "problem.hpp"

#include <cmath>
#include <vector>

namespace benchmark_suite {
namespace {

/// Knuth's MMIX generator; its upper bits as a number in [-1, 1).
class Random {
  public:
    explicit Random(uint64_t seed) : state(seed) {}
    float next() {
        state = state * 6364136223846793005u + 1442695040888963407u;
        return static_cast<float>(static_cast<double>(state >> 40) * 0x1p-23 - 1.0);
    }

  private:
    uint64_t state;
};

/// A smooth function of a row, another one for each output; XOR at the corners of the square.
float target_of(const float* x, size_t inputs, size_t output) {
    float sum = static_cast<float>(output);
    float product = 1.0f;
    for (size_t i = 0; i < inputs; ++i) {
        sum += 2.0f * x[i];
        product *= x[i];
    }
    return inputs == 2 ? 0.5f - 0.5f * product : std::sin(sum);
}

/// The arrays behind a Problem.
struct Storage {
    std::vector<float> x, y, parameters;
    std::vector<uint16_t> classes;

    explicit Storage(const Workload& workload) {
        Random random(42);
        for (size_t layer = 0; layer < workload.depth; ++layer) {
            // The bound of PyTorch's nn.Linear.
            const float bound = 1.0f / std::sqrt(static_cast<float>(workload.widths[layer]));
            for (size_t i = workload.offset(layer); i < workload.offset(layer + 1); ++i) {
                parameters.push_back(bound * random.next());
            }
        }
        for (size_t row = 0; row < workload.rows(); ++row) {
            draw_row(workload, row, random);
        }
    }

    void draw_row(const Workload& workload, size_t row, Random& random) {
        const size_t inputs = workload.inputs(), first = row * inputs;
        for (size_t i = 0; i < inputs; ++i) {
            const float number = random.next();
            const float corner = number < 0.0f ? -1.0f : 1.0f;
            x.push_back(row % 2 == 1 ? x[first - inputs + i] : inputs == 2 ? corner : number);
        }
        for (size_t output = 0; output < workload.outputs(); ++output) {
            y.push_back(target_of(&x[first], inputs, output) + (row % 2 == 0 ? 0.125f : -0.125f));
        }
        classes.push_back(static_cast<uint16_t>(row % workload.outputs()));
    }
};

}  // namespace

const Problem& problem_of(size_t number) {
    static const std::vector<Storage> storages(std::begin(workloads), std::end(workloads));
    static const std::vector<Problem> problems = [] {
        std::vector<Problem> views;
        for (const Storage& storage : storages) {
            views.push_back({storage.x.data(), storage.y.data(), storage.classes.data(), storage.parameters.data()});
        }
        return views;
    }();
    return problems[number];
}

}  // namespace benchmark_suite
