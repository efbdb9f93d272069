// SPDX-License-Identifier: MIT
// What is measured: a table of networks, what is done with them, and batch sizes. Nothing else in this folder knows a
// network; an implementation takes a line of the table as a constant of compile time.
#pragma once

#include <stddef.h>

namespace benchmark_suite {

enum class Activation { tanh, relu, mish };
enum class Loss { mean_squared_error, cross_entropy };
enum class Optimizer { none, descent, adam };
/// What a user calls: a step, an epoch of steps over rows in their order or in a new one; the loss over many rows; the
/// outputs for one row or for many.
enum class Verb { train, fit, fit_shuffled, evaluate, predict, predict_many };

/// Dense layers, the last without activation.
struct Network {
    const char* name;
    size_t depth;  ///< number of Dense
    size_t widths[4];
    Activation hidden;
    Loss loss;
    bool is_scaled = false;  ///< rows are in the user's units: scale·x + offset comes before the layers and after them

    constexpr bool has_the_layers_of(const Network& other) const {
        bool same = depth == other.depth && hidden == other.hidden;
        for (size_t layer = 0; same && layer <= depth; ++layer) {
            same = widths[layer] == other.widths[layer];
        }
        return same;
    }
};

/// `batch` is the rows of a step, or those that a call predicts or evaluates.
struct Workload : Network {
    Verb verb;
    Optimizer optimizer;
    size_t batch;

    constexpr bool fits() const { return verb == Verb::fit || verb == Verb::fit_shuffled; }
    constexpr bool trains() const { return verb == Verb::train || fits(); }
    constexpr bool predicts() const { return verb == Verb::predict || verb == Verb::predict_many; }
    /// Everybody shuffles otherwise. At this rate the mean loss of an epoch is that of any order, so it can be checked.
    constexpr float rate() const {
        return verb == Verb::fit_shuffled ? 1e-9f : optimizer == Optimizer::adam ? 1e-3f : 1e-2f;
    }
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

    /// Rows of data. One call takes all of them, or `batch`, and the next call the next.
    constexpr size_t rows() const { return batch < 64 ? 128 : batch; }
    constexpr size_t batches() const { return rows() / batch; }
    constexpr size_t calls() const { return fits() ? 1 : batches(); }
    /// What a call gives: the loss, or the outputs.
    constexpr size_t result_count() const { return predicts() ? batch * outputs() : 1; }
    /// Times are for one step or, without training, for one row; a call has so many of them.
    constexpr size_t units() const { return fits() ? batches() : trains() ? 1 : batch; }

