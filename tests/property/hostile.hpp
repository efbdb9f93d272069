// SPDX-License-Identifier: MIT
// Training with any bits at all, in data and settings.
#pragma once

#include "property/any.hpp"
#include "property/numbers.hpp"

// Hostile settings. -------------------------------------------------------------------------------------------------

/// A setting that is well behaved two times in three.
inline float setting(Numbers& numbers, float usual) { return numbers.one_in(3) ? numbers.hostile() : usual; }

/// Spoils a number of settings, each beside what is usual for it.
template <class... Settings>
void spoil_each(Numbers& numbers, Settings&... settings) {
    ((settings = setting(numbers, settings)), ...);
}

inline void spoil(Numbers& numbers, mote::Sgd& it) { spoil_each(numbers, it.learning_rate); }
inline void spoil(Numbers& numbers, mote::SgdMomentum& it) { spoil_each(numbers, it.learning_rate, it.momentum); }
inline void spoil(Numbers& numbers, mote::SgdDampened& it) {
    spoil_each(numbers, it.learning_rate, it.momentum, it.dampening);
}
inline void spoil(Numbers& numbers, mote::Adam& it) {
    it.learning_rate = 1.0f;
    spoil_each(numbers, it.learning_rate, it.beta1, it.beta2, it.epsilon);
}
inline void spoil(Numbers& numbers, mote::AdamW& it) {
    it.learning_rate = 1.0f;
    spoil_each(numbers, it.learning_rate, it.beta1, it.beta2, it.epsilon, it.weight_decay);
}
inline void spoil(Numbers& numbers, mote::Adamax& it) {
    spoil_each(numbers, it.learning_rate, it.beta1, it.beta2, it.epsilon);
}
inline void spoil(Numbers& numbers, mote::NAdam& it) {
    spoil_each(numbers, it.learning_rate, it.beta1, it.beta2, it.epsilon, it.momentum_decay);
}
inline void spoil(Numbers& numbers, mote::RAdam& it) {
    spoil_each(numbers, it.learning_rate, it.beta1, it.beta2, it.epsilon);
}
inline void spoil(Numbers& numbers, mote::RmsProp& it) { spoil_each(numbers, it.learning_rate, it.alpha, it.epsilon); }
inline void spoil(Numbers& numbers, mote::RmsPropMomentum& it) {
    spoil_each(numbers, it.learning_rate, it.alpha, it.epsilon, it.momentum);
}
inline void spoil(Numbers& numbers, mote::Adagrad& it) {
    spoil_each(numbers, it.learning_rate, it.rate_decay, it.epsilon, it.initial_sum);
}
inline void spoil(Numbers& numbers, mote::Adadelta& it) { spoil_each(numbers, it.learning_rate, it.rho, it.epsilon); }
inline void spoil(Numbers& numbers, mote::Lion& it) { spoil_each(numbers, it.learning_rate, it.beta1, it.beta2); }
inline void spoil(Numbers& numbers, mote::Rprop& it) {
    spoil_each(numbers, it.learning_rate, it.decrease, it.increase, it.smallest_step, it.largest_step);
}
template <class Inner, class Which>
void spoil(Numbers& numbers, mote::L1Penalty<Inner, Which>& it) {
    spoil(numbers, static_cast<Inner&>(it));
    spoil_each(numbers, it.l1);
}
template <class Inner, class Which>
void spoil(Numbers& numbers, mote::L2Penalty<Inner, Which>& it) {
    spoil(numbers, static_cast<Inner&>(it));
    spoil_each(numbers, it.l2);
}
template <class Inner, class Which>
void spoil(Numbers& numbers, mote::DecoupledDecay<Inner, Which>& it) {
    spoil(numbers, static_cast<Inner&>(it));
    spoil_each(numbers, it.weight_decay);
}
template <class Inner>
void spoil(Numbers& numbers, mote::ClipValue<Inner>& it) {
    spoil(numbers, static_cast<Inner&>(it));
    spoil_each(numbers, it.clip_value);
}
template <class Inner>
void spoil(Numbers& numbers, mote::ClipNorm<Inner>& it) {
    spoil(numbers, static_cast<Inner&>(it));
    spoil_each(numbers, it.max_norm);
}
template <class... Options>
void spoil(Numbers& numbers, AnyOptimizer<Options...>& it) {
    with_value(it.options, it.chosen, [&](auto& option) {
        spoil(numbers, option);
        it.learning_rate = option.learning_rate;
    });
}

