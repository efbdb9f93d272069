// SPDX-License-Identifier: MIT
// One training step, and the loss without one. The declarations and their promises are in mote.hpp.
#pragma once

#include "step.hpp"

#include "base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// What train() and evaluate() found.
struct Result {
    Status status;    ///< unless ok, nothing was learned
    float loss;       ///< mean over the rows that took part, before the step; finite, 0 if there was none
    Repairs repairs;  ///< what was wrong, by kind
};

template <class Work>
using SamplesOf = Samples<NetOf<Work>, typename RecipeOf<Work>::Loss>;

/// Samples for one step: arrays that have more rows than the workspace's batch are refused at compile time.
template <class Net, class Loss, size_t Capacity>
struct Batch : Samples<Net, Loss> {
    constexpr Batch(const Samples<Net, Loss>& samples) : Samples<Net, Loss>(samples) {}

    template <class X, class Y, class = typename EnableIf<detail::is_source<X> && detail::is_source<Y>>::Type>
    constexpr Batch(X&& inputs, Y&& target_values)
        : Samples<Net, Loss>(static_cast<X&&>(inputs), static_cast<Y&&>(target_values)) {
        using OfX = detail::CheckedRows<typename WithoutReference<X>::Type, Net::inputs>;
        static_assert(!OfX::fits || OfX::rows_of_type <= Capacity,
                      "mote: x has more rows than the workspace's batch: fit() takes them in steps");
    }
    template <class X, class Y, class = typename EnableIf<detail::is_source<X> && detail::is_source<Y>>::Type>
    constexpr Batch(X&& inputs, Y&& target_values, detail::RowCount rows)
        : Samples<Net, Loss>(static_cast<X&&>(inputs), static_cast<Y&&>(target_values), rows) {}
    template <class X, class Y, class W, class = typename EnableIf<detail::are_sources<X, Y, W>>::Type>
    constexpr Batch(X&& inputs, Y&& target_values, W&& row_weights)
        : Batch(static_cast<X&&>(inputs), static_cast<Y&&>(target_values)) {
        this->hold_weights(static_cast<W&&>(row_weights));
    }
    template <class X, class Y, class W, class = typename EnableIf<detail::are_sources<X, Y, W>>::Type>
    constexpr Batch(X&& inputs, Y&& target_values, W&& row_weights, detail::RowCount rows)
        : Samples<Net, Loss>(static_cast<X&&>(inputs), static_cast<Y&&>(target_values), static_cast<W&&>(row_weights),
                             rows) {}
};
template <class Work>
using BatchOf = Batch<NetOf<Work>, typename RecipeOf<Work>::Loss, Work::batch>;

/// The recipe of a call, which has to be of the type that the workspace was made for.
template <class Recipe>
struct GivenRecipe {
    const Recipe& value;

    constexpr GivenRecipe(const Recipe& given) : value(given) {}
    template <class Other>
    constexpr GivenRecipe(const Other&) : value(another()) {
        static_assert(is_same<Other, Recipe>, "mote: the workspace was made for another recipe");
    }

  private:
    static const Recipe& another();
};

namespace detail {

/// Whether a step in slices is not finished: until it is, the other verbs return `busy`.
template <class Work>
[[gnu::always_inline]] constexpr bool is_busy([[maybe_unused]] const Work& work) {
    if constexpr (Work::is_sliced) {
        return work.is_busy();
    } else {
        return false;
    }
}

/// Weights are below their ceilings again after a step in slices that nobody will finish: it moved some of them, and its sweep
/// is missing.
template <class Net, class Work>
[[gnu::always_inline]] inline void settle([[maybe_unused]] Net& net, [[maybe_unused]] Work& work) {
    if constexpr (Work::is_sliced) {
        if (work.unfinished_steps != 0) {
            clamp_all_weights(net);
            work.unfinished_steps = 0;
        }
    }
}

/// Weights that come from elsewhere have nothing to do with a step that was abandoned.
template <class Work>
[[gnu::always_inline]] inline void forget_unfinished([[maybe_unused]] Work& work) {
    if constexpr (Work::is_sliced) {
        work.unfinished_steps = 0;
    }
}

/// Whether a network of several layers was never initialized: from weights that are all 0, no gradient comes back.
template <class Net>
bool is_untouched(const Net& net) {
    uint32_t any = Net::depth - Net::frozen_layers > 1 ? 0 : 1;
    for (size_t i = 0; any == 0 && i < Net::trained_count; ++i) {
        any = magnitude_bits(net.parameters[Net::trained_first + i]);
    }
    return any == 0;
}
/// With MOTE_DEBUG: whether this is the first step of such a network.
template <class Net, class Work>
[[gnu::always_inline]] inline bool lacks_initialization([[maybe_unused]] const Net& net,
                                                        [[maybe_unused]] const Work& work) {
#ifdef MOTE_DEBUG
    return work.state.step == 0 && is_untouched(net);
#else
    return false;
#endif
}

/// A step on the rows that were gathered; the mean of their losses.
template <class Work, class Rows>
float learn(NetOf<Work>& net, Work& work, const RecipeOf<Work>& recipe, Rows rows, Result& result) {
    StepOf<Work> step{net, work, begin_step<NetOf<Work>>(work.state, recipe, result.repairs)};
    float loss = 0.0f;
    run_to_loss(step, rows, loss, Uncut{});
    if (!is_sound(step, loss)) {
        result.status = Status::damaged;
        return 0.0f;
    }
    run_from_loss(step, rows, Uncut{});
    work.state.step = step_after(work.state.step);
    return mean_loss(step, loss, rows);
}

/// What a step found, and how many rows it learned from.
struct StepResult : Result {
    size_t rows;
};

/// A step on the selected rows of `samples`. Result or StepResult.
template <class Work, class ResultOfStep, class RowOf>
ResultOfStep train_rows(NetOf<Work>& net, Work& work, const RecipeOf<Work>& recipe, const SamplesOf<Work>& samples,
                        const Selection<RowOf>& selection) {
    // Set field by field: for the whole of it GCC calls memset, which a network like XOR would notice.
    ResultOfStep result;
    result.loss = 0.0f;
    const Gathered gathered = gather(net, work.scratch, recipe.guard, samples, selection, result.repairs);
    result.status = gathered.status;
    if constexpr (!is_same<ResultOfStep, Result>) {
        result.rows = gathered.rows;
    }
    if (__builtin_expect(gathered.status == Status::ok, true)) {
        result.loss = learn<Work>(net, work, recipe, rows_of_batch<Work::batch>(gathered.rows), result);
    }
    return result;
}

}  // namespace detail