    /// Multiply-adds of forward, weight gradients, and input gradients without the first layer's, counted as two;
    /// activation, loss and optimizer count as nothing. Of a step, or of one row.
    constexpr double operations() const {
        size_t multiply_adds = 0;
        for (size_t l = 0; l < depth; ++l) {
            const size_t products = !trains() ? 1 : l == 0 ? 2 : 3;
            multiply_adds += products * widths[l] * widths[l + 1];
        }
        return 2.0 * static_cast<double>((trains() ? batch : 1) * multiply_adds);
    }
};

/// Rows that a call for many takes, and those of them that are worked on at once.
inline constexpr size_t many = 4096, block_rows = 64;

inline constexpr Network curve{"1-64-64-1", 3, {1, 64, 64, 1}, Activation::tanh, Loss::mean_squared_error};
inline constexpr Network control{"8-32-32-4", 3, {8, 32, 32, 4}, Activation::tanh, Loss::mean_squared_error};
inline constexpr Network digits{"784-32-10", 2, {784, 32, 10}, Activation::relu, Loss::cross_entropy};
inline constexpr Network images{"784-32-10", 2, {784, 32, 10}, Activation::relu, Loss::mean_squared_error};
inline constexpr Network small_digits{"64-32-10", 2, {64, 32, 10}, Activation::relu, Loss::cross_entropy};
inline constexpr Network wide{"64-128-128-64", 3, {64, 128, 128, 64}, Activation::relu, Loss::mean_squared_error};
inline constexpr Network smooth{"1-20-20-1", 3, {1, 20, 20, 1}, Activation::mish, Loss::mean_squared_error};
inline constexpr Network exclusive_or{"2-3-1", 2, {2, 3, 1}, Activation::tanh, Loss::mean_squared_error};

constexpr Network scaled(Network network) {
    network.is_scaled = true;
    return network;
}

inline constexpr Workload workloads[] = {
    {curve, Verb::train, Optimizer::adam, 1},
    {curve, Verb::train, Optimizer::adam, 16},
    {curve, Verb::train, Optimizer::adam, 32},
    {curve, Verb::train, Optimizer::adam, 200},
    {curve, Verb::train, Optimizer::descent, 1},
    {curve, Verb::train, Optimizer::descent, 16},
    {curve, Verb::train, Optimizer::descent, 32},
    {curve, Verb::train, Optimizer::descent, 200},

    {control, Verb::train, Optimizer::adam, 1},
    {control, Verb::train, Optimizer::adam, 16},
    {control, Verb::train, Optimizer::adam, 32},
    {control, Verb::train, Optimizer::adam, 128},
    {digits, Verb::train, Optimizer::adam, 1},
    {digits, Verb::train, Optimizer::adam, 32},
    {digits, Verb::train, Optimizer::adam, 128},
    {images, Verb::train, Optimizer::adam, 32},
    {small_digits, Verb::train, Optimizer::adam, 32},
    {wide, Verb::train, Optimizer::adam, 1},
    {wide, Verb::train, Optimizer::adam, 32},
    {wide, Verb::train, Optimizer::adam, 128},
    {smooth, Verb::train, Optimizer::adam, 200},
    {exclusive_or, Verb::train, Optimizer::descent, 1},
    {exclusive_or, Verb::train, Optimizer::adam, 1},

    {curve, Verb::fit, Optimizer::adam, 32},
    {curve, Verb::fit_shuffled, Optimizer::adam, 32},
    {control, Verb::fit, Optimizer::adam, 32},
    {control, Verb::fit_shuffled, Optimizer::adam, 32},
    {digits, Verb::fit, Optimizer::adam, 32},
    {digits, Verb::fit_shuffled, Optimizer::adam, 32},
    {small_digits, Verb::fit, Optimizer::adam, 32},
    {small_digits, Verb::fit_shuffled, Optimizer::adam, 32},

    {curve, Verb::predict, Optimizer::none, 1},
    {control, Verb::predict, Optimizer::none, 1},
    {digits, Verb::predict, Optimizer::none, 1},
    {wide, Verb::predict, Optimizer::none, 1},
    {exclusive_or, Verb::predict, Optimizer::none, 1},
    {curve, Verb::predict_many, Optimizer::none, many},
    {control, Verb::predict_many, Optimizer::none, many},
    {digits, Verb::predict_many, Optimizer::none, many},
    {wide, Verb::predict_many, Optimizer::none, many},

    {scaled(control), Verb::train, Optimizer::adam, 32},
    {scaled(control), Verb::predict, Optimizer::none, 1},
    {scaled(control), Verb::predict_many, Optimizer::none, many},
    {scaled(images), Verb::train, Optimizer::adam, 32},
    {scaled(images), Verb::predict, Optimizer::none, 1},
    {scaled(images), Verb::predict_many, Optimizer::none, many},

    {curve, Verb::evaluate, Optimizer::none, many},
    {control, Verb::evaluate, Optimizer::none, many},
    {digits, Verb::evaluate, Optimizer::none, many},
    {wide, Verb::evaluate, Optimizer::none, many},
    {images, Verb::evaluate, Optimizer::none, many},
    {scaled(control), Verb::evaluate, Optimizer::none, many},
    {scaled(images), Verb::evaluate, Optimizer::none, many},
};
inline constexpr size_t workload_count = sizeof workloads / sizeof workloads[0];

/// The first workload of a network, with this verb, optimizer and batch; workload_count if there is none. For predictions
/// the loss does not matter.
constexpr size_t find_workload(const Network& network, Verb verb, Optimizer optimizer, size_t batch) {
    size_t number = 0;
    for (; number < workload_count; ++number) {
        const Workload& each = workloads[number];
        if (each.has_the_layers_of(network) && (each.loss == network.loss || each.predicts()) &&
            each.is_scaled == network.is_scaled && each.verb == verb && each.optimizer == optimizer &&
            each.batch == batch) {
            break;
        }
    }
    return number;
}

/// The workload without what is special here, for comparison: a step on rows in a row instead of a part of an epoch, the
/// way forward of an evaluation instead of predictions, a network without scalings. workload_count if nothing is special.
constexpr size_t plain_workload(size_t number) {
    const Workload& workload = workloads[number];
    if (workload.fits()) {
        return find_workload(workload, Verb::train, workload.optimizer, workload.batch);
    }
    if (workload.is_scaled) {
        Network plain = workload;
        plain.is_scaled = false;
        return find_workload(plain, workload.verb, workload.optimizer, workload.batch);
    }
    return workload.verb == Verb::predict_many ? find_workload(workload, Verb::evaluate, Optimizer::none, many)
                                               : workload_count;
}

/// Adam's settings, everywhere.
inline constexpr float beta1 = 0.9f, beta2 = 0.999f, epsilon = 1e-8f;

}  // namespace benchmark_suite