/// Losses without settings have nothing to spoil.
template <class Loss>
void spoil_loss(Numbers&, Loss&) {
    static_assert(mote::is_empty<Loss>);
}
inline void spoil_loss(Numbers& numbers, mote::Huber& it) { spoil_each(numbers, it.delta); }
inline void spoil_loss(Numbers& numbers, mote::SmoothL1& it) { spoil_each(numbers, it.beta); }
inline void spoil_loss(Numbers& numbers, mote::Quantile& it) { spoil_each(numbers, it.quantile); }
inline void spoil_loss(Numbers& numbers, mote::SmoothedCrossEntropy& it) { spoil_each(numbers, it.label_smoothing); }
template <size_t Classes>
void spoil_loss(Numbers& numbers, mote::WeightedCrossEntropy<Classes>& it) {
    for (float& weight : it.class_weights) {
        weight = setting(numbers, 1.0f);
    }
    spoil_each(numbers, it.label_smoothing);
}
template <size_t Labels>
void spoil_loss(Numbers& numbers, mote::WeightedBinaryCrossEntropy<Labels>& it) {
    for (float& weight : it.positive_weights) {
        weight = setting(numbers, 1.0f);
    }
}
template <class Loss>
void spoil_loss(Numbers& numbers, mote::SampleWeighted<Loss>& it) {
    spoil_loss(numbers, static_cast<Loss&>(it));
}
template <uint32_t Number, class Loss>
void spoil_loss(Numbers& numbers, mote::IgnoreClass<Number, Loss>& it) {
    spoil_loss(numbers, static_cast<Loss&>(it));
}
template <class... Options>
void spoil_loss(Numbers& numbers, AnyLoss<Options...>& it) {
    with_value(it.options, it.chosen, [&](auto& option) { spoil_loss(numbers, option); });
}
template <class Any>
void spoil_loss(Numbers& numbers, AnyIgnoring<Any>& it) {
    spoil_loss(numbers, static_cast<Any&>(it));
}

