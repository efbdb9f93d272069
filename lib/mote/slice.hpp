// SPDX-License-Identifier: MIT
// A training step in slices of bounded work: for a main loop, a watchdog or an audio callback that must never wait. The bits
// are those of the uncut step. The verbs' promises are in mote.hpp.
#pragma once

#include "fit.hpp"

#include "base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// The work of the parts into which a step can be cut, in multiply-adds (layer/layer.hpp).
template <class Net, size_t Batch>
struct WorkOf {
    /// Of a full batch. Every slice does at least one part, so a smaller budget counts as this one.
    static constexpr size_t largest_part() {
        // A row of the loss, or a Pack of parameters that move when all gradients are known.
        size_t largest = larger(work_of_activation * Net::outputs, Pack::width * (1 + work_of_update));
        for_each_index<0, Net::depth>([&](auto layer) {
            using At = Position<Net, layer>;
            largest = larger(largest, At::Layer::template forward_work<At>(detail::rows_at_once<Batch>));
            if constexpr (layer >= Net::frozen_layers) {
                largest = larger(largest, At::Layer::template backward_work<At, Batch>(Batch));
            }
        });
        return largest;
    }
};

namespace detail {

/// What sums that a slice did not finish need, until the next (order.hpp).
template <size_t Count>
struct UnfinishedSums {
    float sums[Count] = {};
    float* unfinished() { return sums; }
};
template <>
struct UnfinishedSums<0> {
    static constexpr float* unfinished() { return nullptr; }
};

template <class Net, size_t Batch>
constexpr size_t unfinished_count() {
    size_t count = 0;
    for_each_index<0, Net::depth>([&](auto layer) {
        using At = Position<Net, layer>;
        count = larger(count, unfinished_floats_of<typename At::Layer, At, rows_at_once<Batch>>);
    });
    return count;
}

}  // namespace detail

/// Where a step in slices stands.
template <class Recipe>
struct Progress {
    size_t stage = 0;   ///< 0: no step has begun
    size_t part = 0;    ///< parts of the stage that are done
    size_t rows = 0;    ///< of the batch in scratch
    float loss = 0.0f;  ///< the sum so far
    Repairs repairs = {};
    detail::StepSettings<Recipe> settings = {};
};

/// A workspace whose steps can be cut into slices. All verbs take it; train(), evaluate() and fit() say `busy` while a step is
/// not finished. It takes 40 bytes more than a Workspace (32-bit machines), and the settings of the loss and of an optimizer's
/// step (Adam: 20); for a Dense of 2 to 64 outputs and 32 inputs or more, also 4 bytes an output and row of the batch.
template <class NetOfWorkspace, class RecipeOfWorkspace, size_t Batch>
struct SlicedWorkspace : Workspace<NetOfWorkspace, RecipeOfWorkspace, Batch>,
                         detail::UnfinishedSums<detail::unfinished_count<NetOfWorkspace, Batch>()> {
    static constexpr bool is_sliced = true;

    Progress<Unqualified<RecipeOfWorkspace>> progress = {};
    /// Not 0: a step has begun that has not ended. If it was abandoned (progress = {}), its sweep is missing.
    uint32_t unfinished_steps = 0;

    /// Whether a step has begun and is not finished: the network is finite, but half of it has moved, and scratch is in use.
    constexpr bool is_busy() const { return progress.stage != 0 && unfinished_steps != 0; }
};

namespace detail {

/// One slice: of each stage it runs as many parts as the budget allows, from where the last slice ended.
template <class Recipe>
struct Slice {
    Progress<Recipe>& progress;
    size_t budget;
    float* sums;             ///< of what the last slice did not finish
    size_t stage = 0;        ///< for which run() was last called
    bool has_work = true;    ///< the budget is not used up
    bool has_begun = false;  ///< at least one part was done: a slice that does none would never end

    float* unfinished() const { return sums; }

