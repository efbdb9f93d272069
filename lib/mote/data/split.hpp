// SPDX-License-Identifier: MIT
// Rows to learn from and rows to judge by, out of one set of samples: views, without a copy and without a list of numbers.
//
//   hold_out(samples, rows)                      the last so many rows judge
//   fold(samples, folds, index)                  k-fold: of `folds` equal runs of rows, number `index` judges
//   fold_interleaved(samples, folds, index)      the same with rows index, index + folds, index + 2·folds, …
//   fold_shuffled(samples, folds, index, seed)   the same with rows drawn by chance; each judges in one fold
//
//   for (size_t i = 0; i < 5; ++i) {
//       init(net, 42);
//       fit(net, work, recipe, fold(samples, 5, i), options);  // options.fresh
//
// with `SamplesOf<Work> samples{x, y, rows}`. If rows do not divide, the first folds have one more, as scikit-learn's KFold
// has it. A fold that would hold out no row or all of them (index >= folds, fewer rows than folds, one fold) has no rows at
// all, so that fit() answers with empty_batch.
// A series is judged by its end (hold_out): of neighbors in time, one says much about the other.
#pragma once

#include "../fit.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

namespace detail {

/// All rows but a run of them.
struct AllBut {
    size_t first, count;
    static constexpr bool are_consecutive() { return false; }
    constexpr size_t operator()(size_t i) const { return i < first ? i : i + count; }
};

/// All rows but number `first`, first + every, first + 2·every, …; every > 1.
struct AllButEvery {
    size_t every, first;
    static constexpr bool are_consecutive() { return false; }
    constexpr size_t operator()(size_t i) const { return i + (i + every - 1 - first) / (every - 1); }
};

/// Rows that follow one another in the order of a shuffle, from number `first` on.
struct RunOf {
    size_t first;
    constexpr size_t operator()(size_t i) const { return first + i; }
};

/// Rows of another selection, each where a shuffle takes it.
template <class RowOf>
struct Shuffled {
    RowOf place_of;
    Shuffle shuffle;
    static constexpr bool are_consecutive() { return false; }
    constexpr size_t operator()(size_t i) const {
        return static_cast<size_t>(shuffle(static_cast<uint32_t>(place_of(i))));
    }
};

}  // namespace detail

/// Some rows of samples: number i of them is row row_of(i).
template <class Net, class Loss, class RowOf>
struct SelectedRows {
    Samples<Net, Loss> samples;
    RowOf row_of;
    size_t count = 0;

    constexpr const float* x_of(size_t i) const { return samples.x_of(row_of(i)); }
    /// The targets of a row, or its class number.
    constexpr auto y_of(size_t i) const { return samples.y_of(row_of(i)); }
};

/// What to learn from, and what to judge by: Samples or SelectedRows.
template <class Training, class Evaluation>
struct Split {
    Training training;
    Evaluation evaluation;
};

namespace detail {

/// A fold's run of rows; none, if nothing would be left on one side.
struct Run {
    size_t first, count;
};
constexpr Run run_of_fold(size_t rows, size_t folds, size_t index) {
    if (folds < 2 || index >= folds || folds > rows || rows == rows_differ) {
        return {0, 0};
    }
    const size_t each = rows / folds, longer = rows % folds;
    return {index * each + smaller(index, longer), each + (index < longer ? 1u : 0u)};
}

/// What remains for learning: nothing, if nothing is held out. Samples that were wrong stay so.
constexpr size_t rest_of(size_t rows, size_t held_out) {
    return rows == rows_differ ? rows : held_out == 0 ? 0 : rows - held_out;
}

/// `count` rows, from number `first` on, each `step` rows after the one before.
template <class Net, class Loss>
constexpr Samples<Net, Loss> part_of(Samples<Net, Loss> samples, size_t first, size_t step, size_t count) {
    if (count != 0) {
        samples.x = samples.x + first * samples.x_stride;
        samples.y = samples.y + first * samples.y_stride;
        samples.x_stride *= step;
        samples.y_stride *= step;
        if constexpr (samples.has_weights) {
            samples.weights = samples.weights == nullptr ? nullptr : samples.weights + first * samples.weight_stride;
            samples.weight_stride *= step;
        }
    }
    samples.count = count;
    return samples;
}

}  // namespace detail

/// The last `rows` rows judge, the others are learned from: all of them, if `rows` is 0.
template <class Net, class Loss>
constexpr DataSet<Net, Loss> hold_out(const Samples<Net, Loss>& samples, size_t rows) {
    if (samples.count == detail::rows_differ) {
        return samples;
    }
    const size_t judged = smaller(rows, samples.count), first = samples.count - judged;
    return {detail::part_of(samples, 0, 1, first), detail::part_of(samples, first, 1, judged)};
}

