// SPDX-License-Identifier: MIT
// Whole training runs beside the naive loops of canonical.hpp.
#pragma once

#include "property/canonical.hpp"
#include "property/numbers.hpp"

/// Numbers of both signs with zeros of both signs among them.
inline canonical::Floats numbers_with_zeros(Numbers& numbers, size_t count) {
    canonical::Floats all = numbers.uniform(count, 2.0f);
    for (float& number : all) {
        if (numbers.one_in(8)) {
            number = numbers.one_in(2) ? 0.0f : -0.0f;
        }
    }
    return all;
}

inline void draw_targets(Numbers& numbers, canonical::Floats& targets, size_t) {
    for (float& target : targets) {
        target = numbers.uniform(1.0f);
    }
}
inline void draw_targets(Numbers& numbers, std::vector<mote::ClassNumber>& targets, size_t classes) {
    for (mote::ClassNumber& target : targets) {
        target = static_cast<mote::ClassNumber>(numbers.below(classes));
    }
}

/// Weights, losses, what the optimizer remembers and predictions after `steps` steps: how many of them differ. Every
/// third step takes fewer rows than the workspace's batch.
template <class Net, size_t Batch, class Recipe>
size_t training_differs(const Recipe& recipe, size_t steps = 30) {
    using Loss = typename Recipe::Loss;
    static Net net;
    static mote::Workspace<Net, Recipe, Batch> work;
    canonical::Learner<Net, Recipe, Batch> naive;
    Numbers numbers(4);

    net = {};
    work = {};
    mote::init(net, 5);
    if constexpr (Net::scales_input || Net::scales_output) {
        for (size_t i = 0; i < Net::parameter_count; ++i) {
            const bool trained = i >= Net::offset(0) && i < Net::offset(Net::depth);
            net.parameters[i] = trained ? net.parameters[i] : 1.5f + numbers.uniform(1.0f);
        }
    }
    naive.net = net;
    size_t differ = 0;
    for (size_t step = 0; step < steps; ++step) {
        const size_t count = step % 3 == 2 ? 1 + numbers.below(Batch) : Batch;
        const canonical::Floats x = numbers_with_zeros(numbers, count * Net::inputs);
        std::vector<mote::TargetOf<Loss>> y(count * mote::targets_of_row<Net, Loss>);
        draw_targets(numbers, y, Net::outputs);
        const mote::Result result = mote::train(net, work, recipe, {x.data(), y.data(), count});
        const float loss = naive.train(recipe, x.data(), y.data(), count);
        differ += result.status != mote::Status::ok || result.repairs.total() != 0 ? 1u : 0u;
        differ += different(&result.loss, &loss, 1);
        differ += different(net.parameters, naive.net.parameters, Net::parameter_count);

        canonical::Floats predicted(Net::outputs);
        mote::predict(net, x.data(), predicted.data(), 1);
        differ += different(predicted, canonical::predict(net, x.data()));
    }
    for (size_t p = 0; p < Net::trained_count; ++p) {
        for (size_t m = 0; m < Recipe::Optimizer::memory; ++m) {
            const float remembered = work.state.remembered(p, m);
            differ += different(&remembered, &naive.memory[p * Recipe::Optimizer::memory + m], 1);
        }
    }
    return differ;
}
