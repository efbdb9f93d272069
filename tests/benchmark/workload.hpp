// SPDX-License-Identifier: MIT
// What is measured: a table of networks, tasks and batch sizes. Nothing else in this folder knows a network; an
// implementation takes a line of the table as a constant of compile time.
#pragma once

#include <stddef.h>

namespace benchmark_suite {

enum class Activation { tanh, relu, mish };
enum class Loss { mean_squared_error, cross_entropy };
enum class Task { descent, adam, prediction };

/// Dense layers, the last without activation.
struct Network {
    const char* name;
    size_t depth;  ///< number of Dense
    size_t widths[4];
    Activation hidden;
    Loss loss;
};

/// A training step is on `batch` rows, a prediction on one.
struct Workload : Network {
    Task task;
    size_t batch;

    constexpr bool trains() const { return task != Task::prediction; }
    constexpr float rate() const { return task == Task::adam ? 1e-3f : 1e-2f; }
    constexpr size_t inputs() const { return widths[0]; }
    constexpr size_t outputs() const { return widths[depth]; }
    /// Where Dense number `layer` starts: per layer weight[in][out], then bias[out].
    constexpr size_t offset(size_t layer) const {
        size_t at = 0;
        for (size_t l = 0; l < layer; ++l) {
            at += (widths[l] + 1) * widths[l + 1];
        }
        return at;
    }
    constexpr size_t parameter_count() const { return offset(depth); }
    /// What a step gives: the loss, or the outputs.
    constexpr size_t result_count() const { return trains() ? 1 : outputs(); }

    /// Rows of data; steps take them in turn, `batch` at a time.
    constexpr size_t rows() const { return batch < 64 ? 64 : batch; }
    constexpr size_t batches() const { return rows() / batch; }

    /// Multiply-adds of forward, weight gradients, and input gradients without the first layer's, counted as two;
    /// activation, loss and optimizer count as nothing.
    constexpr double operations() const {
        size_t multiply_adds = 0;
        for (size_t l = 0; l < depth; ++l) {
            const size_t products = !trains() ? 1 : l == 0 ? 2 : 3;
            multiply_adds += products * widths[l] * widths[l + 1];
        }
        return 2.0 * static_cast<double>(batch * multiply_adds);
    }
};

inline constexpr Network curve{"1-64-64-1", 3, {1, 64, 64, 1}, Activation::tanh, Loss::mean_squared_error};
inline constexpr Network control{"8-32-32-4", 3, {8, 32, 32, 4}, Activation::tanh, Loss::mean_squared_error};
inline constexpr Network digits{"784-32-10", 2, {784, 32, 10}, Activation::relu, Loss::cross_entropy};
inline constexpr Network wide{"64-128-128-64", 3, {64, 128, 128, 64}, Activation::relu, Loss::mean_squared_error};
inline constexpr Network smooth{"1-20-20-1", 3, {1, 20, 20, 1}, Activation::mish, Loss::mean_squared_error};
inline constexpr Network exclusive_or{"2-3-1", 2, {2, 3, 1}, Activation::tanh, Loss::mean_squared_error};

inline constexpr Workload workloads[] = {
    {curve, Task::adam, 1},        {curve, Task::adam, 16},          {curve, Task::adam, 32},
    {curve, Task::adam, 200},      {curve, Task::descent, 1},        {curve, Task::descent, 16},
    {curve, Task::descent, 32},    {curve, Task::descent, 200},      {control, Task::adam, 1},
    {control, Task::adam, 32},     {digits, Task::adam, 32},         {wide, Task::adam, 128},
    {smooth, Task::adam, 200},     {exclusive_or, Task::descent, 1}, {exclusive_or, Task::adam, 1},
    {curve, Task::prediction, 1},  {control, Task::prediction, 1},   {exclusive_or, Task::prediction, 1},
    {digits, Task::prediction, 1},
};
inline constexpr size_t workload_count = sizeof workloads / sizeof workloads[0];

/// Adam's settings, everywhere.
inline constexpr float beta1 = 0.9f, beta2 = 0.999f, epsilon = 1e-8f;

}  // namespace benchmark_suite