template <class Work>
[[nodiscard]] Result train(NetOf<Work>& net, Work& work, GivenRecipe<RecipeOf<Work>> recipe, BatchOf<Work> samples) {
    using Unsliced = typename Work::Unsliced;
    if (detail::is_busy(work)) {
        return {Status::busy, 0.0f, {}};
    }
    if (detail::lacks_initialization(net, work)) {
        return {Status::not_initialized, 0.0f, {}};
    }
    detail::settle(net, work);
    return detail::train_rows<Unsliced, Result>(net, work, recipe.value, samples,
                                                detail::Selection<detail::Consecutive<Size<0>>>{samples.count, {}});
}

namespace detail {

/// Every row, in its place.
struct AllRows {
    constexpr bool are_consecutive() const { return true; }
    constexpr size_t operator()(size_t row) const { return row; }
};

/// Those of a selection, from number `first` on.
template <class RowOf>
struct RowsFrom : RowOf {
    size_t first;
    constexpr size_t operator()(size_t b) const { return RowOf::operator()(first + b); }
};

/// So many rows make a sum of their own, at least: to a sum of millions, single rows would be too small to be added.
constexpr size_t rows_of_sum = 4096;

/// The loss over rows row_of(0) … row_of(samples.count - 1).
template <class Work, class RowOf>
Result evaluate_rows(const NetOf<Work>& net, Work& work, const RecipeOf<Work>& recipe, const SamplesOf<Work>& samples,
                     const RowOf& row_of) {
    using Step = StepOf<typename Work::Unsliced>;
    using Loss = typename Step::Loss;
    if (is_busy(work)) {
        return {Status::busy, 0.0f, {}};
    }
    Result result{status_of_count(samples.count), 0.0f, {}};
    auto loss = recipe.loss;
    if constexpr (Step::clamps) {
        loss = repaired_loss(loss, result.repairs);
    }
    Status left_out = Status::all_skipped;
    float sum = 0.0f, sum_of_sums = 0.0f;
    decltype(Loss::total(loss, work.scratch.loss_rows(0, 0, 1.0f), size_t{})) total{}, total_of_totals{};
    size_t rows = 0;
    bool has_rows = false;
    for (size_t first = 0; first < samples.count && result.status == Status::ok; first += Work::batch) {
        const Selection<RowsFrom<RowOf>> selection{smaller(Work::batch, samples.count - first), {row_of, first}};
        const Gathered gathered = gather(net, work.scratch, recipe.guard, samples, selection, result.repairs);
        if (gathered.status == Status::class_out_of_range) {
            result.status = gathered.status;
        } else if (gathered.status != Status::ok) {
            left_out = gathered.status;
        } else {
            forward(net, work.scratch, work.scratch.features, rows_of_batch<Work::batch>(gathered.rows), Uncut{});
            sum = add_losses<Step>(sum, loss, work, 0, gathered.rows, 1.0f);
            total += Loss::total(loss, work.scratch.loss_rows(0, gathered.rows, 1.0f), gathered.rows);
            rows += gathered.rows;
            has_rows = true;
            if (rows >= rows_of_sum) {
                sum_of_sums += sum;
                total_of_totals += total;
                sum = 0.0f;
                total = {};
                rows = 0;
            }
        }
    }
    sum_of_sums += sum;
    total_of_totals += total;
    if (result.status == Status::ok && !has_rows) {
        result.status = left_out;
    }
    if (Step::clamps && result.status == Status::ok && !is_finite(sum_of_sums)) {
        result.status = Status::damaged;
    }
    if (result.status == Status::ok) {
        result.loss = Loss::mean(loss, sum_of_sums, total_of_totals, NetOf<Work>::outputs);
    }
    return result;
}

}  // namespace detail

template <class Work>
[[nodiscard]] Result evaluate(const NetOf<Work>& net, Work& work, GivenRecipe<RecipeOf<Work>> recipe,
                              SamplesOf<Work> samples) {
    return detail::evaluate_rows(net, work, recipe.value, samples, detail::AllRows{});
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "base/epilogue.hpp"
