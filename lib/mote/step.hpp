// SPDX-License-Identifier: MIT
// One training step, written once: a sequence of stages from the batch in scratch to moved parameters. `stages` runs each
// stage whole (Uncut: train) or as much of it as a budget allows (Slice: advance). The bits are the same.
//
//   clamp      all weights, those of frozen layers among them, before the first step of a state
//   forward    layer by layer: sums, activation
//   loss       and the gradients of the outputs, which take the place of the outputs; if the loss is not finite, a bit of RAM
//              flipped: the step heals what it can, and ends here
//   backward   layer by layer, from the last to the first that learns: gradients of inputs, update; deltas take the place
//              of values
//   observe    where the optimizer asks for all gradients: it looks at them, and then the parameters move
//   sweep      clamps a part of the weights, and clears what is too small from a part of the optimizer's memory
#pragma once

#include "gather/gather.hpp"
#include "sweep.hpp"

#include "base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// What the whole of a step shares: the loss, which takes no place if it has no settings, and the optimizer's numbers; all
/// repaired.
template <class Recipe, bool = is_empty<typename Recipe::Loss>>
struct StepSettings {
    typename Recipe::Optimizer::Step optimizer;

    constexpr StepSettings() = default;
    constexpr StepSettings(const typename Recipe::Loss&, const typename Recipe::Optimizer::Step& step)
        : optimizer(step) {}
    constexpr typename Recipe::Loss loss() const { return {}; }
};
template <class Recipe>
struct StepSettings<Recipe, false> {
    typename Recipe::Optimizer::Step optimizer;
    typename Recipe::Loss kept_loss;

    constexpr StepSettings() = default;
    constexpr StepSettings(const typename Recipe::Loss& loss_of_step, const typename Recipe::Optimizer::Step& step)
        : optimizer(step), kept_loss(loss_of_step) {}
    constexpr const typename Recipe::Loss& loss() const { return kept_loss; }
};

/// The settings of the next step, repaired unless the guard waives it.
template <class Net, class Recipe>
[[gnu::always_inline]] inline StepSettings<Recipe> begin_step(State<Net, Recipe>& state, const Recipe& recipe,
                                                              Repairs& repairs) {
    auto loss = recipe.loss;
    auto optimizer = recipe.optimizer;
    if constexpr (Recipe::GuardType::clamps) {
        loss = repaired_loss(loss, repairs);
        optimizer = optimizer.repaired(repairs);
    }
    float rate = rate_of(recipe.schedule, optimizer.learning_rate, state.step, state.schedule);
    if constexpr (Recipe::GuardType::clamps) {
        rate = setting(rate, 0.0f, highest_rate, 0.0f, repairs);
    }
    return StepSettings<Recipe>(loss, optimizer.begin(state.corrections, rate));
}

/// A step on the rows in the scratch of a workspace.
template <class WorkOfStep>
struct StepOf {
    using Work = WorkOfStep;
    using Net = typename Work::Net;
    using Recipe = typename Work::Recipe;
    using Loss = LossTraits<typename Recipe::Loss>;
    static constexpr size_t capacity = Work::batch;
    static constexpr bool clamps = Recipe::GuardType::clamps;
    static constexpr Clamps needed =
        clamps ? needed_clamps<Net, typename Recipe::Loss, capacity>() : Clamps{false, false};

    Net& net;
    Work& work;
    StepSettings<Recipe> settings;

    const float* features() const { return work.scratch.features; }
};

}  // namespace detail

/// Trained layer number `Index` on its way back: what a layer's backward() works with.
template <class Step, size_t Index>
struct LayerStep {
    using At = Position<typename Step::Net, Index>;
    using Rules = detail::BackwardRules<typename Step::Net, typename Step::Recipe, Index>;
    static constexpr size_t capacity = Step::capacity;

    Step& step;

