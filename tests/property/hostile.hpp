// SPDX-License-Identifier: MIT
// Training with any bits at all, in data and settings.
#pragma once

#include "property/numbers.hpp"

// Hostile settings. -------------------------------------------------------------------------------------------------

/// A setting that is well behaved two times in three.
inline float setting(Numbers& numbers, float usual) { return numbers.one_in(3) ? numbers.hostile() : usual; }

inline void spoil(Numbers& numbers, mote::Sgd& sgd) { sgd.learning_rate = setting(numbers, 0.1f); }
inline void spoil(Numbers& numbers, mote::SgdMomentum& sgd) {
    sgd.learning_rate = setting(numbers, 0.1f);
    sgd.momentum = setting(numbers, 0.9f);
}
inline void spoil(Numbers& numbers, mote::Adam& adam) {
    adam.learning_rate = setting(numbers, 1.0f);
    adam.beta1 = setting(numbers, 0.9f);
    adam.beta2 = setting(numbers, 0.999f);
    adam.epsilon = setting(numbers, 1e-8f);
}
inline void spoil(Numbers& numbers, mote::AdamW& adam) {
    adam.learning_rate = setting(numbers, 1.0f);
    adam.beta1 = setting(numbers, 0.9f);
    adam.beta2 = setting(numbers, 0.999f);
    adam.epsilon = setting(numbers, 1e-8f);
    adam.weight_decay = setting(numbers, 0.1f);
}
inline void spoil(Numbers&, mote::MeanSquaredError&) {}
inline void spoil(Numbers&, mote::CrossEntropy&) {}
inline mote::Constant to_spoil(mote::Constant*) { return {}; }
inline mote::Cosine to_spoil(mote::Cosine*) { return mote::Cosine{1}; }
inline void spoil(Numbers&, mote::Constant&) {}
inline void spoil(Numbers& numbers, mote::Cosine& cosine) {
    cosine.steps = numbers.one_in(2) ? numbers.bits() : static_cast<uint32_t>(numbers.below(300));
    cosine.minimum = numbers.hostile();
}
inline void spoil(Numbers& numbers, mote::Guard& guard) {
    guard.bad_row = static_cast<mote::BadRow>(numbers.below(3));
    guard.input_limit = numbers.hostile();
    guard.target_limit = numbers.hostile();
}

// Hostile data. -----------------------------------------------------------------------------------------------------

/// Clean rows now and then, so that learning goes on between the attacks.
inline void draw(Numbers& numbers, std::vector<float>& values) {
    const bool clean = numbers.one_in(4);
    for (float& value : values) {
        value = clean ? numbers.uniform(1.0f) : numbers.mixed(1000.0f);
    }
}
inline void draw(Numbers& numbers, std::vector<mote::ClassNumber>& classes) {
    const bool clean = numbers.one_in(2);
    for (mote::ClassNumber& number : classes) {
        number = static_cast<mote::ClassNumber>(clean ? numbers.below(2) : numbers.bits());
    }
}

/// How many of `count` numbers are NaN, infinite or larger than `limit`.
inline size_t beyond(const float* values, size_t count, float limit = mote::largest_float) {
    size_t found = 0;
    for (size_t i = 0; i < count; ++i) {
        found += mote::is_within(values[i], limit) ? 0u : 1u;
    }
    return found;
}

/// Everything that a step leaves behind is finite, and weights are below their ceiling, or between two sweeps below one
/// and a half; how many numbers are not.
template <class Net, class Recipe, size_t Batch>
size_t beyond_limits(const Net& net, const mote::Workspace<Net, Recipe, Batch>& work) {
    const float limit = (Recipe::Optimizer::bounded ? 1.5f : 1.0f) * Net::Limits::weights;
    float corrections[sizeof(work.state.corrections) / sizeof(float) + 1] = {};
    memcpy(corrections, &work.state.corrections, sizeof corrections - sizeof(float));
    return beyond(net.parameters + Net::trained_first, Net::trained_count, limit) +
           beyond(work.state.memory.begin(), work.state.memory.size()) +
           beyond(corrections, sizeof corrections / sizeof(float));
}

/// The fixed scales of a network, if it has any.
template <class Net>
void spoil_scales(Numbers& numbers, Net& net) {
    for (size_t i = 0; i < Net::parameter_count; ++i) {
        if (i < Net::trained_first || i >= Net::trained_first + Net::trained_count) {
            net.parameters[i] = setting(numbers, 1.0f);
        }
    }
}

/// Trains for some thousand steps; how many numbers were not finite or beyond their limits on the way.
template <class Net, class Loss, class Optimizer, class Schedule = mote::Constant, size_t Batch = 3>
size_t broken_by_training(size_t steps = 2000) {
    using Recipe = mote::Recipe<Loss, Optimizer, Schedule>;
    static Net net;
    static mote::Workspace<Net, Recipe, Batch> work;
    Numbers numbers(12);
    work = {};
    mote::init(net, 13);
    size_t broken = 0, learned = 0;
    for (size_t step = 0; step < steps; ++step) {
        Recipe recipe{{}, {}, to_spoil(static_cast<Schedule*>(nullptr)), {}};
        spoil(numbers, recipe.loss);
        spoil(numbers, recipe.optimizer);
        spoil(numbers, recipe.schedule);
        spoil(numbers, recipe.guard);
        spoil_scales(numbers, net);
        const size_t count = 1 + numbers.below(Batch);
        std::vector<float> x(count * Net::inputs), predicted(count * Net::outputs);
        std::vector<mote::TargetOf<Loss>> y(count * mote::targets_of_row<Net, Loss>);
        draw(numbers, x);
        draw(numbers, y);

        const mote::Result result = mote::train(net, work, recipe, {x.data(), y.data(), count});
        learned += result.status == mote::Status::ok ? 1u : 0u;
        broken += beyond(&result.loss, 1) + beyond_limits(net, work);
        mote::predict(net, x.data(), predicted.data(), count);
        broken += beyond(predicted.data(), predicted.size());
    }
    return learned < steps / 8 ? steps : broken;
}
