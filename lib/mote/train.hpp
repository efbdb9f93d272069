// SPDX-License-Identifier: MIT
// One training step, and the loss without one. The declarations and their promises are in mote.hpp.
#pragma once

#include "mote/backward.hpp"
#include "mote/gather.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// What train() and evaluate() found.
struct Result {
    Status status;    ///< unless ok, nothing was learned
    float loss;       ///< mean over the rows that took part, before the step; finite, 0 if there was none
    Repairs repairs;  ///< what was wrong, by kind
};

/// The settings of one step, repaired unless the guard waives it.
template <class Net, class Recipe, size_t Batch>
[[gnu::always_inline]] inline typename Recipe::Optimizer::Step begin_step(State<Net, Recipe>& state,
                                                                          const Recipe& recipe, Repairs& repairs) {
    auto optimizer = recipe.optimizer;
    if constexpr (Recipe::GuardType::clamps) {
        optimizer = optimizer.repaired(repairs);
    }
    float rate = recipe.schedule.rate(optimizer.learning_rate, state.step);
    if constexpr (Recipe::GuardType::clamps) {
        rate = setting(rate, 0.0f, highest_rate, 0.0f, repairs);
    }
    return optimizer.begin(state.corrections, rate);
}

/// Calls body(float&) for the floats from `at` up to `end`. The loop ends with its condition: one jump a float, not two.
template <class Body>
[[gnu::always_inline]] inline void for_each_float(float* at, const float* end, Body body) {
    if (at != end) {
        do {
            body(*at);
        } while (++at != end);
    }
}

/// Trained parameters first … last-1.
struct Stripe {
    size_t first, last;
};

/// Clamps these weights; NaN, which only a hand can have put there, becomes 0.
template <class Net>
void clamp_weights(Net& net, Stripe stripe) {
    float* const weights = net.parameters + Net::trained_first;
    if (Pack::width > 1 && all_within(weights + stripe.first, stripe.last - stripe.first, Net::Limits::weights)) {
        return;  // as nearly always, and faster to see in lanes
    }
    for_each_float(weights + stripe.first, weights + stripe.last, [](float& weight) MOTE_INLINED {
        if (!is_within(weight, Net::Limits::weights)) {
            weight = sanitized(weight, Net::Limits::weights);
        }
    });
}

/// The trained parameters whose turn it is in this step: all of them once in `sweep_period` steps.
template <class Net>
constexpr Stripe stripe_of(uint32_t step) {
    constexpr size_t length = (Net::trained_count + sweep_period - 1) / sweep_period;
    const size_t first = smaller(Net::trained_count, static_cast<size_t>(step % sweep_period) * length);
    return {first, smaller(Net::trained_count, first + length)};
}

/// The weights to clamp behind a step: those whose turn it is, or all, where sweep_period steps of this length could move a
/// weight by more than half its ceiling.
template <class Net>
constexpr Stripe weights_to_clamp(Stripe stripe, float longest_step) {
    constexpr float short_step = 0.5f * Net::Limits::weights / static_cast<float>(sweep_period);
    const bool all = float_bits(longest_step) > float_bits(short_step);  // neither is negative
    return {all ? 0 : stripe.first, all ? Net::trained_count : stripe.last};
}

/// Forgets what is too small to matter of the memory whose turn it is.
template <class Net, class Recipe>
void sweep_memory(State<Net, Recipe>& state, Stripe stripe) {
    using Plain = State<Net, Recipe>;
    float* const memory = state.memory.begin() + stripe.first * Plain::memory_step;
    const size_t count = (stripe.last - stripe.first) * Plain::memory_step;
    if constexpr (Pack::width == 1) {
        for_each_float(memory, memory + count, [](float& kept) MOTE_INLINED {
            if (magnitude_bits(kept) < magnitude_bits(smallest_memory)) {
                kept = 0.0f;
            }
        });
    } else {
        for (size_t plane = 0; plane < Recipe::Optimizer::memory; ++plane) {
            float* const of_plane = memory + plane * Plain::memory_plane;
            for_columns<1>(count, [&](auto columns) MOTE_INLINED {
                const Pack kept = columns.load(of_plane, 0);
                const Mask is_small = (bits(kept) & 0x7fffffffu) < Bits(magnitude_bits(smallest_memory));
                columns.store(select(is_small, Pack(0.0f), kept), of_plane, 0);
            });
        }
    }
}

/// The number of the next step. It does not return to 0, where schedules start, but to 2³¹, a multiple of sweep_period.
constexpr uint32_t step_after(uint32_t step) { return step == 0xffffffffu ? 0x80000000u : step + 1; }