    /// What entered the layer, [row][input]; and the gradients of its outputs (of its sums, after delta()), [row][output].
    const float* values() const {
        if constexpr (Index == 0) {
            return step.features();
        } else {
            return step.work.scratch.template activations<Index - 1>();
        }
    }
    const float* deltas() const { return step.work.scratch.template activations<Index>(); }
    /// What it stored on the way forward, if it does; its own now.
    float* slopes() const { return step.work.scratch.template slopes<Index>(); }
    /// The step that is being taken.
    Moment moment() const { return {step.work.state.step, 0}; }
    /// Scratch for a moment: block_floats() of it.
    float* block() const { return step.work.scratch.block; }
    /// What all parameters share. By value: in registers, which no store of a float can change.
    typename Step::Recipe::Optimizer::Step settings() const { return step.settings.optimizer; }

    /// Its parameters from row `row` of `outputs` parameters on, for apply_gradient (kernel/update.hpp).
    detail::Trained trained(size_t row) const {
        using Net = typename Step::Net;
        const size_t at = At::offset + row * At::outputs;
        float* memory = nullptr;
        if constexpr (detail::needs_all_gradients<typename Step::Recipe::Optimizer>) {
            memory = step.work.scratch.gradients;
        } else {
            memory = step.work.state.memory.begin();
        }
        return {step.net.parameters + at, memory + Rules::Weights::memory_step * (at - Net::trained_first)};
    }

    /// Hands the gradients of a Pack of parameters to the optimizer; they stand `at` after the layer's first.
    template <bool IsBias, size_t Packs, class Lanes>
    [[gnu::always_inline]] void update(size_t at, Columns<Packs, Lanes> columns, size_t pack, Pack gradient) const {
        using Rule = typename Conditional<IsBias, typename Rules::Biases, typename Rules::Weights>::Type;
        detail::apply_gradient<Rule>(settings(), trained(0), at, columns, pack, gradient);
    }

    /// What follows the gradients of the inputs from number `first` on: finish(gradient, row of the batch, columns, pack). They
    /// become the deltas of the layer below, and take the place of its values.
    auto into_deltas(size_t first) const {
        using LayerBelow = Position<typename Step::Net, Index - 1>;
        float* const values = step.work.scratch.template activations<Index - 1>() + first;
        const float* known = values;
        if constexpr (LayerBelow::stores_slopes) {
            known = step.work.scratch.template slopes<Index - 1>() + first;
        }
        return [values, known](Pack gradient, size_t b, auto columns, size_t pack) MOTE_INLINED {
            const size_t at = b * At::inputs;
            const Pack delta =
                LayerBelow::Layer::template delta<LayerBelow::stores_slopes>(gradient, columns.load(known + at, pack));
            columns.store(detail::clamped<Step::needed.deltas>(delta, detail::delta_clamp<capacity>), values + at,
                          pack);
        };
    }
};