    /// Calls body(range) for the parts of the next stage that are not done and fit the budget.
    template <class Body>
    void run(size_t parts, size_t work_of_part, Body body) {
        ++stage;
        if (!has_work || progress.stage > stage) {
            return;
        }
        const size_t affordable = larger(budget / work_of_part, size_t{has_begun ? 0u : 1u});
        const size_t first = smaller(progress.part, parts), last = first + smaller(parts - first, affordable);
        if (first != last) {
            body(PartRange{first, last});
            has_begun = true;
            budget -= smaller(budget, (last - first) * work_of_part);
        }
        has_work = last == parts;
        progress.stage += has_work ? 1u : 0u;
        progress.part = has_work ? 0 : last;
    }
    template <class Body>
    void run_if(bool wanted, size_t parts, size_t work_of_part, Body body) {
        run(wanted ? parts : 0, work_of_part, body);
    }
};

}  // namespace detail

template <class Work>
[[nodiscard]] Result begin(NetOf<Work>& net, Work& work, GivenRecipe<RecipeOf<Work>> recipe, BatchOf<Work> samples) {
    static_assert(Work::is_sliced, "mote: begin: a step in slices needs a SlicedWorkspace");
    Result result{Status::busy, 0.0f, {}};
    if (detail::lacks_initialization(net, work)) {
        result.status = Status::not_initialized;
    } else if (!work.is_busy()) {
        detail::settle(net, work);
        const detail::Gathered gathered =
            detail::gather(net, work.scratch, recipe.value.guard, samples,
                           detail::Selection<detail::Consecutive<Size<0>>>{samples.count, {}}, result.repairs);
        result.status = gathered.status;
        if (gathered.status == Status::ok) {
            const auto settings = detail::begin_step<NetOf<Work>>(work.state, recipe.value, result.repairs);
            work.progress = {1, 0, gathered.rows, 0.0f, result.repairs, settings};
            work.unfinished_steps = 1;
        }
    }
    return result;
}

template <class Work>
[[nodiscard]] Result advance(NetOf<Work>& net, Work& work, size_t multiply_adds) {
    static_assert(Work::is_sliced, "mote: advance: a step in slices needs a SlicedWorkspace");
    using Step = detail::StepOf<typename Work::Unsliced>;
    auto& progress = work.progress;
    if (!work.is_busy()) {
        return {Status::not_begun, 0.0f, {}};
    }
    // Where the step stands is in RAM, where a bit may have flipped: nothing is indexed by it unless it can be.
    const size_t rows = smaller(larger(progress.rows, size_t{1}), Work::batch);
    Step step{net, work, progress.settings};
    detail::Slice<RecipeOf<Work>> slice{progress, multiply_adds, work.unfinished()};
    const auto batch = detail::rows_of_batch<Work::batch>(rows);
    detail::run_to_loss(step, batch, progress.loss, slice);
    const bool is_sound = detail::is_sound(step, progress.loss);
    if (is_sound) {
        detail::run_from_loss(step, batch, slice);
    }
    if constexpr (detail::needs_all_gradients<typename RecipeOf<Work>::Optimizer>) {
        progress.settings = step.settings;  // it may have learned something of all gradients
    }
    if (is_sound && !slice.has_work) {
        return {Status::busy, 0.0f, {}};
    }
    Result result{Status::damaged, 0.0f, progress.repairs};
    if (is_sound) {
        result.status = Status::ok;
        result.loss = detail::mean_loss(step, progress.loss, rows);
        work.state.step = detail::step_after(work.state.step);
    }
    progress = {};
    work.unfinished_steps = 0;
    return result;
}

template <class Work>
void cancel(NetOf<Work>& net, Work& work) {
    static_assert(Work::is_sliced, "mote: cancel: a step in slices needs a SlicedWorkspace");
    work.progress = {};
    detail::settle(net, work);
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "base/epilogue.hpp"
