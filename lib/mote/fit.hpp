// SPDX-License-Identifier: MIT
// Many epochs over a data set: a loop over training steps. The declarations and their promises are in mote.hpp.
#pragma once

#include "base/random.hpp"
#include "best_weights.hpp"
#include "train.hpp"

#include "base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// Rows to learn from and, if wanted, rows to judge by: early stopping then looks at their loss.
template <class Net, class Loss>
struct DataSet : Samples<Net, Loss> {
    using Samples<Net, Loss>::Samples;
    constexpr DataSet(const Samples<Net, Loss>& training) : Samples<Net, Loss>(training) {}
    constexpr DataSet(const Samples<Net, Loss>& training, const Samples<Net, Loss>& judged_by)
        : Samples<Net, Loss>(training), evaluation(judged_by) {}

    Samples<Net, Loss> evaluation;
};

/// What a callback learns after each epoch.
struct Epoch {
    uint32_t number;  ///< epochs that this state has seen, this one included
    float loss;       ///< mean over the rows of the epoch, by their weights if they have any, each before its step
    float evaluation_loss;  ///< of the evaluation rows after the epoch; without them, the loss
    Repairs repairs;        ///< of this call of fit() so far
};

namespace detail {

template <class Callable>
constexpr auto call_on_epoch(Callable& callable, const Epoch& epoch, void*) -> decltype(bool(callable(epoch))) {
    return callable(epoch);
}
template <class Callable>
constexpr auto call_on_epoch(Callable& callable, const Epoch& epoch, void* context)
    -> decltype(bool(callable(epoch, context))) {
    return callable(epoch, context);
}

}  // namespace detail

/// A callable for after each epoch, kept by value: bool(const Epoch&), or bool(const Epoch&, void* context) with the context
/// of the options; false ends the fit. A lambda may capture what fits four pointers; more, by a reference to one struct.
class OnEpoch {
  public:
    constexpr OnEpoch() = default;
    constexpr OnEpoch(decltype(nullptr)) {}
    template <class Callable, class = Void<decltype(detail::call_on_epoch(
                                  declared<Callable&>(), declared<const Epoch&>(), static_cast<void*>(nullptr)))>>
    OnEpoch(Callable callable)
        : call_([](const OnEpoch& self, const Epoch& epoch, void* context) {
              // It was copied in as bytes, which is what a copy of it is.
              Callable& kept = *reinterpret_cast<Callable*>(const_cast<uint8_t*>(self.captured_));
              return detail::call_on_epoch(kept, epoch, context);
          }) {
        static_assert(sizeof(Callable) <= sizeof captured_ && __is_trivially_copyable(Callable),
                      "mote: on_epoch: the lambda captures too much; capture one struct by reference");
        if constexpr (sizeof(Callable) <= sizeof captured_) {
            __builtin_memcpy(captured_, &callable, sizeof callable);
        }
        if constexpr (is_pointer<Callable>) {
            call_ = callable == nullptr ? nullptr : call_;
        }
    }

    constexpr explicit operator bool() const { return call_ != nullptr; }
    bool operator()(const Epoch& epoch, void* context) const { return call_(*this, epoch, context); }

  private:
    bool (*call_)(const OnEpoch& self, const Epoch&, void* context) = nullptr;
    alignas(void*) uint8_t captured_[4 * sizeof(void*)] = {};
};

/// How long to fit, and what to look at.
struct FitOptions {
    uint32_t epochs = 1;               ///< at most, in this call
    size_t batch = 0;                  ///< rows a step; 0, or above it: the workspace's batch
    bool shuffle = false;              ///< a new order of the rows each epoch
    uint32_t shuffle_seed = 0;         ///< of all those orders
    float learning_rate = 0.0f;        ///< for this call; 0: the recipe's
    bool fresh = false;                ///< start with a zeroed state instead of continuing
    uint32_t patience = 0;             ///< stop after so many epochs without a better loss; 0: never
    float minimum_improvement = 0.0f;  ///< a loss is better if it is lower by more than this
    OnEpoch on_epoch = {};             ///< called after each epoch; false stops
    void* context = nullptr;           ///< handed to on_epoch
};

/// Why fit() came back.
enum class FitEnd : uint8_t {
    all_epochs,
    callback,
    early_stopping,
    schedule_over,  ///< the rate was 0 at every step, so nothing was learned: fit with `fresh` for a new start
    failed
};

struct FitResult {
    Status status;  ///< of the step or evaluation that failed, else ok
    FitEnd end;
    float loss;                  ///< of the last epoch
    uint32_t epochs;             ///< finished in this call
    Repairs repairs;             ///< in this call, those of evaluation rows among them
    uint32_t rows_left_out = 0;  ///< by the guard, of those to learn from, each time that it was, in this call
};

