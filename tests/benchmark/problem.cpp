// SPDX-License-Identifier: MIT
// Data and first weights, drawn from a small generator. Every input comes twice, with different targets: so no run
// ends at a loss of zero, where gradients die out and moments become denormal, which would be timed instead.
#include "problem.hpp"

#include <algorithm>
#include <cmath>
#include <random>
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
    std::vector<float> input_scales, input_offsets, output_scales, output_offsets;

    explicit Storage(const Workload& workload) {
        Random random(42);
        for (size_t layer = 0; layer < workload.depth; ++layer) {
            // The bound of PyTorch's nn.Linear.
            const float bound = 1.0f / std::sqrt(static_cast<float>(workload.widths[layer]));
            for (size_t i = workload.offset(layer); i < workload.offset(layer + 1); ++i) {
                parameters.push_back(bound * random.next());
            }
        }
        choose_scalings(workload);
        std::vector<float> row(workload.inputs());
        for (size_t number = 0; number < workload.rows(); ++number) {
            draw_row(workload, number, row, random);
        }
    }

    /// Different ones for neighbours.
    void choose_scalings(const Workload& workload) {
        for (size_t i = 0; i < workload.inputs(); ++i) {
            input_scales.push_back(workload.is_scaled ? 0.5f + 0.25f * static_cast<float>(i % 3) : 1.0f);
            input_offsets.push_back(workload.is_scaled ? 0.125f * static_cast<float>(i % 5) - 0.25f : 0.0f);
        }
        for (size_t o = 0; o < workload.outputs(); ++o) {
            output_scales.push_back(workload.is_scaled ? 2.0f + static_cast<float>(o % 3) : 1.0f);
            output_offsets.push_back(workload.is_scaled ? 10.0f - static_cast<float>(o % 4) : 0.0f);
        }
    }

    /// `row` is what enters the layers; every second one stays as it was.
    void draw_row(const Workload& workload, size_t number, std::vector<float>& row, Random& random) {
        for (size_t i = 0; i < row.size(); ++i) {
            const float drawn = random.next();
            const float corner = drawn < 0.0f ? -1.0f : 1.0f;
            row[i] = number % 2 == 1 ? row[i] : row.size() == 2 ? corner : drawn;
            x.push_back((row[i] - input_offsets[i]) / input_scales[i]);
        }
        for (size_t o = 0; o < workload.outputs(); ++o) {
            const float target = target_of(row.data(), row.size(), o) + (number % 2 == 0 ? 0.125f : -0.125f);
            y.push_back(target * output_scales[o] + output_offsets[o]);
        }
        classes.push_back(static_cast<uint16_t>(number % workload.outputs()));
    }

    Problem view() const {
        return {x.data(),
                y.data(),
                classes.data(),
                parameters.data(),
                {input_scales.data(), input_offsets.data()},
                {output_scales.data(), output_offsets.data()}};
    }
};

}  // namespace

const Problem& problem_of(size_t number) {
    static const std::vector<Storage> storages(std::begin(workloads), std::end(workloads));
    static const std::vector<Problem> problems = [] {
        std::vector<Problem> views;
        for (const Storage& storage : storages) {
            views.push_back(storage.view());
        }
        return views;
    }();
    return problems[number];
}

void shuffle(uint32_t* order, size_t rows) {
    static std::mt19937 generator;
    std::shuffle(order, order + rows, generator);
}

}  // namespace benchmark_suite
