// SPDX-License-Identifier: MIT
// A training step in slices of bounded work: for a main loop, a watchdog or an audio callback that must never wait. The bits
// are those of the uncut step. The verbs' promises are in mote.hpp.
#pragma once

#include "mote/fit.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// The work of a slice is counted in multiply-adds. What is none counts as so many, that slices of one budget take about the
/// same time on a machine with a floating-point unit.
constexpr size_t work_of_activation = 16;  ///< an elementary function of one Pack, and an output in the loss
constexpr size_t work_of_update = 4;       ///< the optimizer's, for one parameter

/// The work of the parts into which a step of `rows` rows can be cut.
template <class Net, size_t Batch>
struct WorkOf {
    static constexpr size_t forward_row(size_t layer, size_t rows) { return rows * Net::width(layer + 1); }
    static constexpr size_t loss_row = work_of_activation * Net::outputs;
    template <size_t Layer>
    static constexpr size_t backward_part(size_t rows) {
        using Parts = BackwardParts<Layer, Net, Batch>;
        const size_t rows_of_weights = Parts::rows_of_part + (!Parts::are_rows && Parts::biases_in_block ? 1 : 0);
        return rows_of_weights * Parts::outputs * (rows * (Layer > 0 ? 2 : 1) + work_of_update);
    }
    /// Of a full batch: no slice can do less, so that a smaller budget counts as this.
    static constexpr size_t largest_part() {
        size_t largest = larger(loss_row, work_of_activation);
        for_each_index<0, Net::depth>([&](auto layer) {
            largest = larger(largest, larger(forward_row(layer, Batch), backward_part<layer>(Batch)));
        });
        return largest;
    }
};

/// Where a step in slices stands.
template <class Net, class Recipe>
struct Progress {
    size_t stage;  ///< 0: no step has begun
    size_t part;   ///< parts of the stage that are done
    size_t rows;   ///< of the batch in scratch
    float loss;    ///< the sum so far
    Repairs repairs;
    typename Recipe::Optimizer::Step step;
};

/// A workspace whose steps can be cut into slices. All verbs take it; train(), evaluate() and fit() say `busy` while a step is
/// not finished. It takes 36 bytes more than a Workspace (32-bit machines), and the settings of an optimizer's step (Adam: 20).
template <class NetOfWorkspace, class RecipeOfWorkspace, size_t Batch>
struct SlicedWorkspace : Workspace<NetOfWorkspace, RecipeOfWorkspace, Batch> {
    Progress<NetOfWorkspace, Unqualified<RecipeOfWorkspace>> progress;

    /// Whether a step has begun and is not finished: the network is finite, but half of it has moved, and scratch is in use.
    constexpr bool is_busy() const { return progress.stage != 0; }
};

/// One slice: a step is a sequence of stages, and a stage a number of parts that do the same work.
template <class Net, class Recipe>
struct Slice {
    Progress<Net, Recipe>& progress;
    size_t budget;
    size_t stage = 0;        ///< of which do_stage() was last called
    bool has_work = true;    ///< the budget is not used up
    bool has_begun = false;  ///< at least one part was done: a slice that does none would never end

    /// Calls run(first, last) for the parts of the next stage that are to be done and fit the budget.
    template <class Run>
    void do_stage(size_t parts, size_t work_of_part, Run run) {
        ++stage;
        if (!has_work || progress.stage > stage) {
            return;
        }
        const size_t affordable = larger(budget / work_of_part, size_t{has_begun ? 0u : 1u});
        const size_t first = progress.part, last = first + smaller(parts - first, affordable);
        if (first != last) {
            run(first, last);
            has_begun = true;
            budget -= smaller(budget, (last - first) * work_of_part);
        }
        has_work = last == parts;
        progress.stage += has_work ? 1u : 0u;
        progress.part = has_work ? 0 : last;
    }
};

/// The stages of the way forward, up to the loss.
template <class Net, class Recipe, size_t Batch, class Plain, class Rows>
void slice_forward(Net& net, Workspace<Net, Recipe, Batch>& work, Slice<Net, Plain>& slice, Rows rows) {
    using Work = WorkOf<Net, Batch>;
    auto& scratch = work.scratch;
    for_each_index<0, Net::depth>([&](auto layer) {
        const auto shape = shape_of<Net, layer>(rows);
        slice.do_stage(Net::width(layer), Work::forward_row(layer, rows), [&](size_t first, size_t last) {
            affine(net.parameters + Net::offset(layer), scratch.template values<layer>(),
                   scratch.template activations<layer>(), RowRange{first, last}, shape);
        });
        const size_t count = count_in_scratch(rows, shape.outputs);
        slice.do_stage(packs_of(count), work_of_activation, [&](size_t first, size_t last) {
            const size_t from = first * Pack::width;
            activate_units<layer>(scratch, from, smaller(count, last * Pack::width) - from);
        });
    });
}