template <class Work>
using DataSetOf = DataSet<NetOf<Work>, typename RecipeOf<Work>::Loss>;

namespace detail {

/// Rows of an epoch from number `first` on: in the order of a shuffle, if there is one.
template <class RowOf>
struct RowsOfEpoch : RowOf {
    const Shuffle* shuffle;
    size_t first;

    bool are_consecutive() const { return shuffle == nullptr && RowOf::are_consecutive(); }
    size_t operator()(size_t b) const {
        return RowOf::operator()(
            shuffle == nullptr ? first + b : static_cast<size_t>((*shuffle)(static_cast<uint32_t>(first + b))));
    }
};

/// What the mean over the rows of the last step was divided by. They still stand in scratch.
template <class Work>
auto total_of_step(Work& work, const RecipeOf<Work>& recipe, size_t rows) {
    using Loss = LossTraits<typename RecipeOf<Work>::Loss>;
    const auto total_by = [&](const typename RecipeOf<Work>::Loss& loss) {
        return Loss::total(loss, work.scratch.loss_rows(0, rows, 1.0f), rows);
    };
    if constexpr (RecipeOf<Work>::GuardType::clamps && !is_same<decltype(total_by(recipe.loss)), size_t>) {
        Repairs counted_by_the_step;
        return total_by(repaired_loss(recipe.loss, counted_by_the_step));
    } else {
        return total_by(recipe.loss);
    }
}

/// What an epoch found, and how many rows the guard left out of it.
struct EpochResult : Result {
    uint32_t rows_left_out;
};

/// Whether the schedule gives the next step a rate of 0, so that nothing is learned from it.
template <class Work>
bool next_rate_is_0(const Work& work, const RecipeOf<Work>& recipe) {
    return magnitude_bits(
               rate_of(recipe.schedule, recipe.optimizer.learning_rate, work.state.step, work.state.schedule)) == 0;
}

/// One epoch over rows row_of(0) … row_of(samples.count - 1), in steps of `batch`. The loss is a running mean, so that of a
/// single step is exact. `is_over` stays true while every step has a rate of 0.
template <class Work, class RowOf>
EpochResult fit_epoch(NetOf<Work>& net, Work& work, const RecipeOf<Work>& recipe, const SamplesOf<Work>& samples,
                      const RowOf& row_of, const Shuffle* shuffle, size_t batch, bool& is_over) {
    EpochResult epoch{{Status::all_skipped, 0.0f, {}}, 0};
    decltype(total_of_step(work, recipe, 0)) total{};
    for (size_t first = 0; first < samples.count; first += batch) {
        const size_t count = smaller(batch, samples.count - first);
        const Selection<RowsOfEpoch<RowOf>> selection{count, {row_of, shuffle, first}};
        is_over = is_over && next_rate_is_0(work, recipe);
        const auto step = train_rows<Work, StepResult>(net, work, recipe, samples, selection);
        epoch.repairs += step.repairs;
        epoch.rows_left_out +=
            step.status == Status::rejected ? static_cast<uint32_t>(count) : step.repairs.skipped_rows;
        if (step.status == Status::ok) {
            epoch.status = Status::ok;
            const auto of_step = total_of_step(work, recipe, step.rows);
            if (!is_negligible(of_step)) {
                total += of_step;
                const float share = quotient(static_cast<float>(of_step), static_cast<float>(total));
                epoch.loss += MOTE_PRODUCT((step.loss - epoch.loss) * share);
            }
        } else if (step.status != Status::all_skipped && step.status != Status::rejected) {
            epoch.status = step.status;
            return epoch;
        } else if (epoch.status != Status::ok) {
            epoch.status = step.status;
        }
    }
    return epoch;
}

/// Whether a loss is better than all before. The memory of it is in the state, so a continued fit stops where an uninterrupted
/// one does. A best loss of +0 is none yet, whatever else a state has seen; so a loss of 0 is kept as -0.
template <class StateOfFit>
bool is_better(StateOfFit& state, float loss, float minimum_improvement) {
    // Not <: a best loss that a flipped bit made NaN would be the best for ever.
    const bool is = float_bits(state.best_loss) == 0 || !(loss >= state.best_loss - minimum_improvement);
    if (is) {
        state.best_loss = float_bits(loss) == 0 ? -0.0f : loss;
        state.stale_epochs = 0;
    } else {
        ++state.stale_epochs;
    }
    return is;
}

/// fit() on rows row_of(0) … row_of(samples.count - 1); judge() gives the loss of the `judged_rows` rows to judge by, if
/// there are any.
template <class Work, class RowOf, class Judge, class Keeper>
[[gnu::always_inline]] inline FitResult fit_rows(NetOf<Work>& net, Work& work, const RecipeOf<Work>& recipe,
                                                 const SamplesOf<Work>& samples, const RowOf& row_of,
                                                 size_t judged_rows, const Judge& judge, const FitOptions& options,
                                                 const Keeper& keeper) {
    using Unsliced = typename Work::Unsliced;
    if (is_busy(work)) {
        return {Status::busy, FitEnd::failed, 0.0f, 0, {}, 0};
    }
    auto now = recipe;
    if (float_bits(options.learning_rate) != 0) {
        now.optimizer.learning_rate = options.learning_rate;
    }
    const size_t batch = options.batch == 0 ? Work::batch : smaller(options.batch, Work::batch);
    FitResult result{status_of_count(samples.count), FitEnd::all_epochs, 0.0f, 0, {}, 0};
    if (result.status == Status::ok && judged_rows == rows_differ) {
        result.status = Status::rows_differ;
    }
    if (result.status == Status::ok && options.shuffle && static_cast<uint32_t>(samples.count) != samples.count) {
        result.status = Status::too_many_rows;
    }
    if (result.status == Status::ok && (options.fresh || work.state.step == 0) && is_untouched(net)) {
        result.status = Status::not_initialized;
    }
    if (result.status == Status::ok) {  // else nothing is done
        settle(net, work);
        if (options.fresh) {
            work.state = {};
        }
    }
    bool is_over = next_rate_is_0<Unsliced>(work, now);

    keeper.begin(net, work.state.step);
    while (result.status == Status::ok && result.end == FitEnd::all_epochs && result.epochs < options.epochs) {
        const Shuffle shuffle(static_cast<uint32_t>(samples.count), options.shuffle_seed, work.state.epoch);
        const EpochResult epoch =
            fit_epoch<Unsliced>(net, work, now, samples, row_of, options.shuffle ? &shuffle : nullptr, batch, is_over);
        result.status = epoch.status;
        result.repairs += epoch.repairs;
        result.rows_left_out += epoch.rows_left_out;
        if (epoch.status != Status::ok) {
            break;
        }
        result.loss = epoch.loss;
        ++result.epochs;
        ++work.state.epoch;
        float judged_loss = epoch.loss;
        if (judged_rows != 0) {
            const Result judged = judge();
            result.status = judged.status;
            result.repairs += judged.repairs;
            judged_loss = judged.loss;
            if (judged.status != Status::ok) {
                break;  // what was learned stays; there is nothing to judge it by, and nothing to report
            }
        }
        if constexpr (!is_empty<MemoryOf<typename RecipeOf<Work>::Schedule>>) {
            observe_loss(now.schedule, work.state.schedule, judged_loss);
        }
        const Epoch report{work.state.epoch, epoch.loss, judged_loss, result.repairs};
        if (is_better(work.state, judged_loss, options.minimum_improvement)) {
            keeper.keep(net);
        }
        if (options.on_epoch && !options.on_epoch(report, options.context)) {
            result.end = FitEnd::callback;
        }
        // Of two ends, this one: whoever goes on with another call gets another chance, as after a fit that nobody cut short.
        if (options.patience != 0 && work.state.stale_epochs >= options.patience) {
            work.state.stale_epochs = 0;
            result.end = FitEnd::early_stopping;
        }
    }
    keeper.end(net, work.state.step);
    if (result.status != Status::ok) {
        result.end = FitEnd::failed;
    } else if (is_over && result.end == FitEnd::all_epochs) {
        result.end = FitEnd::schedule_over;
    }
    return result;
}

/// The same on a DataSet.
template <class Work, class Keeper>
[[gnu::always_inline]] inline FitResult fit_data(NetOf<Work>& net, Work& work, const RecipeOf<Work>& recipe,
                                                 const DataSetOf<Work>& data, const FitOptions& options,
                                                 const Keeper& keeper) {
    const auto judge = [&] { return evaluate(net, work, recipe, data.evaluation); };
    return fit_rows(net, work, recipe, data, AllRows{}, data.evaluation.count, judge, options, keeper);
}

}  // namespace detail

template <class Work>
[[nodiscard]] FitResult fit(NetOf<Work>& net, Work& work, GivenRecipe<RecipeOf<Work>> recipe, DataSetOf<Work> data,
                            const FitOptions& options) {
    return detail::fit_data(net, work, recipe.value, data, options, detail::KeepsNone{});
}

template <class Work>
[[nodiscard]] FitResult fit(NetOf<Work>& net, Work& work, GivenRecipe<RecipeOf<Work>> recipe, DataSetOf<Work> data,
                            const FitOptions& options, BestWeights<NetOf<Work>>& best) {
    return detail::fit_data(net, work, recipe.value, data, options, detail::KeepsBest<NetOf<Work>>{best});
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "base/epilogue.hpp"