namespace detail {

// Forward -----------------------------------------------------------------------------------------------------------

/// Whether one of the layers has to know that a step is being taken, and which.
template <class Net>
constexpr bool has_layer_that_differs() {
    bool any = false;
    for_each_index<0, Net::depth>(
        [&](auto layer) { any = any || differs_in_training<typename Net::template Layer<layer>>; });
    return any;
}

/// For the row and the number of the step, if there is one.
constexpr Moment moment_at(size_t row, uint32_t step = 0) { return {step, row}; }

/// Rows `first` … of the batch, from `features` to the outputs in `scratch`. In a step its number is given, if a layer asks.
template <class Net, class Recipe, size_t Capacity, class Batch, class Stages, class... StepNumber>
[[gnu::always_inline]] inline void forward_rows(const Net& net, Scratch<Net, Recipe, Capacity>& scratch,
                                                const float* features, size_t first, Batch batch, Stages&& stages,
                                                StepNumber... step) {
    for_each_index<0, Net::depth>([&](auto layer) MOTE_INLINED {
        using At = Position<Net, layer>;
        constexpr bool clamps = Recipe::GuardType::clamps && clamps_activation<Net, layer>();
        const float* values = features + first * At::inputs;
        if constexpr (layer > 0) {
            values = scratch.template activations<layer - 1>(first);
        }
        float* const out = scratch.template activations<layer>(first);
        const auto slopes = scratch.template slopes<layer>() + first * At::outputs;
        if constexpr (sizeof...(StepNumber) > 0 && differs_in_training<typename At::Layer>) {
            At::Layer::template forward<At, clamps>(net.parameters + At::offset, values, out, slopes, batch, stages,
                                                    moment_at(first, step...));
        } else {
            At::Layer::template forward<At, clamps>(net.parameters + At::offset, values, out, slopes, batch, stages);
        }
    });
}

/// From `features` to the outputs, for training: values and stored slopes of all layers stay in `scratch`.
template <class Net, class Recipe, size_t Capacity, class Batch, class Stages, class... StepNumber>
void forward(const Net& net, Scratch<Net, Recipe, Capacity>& scratch, const float* features, Batch batch,
             Stages&& stages, StepNumber... step) {
    constexpr size_t at_once = rows_at_once<Capacity>;
    if constexpr (at_once == Capacity) {
        forward_rows(net, scratch, features, 0, batch, stages, step...);
    } else {
        for (size_t first = 0; first < batch; first += at_once) {
            forward_rows(net, scratch, features, first, smaller(at_once, batch - first), stages, step...);
        }
    }
}

// Loss --------------------------------------------------------------------------------------------------------------

/// What the mean over the first `rows` rows of the batch is divided by: their number, or their weights.
template <class Step, class Batch>
[[gnu::always_inline]] inline auto total_of(const Step& step, Batch rows) {
    return Step::Loss::total(step.settings.loss(), step.work.scratch.loss_rows(0, rows, 1.0f), rows);
}
template <class Step, class Batch>
[[gnu::always_inline]] inline float mean_loss(const Step& step, float sum, Batch rows) {
    return Step::Loss::mean(step.settings.loss(), sum, total_of(step, rows), Step::Net::outputs);
}

/// Adds the losses of rows first … of the batch to `sum`; their outputs become gradients, times `scale`.
template <class Step, class Batch>
[[gnu::always_inline]] inline float add_losses(float sum, const typename Step::Recipe::Loss& loss,
                                               typename Step::Work& work, size_t first, Batch rows, float scale) {
    const auto batch = work.scratch.loss_rows(first, rows, scale);
    return Step::Loss::template accumulate<Step::needed.errors>(loss, sum, batch,
                                                                size_for_kernel<Step::Net::outputs>());
}

/// What the loss left in the outputs of rows first … of the batch becomes the deltas of the last layer.
template <class Step, class Batch>
[[gnu::always_inline]] inline void output_deltas(Step& step, size_t first, Batch rows) {
    using At = Position<typename Step::Net, Step::Net::depth - 1>;
    if constexpr (At::stores_slopes) {
        float* const deltas = step.work.scratch.template activations<At::index>() + first * At::outputs;
        const float* const slopes = step.work.scratch.template slopes<At::index>() + first * At::outputs;
        for_columns<1>(rows * At::outputs, [&](auto columns) MOTE_INLINED {
            columns.store(At::Layer::template delta<true>(columns.load(deltas, 0), columns.load(slopes, 0)), deltas, 0);
        });
    }
}

// Backward ----------------------------------------------------------------------------------------------------------

/// In a function of its own a layer's loops have all registers.
template <size_t Layer, class Step, class Batch, class Stages>
[[gnu::noinline]] void backward_layer(Step& step, Batch batch, Stages&& stages) {
    Step::Net::template Layer<Layer>::backward(LayerStep<Step, Layer>{step}, batch, stages);
}

template <class Step, class Batch, class Stages>
void backward(Step& step, Batch batch, Stages&& stages) {
    using Net = typename Step::Net;
    for_each_index<0, Net::depth - Net::frozen_layers>([&](auto index) MOTE_INLINED {
        constexpr size_t layer = Net::depth - 1 - index;
        if constexpr (Net::trained_count <= 64) {  // the calls of so small a network would count
            Net::template Layer<layer>::backward(LayerStep<Step, layer>{step}, batch, stages);
        } else {
            backward_layer<layer>(step, batch, stages);
        }
    });
}

/// The gradients stand in scratch: the optimizer looks at all of them, then the parameters move.
template <class Step, class Stages>
void move_all_parameters(Step& step, Stages&& stages) {
    using Net = typename Step::Net;
    using Optimizer = typename Step::Recipe::Optimizer;
    float* const gradients = step.work.scratch.gradients;
    stages.run((Net::trained_count + virtual_lanes - 1) / virtual_lanes, virtual_lanes, [&](auto range) {
        const size_t first = range.first * virtual_lanes;
        const size_t count = smaller(range.last * virtual_lanes, Net::trained_count) - first;
        Optimizer::observe(step.settings.optimizer, gradients + first, count, first + count == Net::trained_count);
    });
    for_each_index<Net::frozen_layers, Net::depth>([&](auto layer) {
        using Rules = MovingRules<Net, typename Step::Recipe, layer>;
        constexpr size_t weights = Net::template Layer<layer>::weight_count(Net::width(layer));
        constexpr size_t begin = Net::offset(layer), end = Net::offset(layer + 1);
        const auto move = [&](auto rule, size_t from, size_t count) {
            using Rule = decltype(rule);
            stages.run(packs_of(count), Pack::width * (1 + work_of_update), [&](auto range) {
                const size_t at = from + range.first * Pack::width - Net::trained_first;
                apply_gradients<Rule>(step.settings.optimizer,
                                      Trained{step.net.parameters + Net::trained_first + at,
                                              step.work.state.memory.begin() + Rule::memory_step * at},
                                      gradients + at, size_t{floats_in(range, count)});
            });
        };
        move(typename Rules::Weights{}, begin, weights);
        move(typename Rules::Biases{}, begin + weights, end - begin - weights);
    });
}

// All of it ---------------------------------------------------------------------------------------------------------

/// The number of the next step. The last is followed by 2³¹, a multiple of sweep_period, not by 0, where schedules start.
constexpr uint32_t step_after(uint32_t step) { return step == 0xffffffffu ? 0x80000000u : step + 1; }

/// The first stages of a step on the `batch` rows in scratch: their losses are added to `loss`.
template <class Step, class Batch, class Stages>
[[gnu::always_inline]] inline void run_to_loss(Step& step, Batch batch, float& loss, Stages&& stages) {
    using Net = typename Step::Net;
    using Loss = typename Step::Loss;
    if constexpr (Step::clamps) {
        // A fresh state knows nothing of the weights it meets, be they frozen or not.
        constexpr size_t count = Net::offset(Net::depth) - Net::offset(0);
        stages.run_if(step.work.state.step == 0, count, 1, [&](auto range) MOTE_INLINED {
            clamp_weights<Net, 0>(step.net, Stripe{range.first, range.last}, infinity);
        });
    }
    if constexpr (has_layer_that_differs<Net>()) {
        forward(step.net, step.work.scratch, step.features(), batch, stages, step.work.state.step);
    } else {
        forward(step.net, step.work.scratch, step.features(), batch, stages);
    }
    const float scale = Loss::gradient_scale(step.settings.loss(), total_of(step, batch), Net::outputs);
    stages.run(batch, work_of_activation * Net::outputs, [&](auto range) MOTE_INLINED {
        const auto rows = rows_in_range(range);
        loss = add_losses<Step>(loss, step.settings.loss(), step.work, range.first, rows, scale);
        output_deltas(step, range.first, rows);
    });
}

/// Whether the loss is that of a sound network: finite, by the proof. If not, a bit of RAM flipped; what follows would take it to
/// all parameters, so the step heals and ends instead.
template <class Step>
[[gnu::always_inline]] inline bool is_sound(Step& step, float loss) {
    if (Step::clamps && __builtin_expect(!is_finite(loss), false)) {
        heal(step.net, step.work.state);
        return false;
    }
    return true;
}

/// The stages that follow: all that changes parameters.
template <class Step, class Batch, class Stages>
[[gnu::always_inline]] inline void run_from_loss(Step& step, Batch batch, Stages&& stages) {
    backward(step, batch, stages);
    if constexpr (needs_all_gradients<typename Step::Recipe::Optimizer>) {
        move_all_parameters(step, stages);
    }
    sweep(step, stages);
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "base/epilogue.hpp"