/// Then the loss, and the stages of the way back.
template <class Net, class Recipe, size_t Batch, class Plain, class Rows>
void slice_backward(BackwardPass<Net, Plain, Batch>& pass, Workspace<Net, Recipe, Batch>& work,
                    Slice<Net, Plain>& slice, Rows rows) {
    using Work = WorkOf<Net, Batch>;
    using Pass = BackwardPass<Net, Plain, Batch>;
    using Loss = typename Plain::Loss;
    constexpr auto outputs = size_for_kernel<Net::outputs>();
    slice.do_stage(rows, Work::loss_row, [&](size_t first, size_t last) {
        const LossRows<typename Loss::Target> batch{
            work.scratch.template activations<Net::depth - 1>() + first * Net::outputs,
            work.scratch.targets + first * Loss::target_count(Net::outputs), last - first,
            Loss::gradient_scale(rows, outputs)};
        slice.progress.loss = Loss::template accumulate<Pass::clamps.errors>(slice.progress.loss, batch, outputs);
        output_deltas(pass, first, last);
    });
    for_each_index<0, Net::depth>([&](auto index) {
        constexpr size_t layer = Net::depth - 1 - index;
        slice.do_stage(BackwardParts<layer, Net, Batch>::count, Work::template backward_part<layer>(rows),
                       [&](size_t first, size_t last) { backward_parts<layer>(pass, rows, first, last); });
    });
}

/// And what train() does behind a step; before the first of a state, it clamps all weights.
template <class Net, class Recipe>
void slice_sweep(Net& net, State<Net, Recipe>& state, Slice<Net, Recipe>& slice) {
    using Optimizer = typename Recipe::Optimizer;
    const Stripe stripe = stripe_of<Net>(state.step);
    if constexpr (Recipe::GuardType::clamps && Optimizer::bounded) {
        const Stripe clamped = weights_to_clamp<Net>(stripe, Optimizer::longest_step(slice.progress.step));
        slice.do_stage(clamped.last - clamped.first, 1, [&](size_t first, size_t last) {
            clamp_weights(net, Stripe{clamped.first + first, clamped.first + last});
        });
    }
    if constexpr (Optimizer::memory > 0) {
        slice.do_stage(stripe.last - stripe.first, Optimizer::memory, [&](size_t first, size_t last) {
            sweep_memory(state, Stripe{stripe.first + first, stripe.first + last});
        });
    }
}

template <class Net, class Recipe, size_t Batch, class Given>
[[nodiscard]] Result begin(Net& net, SlicedWorkspace<Net, Recipe, Batch>& work, const Given& recipe,
                           Samples<Net, typename Unqualified<Recipe>::Loss> samples) {
    using Plain = Unqualified<Recipe>;
    static_assert(is_same<Given, Plain>, "mote: begin: the workspace was made for another recipe");
    Result result{Status::busy, 0.0f, {}};
    if (!work.is_busy()) {
        const Gathered gathered = gather(net, work.scratch, recipe.guard, samples,
                                         Selection<Consecutive>{samples.count, {0}}, result.repairs);
        result.status = gathered.status;
        if (gathered.status == Status::ok) {
            const auto step = begin_step<Net, Plain, Batch>(work.state, recipe, result.repairs);
            work.progress = {1, 0, gathered.rows, 0.0f, result.repairs, step};
        }
    }
    return result;
}

template <class Net, class Recipe, size_t Batch>
[[nodiscard]] Result advance(Net& net, SlicedWorkspace<Net, Recipe, Batch>& work, size_t multiply_adds) {
    using Plain = Unqualified<Recipe>;
    auto& progress = work.progress;
    if (!work.is_busy()) {
        return {Status::not_begun, 0.0f, {}};
    }
    Slice<Net, Plain> slice{progress, multiply_adds};
    BackwardPass<Net, Plain, Batch> pass{net, work.state, work.scratch, progress.step};
    const bool clamps_all = Plain::GuardType::clamps && work.state.step == 0;
    slice.do_stage(clamps_all ? Net::trained_count : 0, 1, [&](size_t first, size_t last) {
        clamp_weights(net, Stripe{first, last});
    });
    const auto rows = rows_in_scratch<Batch>(progress.rows);
    slice_forward(net, work, slice, rows);
    slice_backward(pass, work, slice, rows);
    slice_sweep(net, work.state, slice);
    if (!slice.has_work) {
        return {Status::busy, 0.0f, {}};
    }
    const Result result{Status::ok, Plain::Loss::mean(progress.loss, progress.rows, Net::outputs), progress.repairs};
    work.state.step = step_after(work.state.step);
    progress = {};
    return result;
}

// The other verbs wait for the end of a step.

template <class Net, class Recipe, size_t Batch, class Given>
[[nodiscard]] Result train(Net& net, SlicedWorkspace<Net, Recipe, Batch>& work, const Given& recipe,
                           Samples<Net, typename Unqualified<Recipe>::Loss> samples) {
    Workspace<Net, Recipe, Batch>& uncut = work;
    return work.is_busy() ? Result{Status::busy, 0.0f, {}} : train(net, uncut, recipe, samples);
}

template <class Net, class Recipe, size_t Batch, class Given>
[[nodiscard]] Result evaluate(const Net& net, SlicedWorkspace<Net, Recipe, Batch>& work, const Given& recipe,
                              Samples<Net, typename Unqualified<Recipe>::Loss> samples) {
    Workspace<Net, Recipe, Batch>& uncut = work;
    return work.is_busy() ? Result{Status::busy, 0.0f, {}} : evaluate(net, uncut, recipe, samples);
}

template <class Net, class Recipe, size_t Batch, class Given>
[[nodiscard]] FitResult fit(Net& net, SlicedWorkspace<Net, Recipe, Batch>& work, const Given& recipe,
                            DataSet<Net, typename Unqualified<Recipe>::Loss> data, const FitOptions& options) {
    Workspace<Net, Recipe, Batch>& uncut = work;
    return work.is_busy() ? FitResult{Status::busy, FitEnd::failed, 0.0f, 0, {}}
                          : fit(net, uncut, recipe, data, options);
}

}  // namespace MOTE_BUILD
}  // namespace mote