/// Fold number `index` of `folds`: a run of rows judges.
template <class Net, class Loss>
constexpr Split<SelectedRows<Net, Loss, detail::AllBut>, Samples<Net, Loss>> fold(const Samples<Net, Loss>& samples,
                                                                                  size_t folds, size_t index) {
    const detail::Run run = detail::run_of_fold(samples.count, folds, index);
    return {{samples, {run.first, run.count}, detail::rest_of(samples.count, run.count)},
            detail::part_of(samples, run.first, 1, run.count)};
}

/// Fold number `index` of `folds`: rows index, index + folds, index + 2·folds, … judge.
template <class Net, class Loss>
constexpr Split<SelectedRows<Net, Loss, detail::AllButEvery>, Samples<Net, Loss>> fold_interleaved(
    const Samples<Net, Loss>& samples, size_t folds, size_t index) {
    const detail::Run run = detail::run_of_fold(samples.count, folds, index);
    return {{samples, {folds, index}, detail::rest_of(samples.count, run.count)},
            detail::part_of(samples, index, folds, run.count)};
}

/// Fold number `index` of `folds`: rows drawn by chance judge, the same for the same seed; up to 2^32 - 1 rows.
/// Stack: 400 bytes, of which most are the split.
template <class Net, class Loss>
constexpr Split<SelectedRows<Net, Loss, detail::Shuffled<detail::AllBut>>,
                SelectedRows<Net, Loss, detail::Shuffled<detail::RunOf>>>
fold_shuffled(const Samples<Net, Loss>& samples, size_t folds, size_t index, uint32_t seed) {
    const bool fits = static_cast<uint32_t>(samples.count) == samples.count;
    const detail::Run run = detail::run_of_fold(fits ? samples.count : 0, folds, index);
    const Shuffle shuffle(static_cast<uint32_t>(larger(samples.count, size_t{1})), seed, 0);
    return {{samples, {{run.first, run.count}, shuffle}, detail::rest_of(samples.count, run.count)},
            {samples, {{run.first}, shuffle}, run.count}};
}

/// evaluate() on selected rows. Stack: 900 bytes.
template <class Work, class RowOf>
[[nodiscard]] Result evaluate(const NetOf<Work>& net, Work& work, GivenRecipe<RecipeOf<Work>> recipe,
                              SelectedRows<NetOf<Work>, typename RecipeOf<Work>::Loss, RowOf> rows) {
    rows.samples.count = rows.count;
    return detail::evaluate_rows(net, work, recipe.value, rows.samples, rows.row_of);
}

namespace detail {

/// fit() on a split.
template <class Work, class RowOf, class Evaluation, class Keeper>
FitResult fit_split(NetOf<Work>& net, Work& work, const RecipeOf<Work>& recipe,
                    Split<SelectedRows<NetOf<Work>, typename RecipeOf<Work>::Loss, RowOf>, Evaluation> data,
                    const FitOptions& options, const Keeper& keeper) {
    const auto judge = [&] { return evaluate(net, work, recipe, data.evaluation); };
    data.training.samples.count = data.training.count;
    return fit_rows(net, work, recipe, data.training.samples, data.training.row_of, data.evaluation.count, judge,
                    options, keeper);
}

}  // namespace detail

/// fit() on a split, with and without a memory of the best weights. Stack: 1,600 bytes, of which up to 200 are a copy of the split.
template <class Work, class RowOf, class Evaluation>
[[nodiscard]] FitResult fit(
    NetOf<Work>& net, Work& work, GivenRecipe<RecipeOf<Work>> recipe,
    const Split<SelectedRows<NetOf<Work>, typename RecipeOf<Work>::Loss, RowOf>, Evaluation>& data,
    const FitOptions& options) {
    return detail::fit_split(net, work, recipe.value, data, options, detail::KeepsNone{});
}
template <class Work, class RowOf, class Evaluation>
[[nodiscard]] FitResult fit(
    NetOf<Work>& net, Work& work, GivenRecipe<RecipeOf<Work>> recipe,
    const Split<SelectedRows<NetOf<Work>, typename RecipeOf<Work>::Loss, RowOf>, Evaluation>& data,
    const FitOptions& options, BestWeights<NetOf<Work>>& best) {
    return detail::fit_split(net, work, recipe.value, data, options, detail::KeepsBest<NetOf<Work>>{best});
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