/// A schedule with any settings.
inline mote::Constant spoiled(Numbers&, mote::Constant*) { return {}; }
inline uint32_t steps_of_schedule(Numbers& numbers) {
    return numbers.one_in(2) ? numbers.bits() : static_cast<uint32_t>(numbers.below(300));
}
inline mote::Cosine spoiled(Numbers& numbers, mote::Cosine*) {
    return mote::Cosine{steps_of_schedule(numbers), numbers.hostile()};
}
inline mote::CosineWave spoiled(Numbers& numbers, mote::CosineWave*) {
    return mote::CosineWave{steps_of_schedule(numbers), numbers.hostile()};
}
inline mote::WarmRestarts spoiled(Numbers& numbers, mote::WarmRestarts*) {
    return mote::WarmRestarts{steps_of_schedule(numbers), steps_of_schedule(numbers), numbers.hostile()};
}
template <class Curve, uint32_t Phases>
auto spoiled(Numbers& numbers, mote::OneCycleOf<Curve, Phases>*) {
    return mote::OneCycleOf<Curve, Phases>{steps_of_schedule(numbers), setting(numbers, 0.3f), setting(numbers, 25.0f),
                                           setting(numbers, 1e4f)};
}
inline mote::StepDecay spoiled(Numbers& numbers, mote::StepDecay*) {
    return {steps_of_schedule(numbers), setting(numbers, 0.5f)};
}
inline mote::MultiStep<2> spoiled(Numbers& numbers, mote::MultiStep<2>*) {
    return mote::MultiStep{{steps_of_schedule(numbers), steps_of_schedule(numbers)}, setting(numbers, 0.5f)};
}
inline mote::Exponential spoiled(Numbers& numbers, mote::Exponential*) { return {setting(numbers, 0.99f)}; }
inline mote::Polynomial spoiled(Numbers& numbers, mote::Polynomial*) {
    return {steps_of_schedule(numbers), setting(numbers, 2.0f)};
}
inline mote::Linear spoiled(Numbers& numbers, mote::Linear*) {
    return {steps_of_schedule(numbers), setting(numbers, 0.3f), setting(numbers, 1.0f)};
}
inline mote::ConstantFactor spoiled(Numbers& numbers, mote::ConstantFactor*) {
    return {steps_of_schedule(numbers), setting(numbers, 0.3f)};
}
inline mote::ReduceOnPlateau spoiled(Numbers& numbers, mote::ReduceOnPlateau*) {
    return {setting(numbers, 0.5f), static_cast<uint32_t>(numbers.below(4)), setting(numbers, 1e-4f),
            static_cast<uint32_t>(numbers.below(4)), setting(numbers, 0.0f)};
}
template <class Schedule>
mote::WarmUp<Schedule> spoiled(Numbers& numbers, mote::WarmUp<Schedule>*) {
    return {spoiled(numbers, static_cast<Schedule*>(nullptr)), steps_of_schedule(numbers), setting(numbers, 0.0f)};
}
inline void spoil(Numbers& numbers, mote::Guard& guard) {
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

/// The same of what an optimizer remembers of all steps; counters can be anything.
template <class Corrections>
size_t beyond_in(const Corrections& corrections) {
    float numbers[sizeof corrections / sizeof(float) + 1] = {};
    memcpy(numbers, &corrections, sizeof numbers - sizeof(float));
    return beyond(numbers, sizeof numbers / sizeof(float));
}
inline size_t beyond_in(const mote::Adagrad::Corrections&) { return 0; }
inline size_t beyond_in(const mote::AdamBfloat16::Corrections& it) {
    return beyond(&it.first, 1) + beyond(&it.second, 1);
}
inline size_t beyond_in(const mote::NAdam::Corrections& it) { return beyond(&it.product, 1) + beyond(&it.second, 1); }
inline size_t beyond_in(const mote::RAdam::Corrections& it) {
    return beyond(&it.first, 1) + beyond(&it.second, 1) + beyond(&it.lag, 1);
}
/// Of the option that is at work.
template <class... Options>
size_t beyond_in_those_of(const AnyOptimizer<Options...>*, const typename AnyOptimizer<Options...>::Corrections& it) {
    size_t found = 0;
    with_option<Options...>(it.chosen, [&](auto* option) {
        found = beyond_in(it.template held<typename Pointee<decltype(option)>::Corrections>());
    });
    return found;
}
template <class... Options>
size_t beyond_in_those_of(const mote::ClipNorm<AnyOptimizer<Options...>>*,
                          const typename AnyOptimizer<Options...>::Corrections& it) {
    return beyond_in_those_of(static_cast<const AnyOptimizer<Options...>*>(nullptr), it);
}
template <class Optimizer>
size_t beyond_in_those_of(const Optimizer*, const typename Optimizer::Corrections& it) {
    return beyond_in(it);
}

/// Everything that a step leaves behind is finite, and weights are below their ceiling, or between two sweeps below one
/// and a half; how many numbers are not.
template <class Net, class Recipe, size_t Batch>
size_t beyond_limits(const Net& net, const mote::Workspace<Net, Recipe, Batch>& work) {
    const float limit = (Recipe::Optimizer::bounded ? 1.5f : 1.0f) * Net::Limits::weights;
    return beyond(net.parameters + Net::offset(0), Net::offset(Net::depth) - Net::offset(0), limit) +
           beyond(work.state.memory.begin(), work.state.memory.size()) +
           beyond_in_those_of(static_cast<const typename Recipe::Optimizer*>(nullptr), work.state.corrections);
}

/// The fixed scales of a network, if it has any.
template <class Net>
void spoil_scales(Numbers& numbers, Net& net) {
    for (size_t i = 0; i < Net::parameter_count; ++i) {
        if (i < Net::offset(0) || i >= Net::offset(Net::depth)) {
            net.parameters[i] = setting(numbers, 1.0f);
        }
    }
}

/// Takes hostile steps, from weights and a state of its own; counts what was not finite or beyond its limit on the way.
template <class Net, class Recipe, size_t Batch>
struct HostileTraining {
    using Loss = typename Recipe::Loss;

    Net net{};
    mote::Workspace<Net, Recipe, Batch> work{};
    Numbers numbers;
    size_t broken = 0, learned = 0;

    explicit HostileTraining(uint32_t seed) : numbers(seed) {}

    /// From the beginning.
    void restart(uint32_t seed) {
        work = {};
        mote::init(net, seed);
    }
    /// One step by this loss, optimizer and guard, all of them spoiled here and there.
    void step(const Loss& loss, const typename Recipe::Optimizer& optimizer, mote::BadRow bad_row) {
        Recipe recipe{loss, optimizer, spoiled(numbers, static_cast<typename Recipe::Schedule*>(nullptr)), {}};
        spoil_loss(numbers, recipe.loss);
        spoil(numbers, recipe.optimizer);
        spoil(numbers, recipe.guard);
        recipe.guard.bad_row = bad_row;
        spoil_scales(numbers, net);
        const size_t count = 1 + numbers.below(Batch);
        std::vector<float> x(count * Net::inputs), predicted(count * Net::outputs);
        std::vector<mote::TargetOf<Loss>> y(count * mote::targets_of_row<Net, Loss>);
        draw(numbers, x);
        draw(numbers, y);

        mote::SamplesOf<decltype(work)> samples{x.data(), y.data(), count};
        std::vector<float> weights(count);
        if constexpr (mote::detail::weighs_rows<Loss>) {
            draw(numbers, weights);
            samples.weights = weights.data();
        }
        const mote::Result result = mote::train(net, work, recipe, samples);
        learned += result.status == mote::Status::ok ? 1u : 0u;
        broken += beyond(&result.loss, 1) + beyond_limits(net, work);
        mote::predict(net, x.data(), predicted.data(), count);
        broken += beyond(predicted.data(), predicted.size());
    }
};

constexpr mote::BadRow every_bad_row[] = {mote::BadRow::repair, mote::BadRow::skip, mote::BadRow::reject};

/// Trains for some thousand steps; how many numbers were not finite or beyond their limits on the way.
template <class Net, class Loss, class Optimizer, class Schedule = mote::Constant, size_t Batch = 3>
size_t broken_by_training(size_t steps = 2000) {
    static HostileTraining<Net, mote::Recipe<Loss, Optimizer, Schedule>, Batch> training(12);
    training.restart(13);
    for (size_t step = 0; step < steps; ++step) {
        training.step({}, {}, every_bad_row[training.numbers.below(3)]);
    }
    return training.learned < steps / 8 ? steps : training.broken;
}