/// A step on the `rows` rows in scratch; the mean of their losses.
template <class Net, class Recipe, size_t Batch, class Rows>
float learn(Net& net, Workspace<Net, Recipe, Batch>& work, const Unqualified<Recipe>& recipe, Rows rows,
            Repairs& repairs) {
    using Plain = Unqualified<Recipe>;
    using Loss = typename Plain::Loss;
    using Pass = BackwardPass<Net, Plain, Batch>;
    constexpr size_t last = Net::depth - 1;
    constexpr auto outputs = size_for_kernel<Net::outputs>();

    Pass pass{net, work.state, work.scratch, begin_step<Net, Plain, Batch>(work.state, recipe, repairs)};
    if (Plain::GuardType::clamps && work.state.step == 0) {
        clamp_weights(net, Stripe{0, Net::trained_count});  // a fresh state knows nothing of the weights it meets
    }
    forward(net, work.scratch, rows);
    const LossRows<typename Loss::Target> batch{work.scratch.template activations<last>(), work.scratch.targets, rows,
                                                Loss::gradient_scale(rows, outputs)};
    const float sum = Loss::template accumulate<Pass::clamps.errors>(0.0f, batch, outputs);
    backward(pass, rows);
    const Stripe stripe = stripe_of<Net>(work.state.step);
    if constexpr (Plain::GuardType::clamps && Plain::Optimizer::bounded) {
        clamp_weights(net, weights_to_clamp<Net>(stripe, Plain::Optimizer::longest_step(pass.step)));
    }
    if constexpr (Plain::Optimizer::memory > 0) {
        sweep_memory(work.state, stripe);
    }
    work.state.step = step_after(work.state.step);
    return Loss::mean(sum, rows, outputs);
}

/// The number of rows that were gathered, as the kernels like it: a constant where there can be no other.
template <size_t Batch>
constexpr auto rows_in_scratch([[maybe_unused]] size_t rows) {
    if constexpr (Batch == 1) {
        return Size<1>{};
    } else {
        return rows;
    }
}

/// A step on the selected rows of `samples`.
template <class Net, class Recipe, size_t Batch, class RowOf>
Result train_rows(Net& net, Workspace<Net, Recipe, Batch>& work, const Unqualified<Recipe>& recipe,
                  const Samples<Net, typename Unqualified<Recipe>::Loss>& samples, const Selection<RowOf>& selection) {
    Result result;  // set up field by field: for all of it at once GCC calls memset, which XOR would notice
    result.loss = 0.0f;
    const Gathered gathered = gather(net, work.scratch, recipe.guard, samples, selection, result.repairs);
    result.status = gathered.status;
    if (gathered.status == Status::ok) {
        result.loss = learn(net, work, recipe, rows_in_scratch<Batch>(gathered.rows), result.repairs);
    }
    return result;
}

template <class Net, class Recipe, size_t Batch, class Given>
[[nodiscard]] Result train(Net& net, Workspace<Net, Recipe, Batch>& work, const Given& recipe,
                           Samples<Net, typename Unqualified<Recipe>::Loss> samples) {
    static_assert(is_same<Given, Unqualified<Recipe>>, "mote: train: the workspace was made for another recipe");
    return train_rows(net, work, recipe, samples, Selection<Consecutive>{samples.count, {0}});
}

template <class Net, class Recipe, size_t Batch, class Given>
[[nodiscard]] Result evaluate(const Net& net, Workspace<Net, Recipe, Batch>& work, const Given& recipe,
                              Samples<Net, typename Unqualified<Recipe>::Loss> samples) {
    static_assert(is_same<Given, Unqualified<Recipe>>, "mote: evaluate: the workspace was made for another recipe");
    using Loss = typename Unqualified<Recipe>::Loss;
    constexpr auto outputs = size_for_kernel<Net::outputs>();
    constexpr bool clamps_errors = BackwardPass<Net, Unqualified<Recipe>, Batch>::clamps.errors;

    Result result{samples.count == 0 ? Status::empty_batch : Status::ok, 0.0f, {}};
    Status left_out = Status::all_skipped;
    float sum = 0.0f;
    size_t rows = 0;
    for (size_t first = 0; first < samples.count && result.status == Status::ok; first += Batch) {
        const Selection<Consecutive> selection{smaller(Batch, samples.count - first), {first}};
        const Gathered gathered = gather(net, work.scratch, recipe.guard, samples, selection, result.repairs);
        if (gathered.status == Status::class_out_of_range) {
            result.status = gathered.status;
        } else if (gathered.status != Status::ok) {
            left_out = gathered.status;
        } else {
            forward(net, work.scratch, rows_in_scratch<Batch>(gathered.rows));
            const LossRows<typename Loss::Target> batch{work.scratch.template activations<Net::depth - 1>(),
                                                        work.scratch.targets, gathered.rows, 1.0f};
            sum = Loss::template accumulate<clamps_errors>(sum, batch, outputs);
            rows += gathered.rows;
        }
    }
    if (result.status == Status::ok && rows == 0) {
        result.status = left_out;
    }
    result.loss = result.status == Status::ok ? Loss::mean(sum, rows, outputs) : 0.0f;
    return result;
}

}  // namespace MOTE_BUILD
}  // namespace mote
