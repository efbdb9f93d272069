// SPDX-License-Identifier: MIT
// Part of the self-test: short training runs with a known end, the gradients against differences of the loss, and what becomes
// of hostile numbers.
#pragma once

#include "../mote.hpp"
#include "checksum.hpp"
#include "operations.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// A network and where it learns, for one run.
template <class NetOfTrial, class RecipeOfTrial, size_t Batch>
struct Trial {
    using Net = NetOfTrial;
    using Recipe = RecipeOfTrial;
    using Target = TargetOf<typename Recipe::Loss>;
    static constexpr size_t batch = Batch, rows = 2 * Batch + 1, targets = targets_of_row<Net, typename Recipe::Loss>;

    Net net;
    Workspace<Net, Recipe, Batch> work;
    float x[rows][Net::inputs] = {};
    Target y[rows][targets] = {};
};

using Line = Recipe<MeanSquaredError, Adam>;
using Descent = Recipe<MeanSquaredError, Sgd>;
/// One row at a time, short rows of weights; then long ones, whose sums have virtual lanes.
using Narrow = Trial<Network<Input<2>, Dense<3, Tanh>, Dense<1>>, Line, 1>;
using Wide = Trial<Network<Input<2>, Dense<2, Sigmoid>, Dense<33, Tanh>, Dense<2>>, Descent, 1>;
/// Batches, the last not full: features, scalings, a schedule and rows that are skipped; then class numbers.
using Waves = Trial<
    Network<Input<1>, InputScaling, FourierFeatures<1>, Dense<4, Mish>, Dense<3, Sin<5>>, Dense<1>, OutputScaling>,
    Recipe<MeanSquaredError, SgdMomentum, Cosine>, 3>;
using Classes = Trial<Network<Input<3>, Dense<5, Relu>, Dense<4>>, Recipe<CrossEntropy, AdamW>, 4>;
/// For gradients: smooth activations.
using Smooth = Trial<Network<Input<2>, Dense<3, Tanh>, Dense<2, Mish>, Dense<1>>, Descent, 3>;

/// Zeroed memory, drawn weights and rows; the same on every machine.
template <class Trial>
void prepare(Trial& trial) {
    using Net = typename Trial::Net;
    trial.net = {};
    trial.work = {};
    init(trial.net, Net::shape_hash);
    Pcg32 random(7);
    for (size_t row = 0; row < Trial::rows; ++row) {
        for (float& input : trial.x[row]) {
            input = random.uniform(1.0f);
        }
        for (auto& target : trial.y[row]) {
            target = static_cast<typename Trial::Target>(0.5f * static_cast<float>(Net::outputs) *
                                                         (1.0f + random.uniform(1.0f)));
        }
    }
    if constexpr (Net::scales_input) {
        trial.net.input_offsets()[0] = 0.25f;
        trial.x[0][0] = hostile_number(hostile_count - 1);
    }
    if constexpr (Net::scales_output) {
        trial.net.output_scales()[0] = 3.0f;
    }
}

/// Adds what a run has come to: parameters and predictions.
template <class Trial>
uint32_t end_of_run(const Trial& trial, Checksum checksum) {
    checksum.add(trial.net.parameters, Trial::Net::parameter_count);
    for (const auto& row : trial.x) {
        checksum.add(predict(trial.net, row).begin(), Trial::Net::outputs);
    }
    return checksum.crc;
}

/// Learns row by row, so many steps, and gives the checksum of losses, parameters and predictions.
template <class Trial>
uint32_t checksum_of_steps(Trial& trial, const typename Trial::Recipe& recipe, uint32_t steps) {
    prepare(trial);
    Checksum checksum;
    for (uint32_t step = 0; step < steps; ++step) {
        const size_t row = step % Trial::rows;
        checksum.add(train(trial.net, trial.work, recipe, {trial.x[row], trial.y[row], 1}).loss);
    }
    return end_of_run(trial, checksum);
}

/// The same of so many epochs in a shuffled order.
template <class Trial>
uint32_t checksum_of_epochs(Trial& trial, const typename Trial::Recipe& recipe, uint32_t epochs) {
    prepare(trial);
    FitOptions options;
    options.shuffle = true;
    Checksum checksum;
    for (uint32_t epoch = 0; epoch < epochs; ++epoch) {
        checksum.add(fit(trial.net, trial.work, recipe, {trial.x[0], trial.y[0], Trial::rows}, options).loss);
    }
    return end_of_run(trial, checksum);
}

/// The largest difference between a gradient and the slope of the loss, by central differences.
inline float gradient_error(Smooth& trial) {
    using Net = Smooth::Net;
    constexpr Descent recipe{{}, {1.0f}};  // of rate 1: a step is the gradient
    constexpr float distance = 0x1p-7f;
    prepare(trial);
    const Samples<Net, MeanSquaredError> batch{trial.x[0], trial.y[0], Smooth::batch};
    Net slopes = trial.net;
    for (size_t p = 0; p < Net::parameter_count; ++p) {
        float losses[2];
        for (int side = 0; side < 2; ++side) {
            const float kept = trial.net.parameters[p];
            trial.net.parameters[p] += side == 0 ? distance : -distance;
            losses[side] = evaluate(trial.net, trial.work, recipe, batch).loss;
            trial.net.parameters[p] = kept;
        }
        slopes.parameters[p] = (losses[0] - losses[1]) * (0.5f / distance);
    }
    const Net before = trial.net;
    float largest_error = train(trial.net, trial.work, recipe, batch).status == Status::ok ? 0.0f : infinity;
    for (size_t p = 0; p < Net::parameter_count; ++p) {
        const float gradient = before.parameters[p] - trial.net.parameters[p];
        const float error = gradient - slopes.parameters[p];
        largest_error = larger(largest_error, error < 0.0f ? -error : error);
    }
    return largest_error;
}

/// Whether all numbers of a trial are finite.
template <class Trial>
bool is_healthy(const Trial& trial) {
    bool healthy = true;
    for (const float weight : trial.net.parameters) {
        healthy = healthy && is_finite(weight);
    }
    for (const float kept : trial.work.state.memory) {
        healthy = healthy && is_finite(kept);
    }
    return healthy;
}

/// Feeds hostile inputs, targets and settings: whether all stays finite, bad numbers are counted, and a rejected batch
/// changes no weight.
inline bool survives_hostile_numbers(Narrow& trial) {
    prepare(trial);
    bool survives = true;
    uint32_t counted = 0;
    for (size_t i = 0; i < 2 * hostile_count; ++i) {
        const float x[1][2] = {{hostile_number(i), hostile_number(3 * i + 1)}}, y[1] = {hostile_number(5 * i + 2)};
        Line recipe{{}, {hostile_number(7 * i), hostile_number(i + 3), hostile_number(i + 5), hostile_number(i + 9)}};
        recipe.guard.bad_row = BadRow::repair;
        const Result result = train(trial.net, trial.work, recipe, {x, y});
        counted += result.repairs.total();
        const float answer = predict(trial.net, x[0])[0];
        survives = survives && result.status == Status::ok && is_finite(result.loss) && is_finite(answer);

        recipe.guard.bad_row = BadRow::reject;
        const float nan[1] = {hostile_number(hostile_count - 1)};
        const Narrow::Net before = trial.net;
        survives = survives && train(trial.net, trial.work, recipe, {x, nan}).status == Status::rejected;
        for (size_t p = 0; p < Narrow::Net::parameter_count; ++p) {
            survives = survives && float_bits(trial.net.parameters[p]) == float_bits(before.parameters[p]);
        }
    }
    return survives && counted >= hostile_count && is_healthy(trial);
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
