// SPDX-License-Identifier: MIT
// Training on rows of any bits, by settings of any bits, whole and in slices of any size, some of them abandoned. All that a
// step leaves is finite and below its ceiling, what is refused changes nothing, and the counters count what was there.
#include "harness.hpp"
#include "property/hostile.hpp"
#include "same_bits.hpp"

namespace {

using namespace mote;

constexpr size_t batch = 4;

/// Bad numbers, counted by hand: of what is neither scaled nor weighed.
struct Counted {
    uint32_t nan = 0, infinite = 0, out_of_range = 0;

    uint32_t add(const std::vector<float>& values, size_t first, size_t count, float limit, float ceiling) {
        const float in_force = limit >= 0.0f && limit < ceiling ? limit : ceiling;
        const uint32_t before = nan + infinite + out_of_range;
        for (size_t i = first; i < first + count; ++i) {
            nan += __builtin_isnan(values[i]) ? 1u : 0u;
            infinite += __builtin_isinf(values[i]) ? 1u : 0u;
            out_of_range += __builtin_isfinite(values[i]) && __builtin_fabsf(values[i]) > in_force ? 1u : 0u;
        }
        return nan + infinite + out_of_range - before;
    }
};

template <class NetOfTraining, class RecipeOfTraining>
struct Training {
    using Net = NetOfTraining;
    using Recipe = RecipeOfTraining;
    using Loss = typename Recipe::Loss;
    static constexpr bool is_counted = Net::input_layers == 0 && Net::output_layers == 0 &&
                                       is_same<TargetOf<Loss>, float> && !detail::weighs_rows<Loss>;

    Net net{};
    SlicedWorkspace<Net, Recipe, batch> work{};
    std::vector<float> x, weights;
    std::vector<TargetOf<Loss>> y;

    void run(Numbers& numbers, const Loss& loss, const typename Recipe::Optimizer& optimizer) {
        net = {};
        work = {};
        init(net, numbers.below(256));
        const size_t steps = 1 + numbers.below(12);
        for (size_t step = 0; step < steps; ++step) {
            take_step(numbers, loss, optimizer);
        }
    }

  private:
    void take_step(Numbers& numbers, const Loss& loss, const typename Recipe::Optimizer& optimizer) {
        Recipe recipe{loss, optimizer, spoiled(numbers, static_cast<typename Recipe::Schedule*>(nullptr)), {}};
        spoil_loss(numbers, recipe.loss);
        spoil(numbers, recipe.optimizer);
        if (numbers.one_in(2)) {
            spoil(numbers, recipe.guard);
        }
        recipe.guard.bad_row = every_bad_row[numbers.below(3)];
        spoil_scales(numbers, net);
        const size_t count = numbers.below(batch + 2);
        x.assign(count * Net::inputs + 1, 0.0f);  // one more, so that there is memory where there is no row
        y.assign(count * targets_of_row<Net, Loss> + 1, TargetOf<Loss>{});
        weights.assign(count + 1, 1.0f);
        draw(numbers, x);
        draw(numbers, y);
        draw(numbers, weights);
        SamplesOf<decltype(work)> samples{x.data(), y.data(), count};
        if constexpr (detail::weighs_rows<Loss>) {
            samples.weights = weights.data();
        }
        const Net net_before = net;
        const auto state_before = work.state;
        const bool was_unfinished =
            work.unfinished_steps != 0;  // then the next step clamps the weights before all else
        switch (numbers.below(4)) {
            case 0: {
                const Result result = train(net, work, recipe, samples);
                check_counters(recipe, count, result);
                demand(is_finite(result.loss), "a loss is finite");
                demand(result.status == Status::ok || was_unfinished || is_unchanged(net_before, state_before),
                       "a refused step changes nothing");
                break;
            }
            case 1: {
                const Result result = evaluate(net, work, recipe, samples);
                demand(was_unfinished || is_finite(result.loss), "an evaluated loss is finite");
                demand(is_unchanged(net_before, state_before), "evaluate() changes nothing");
                break;
            }
            default: {
                const Result begun = begin(net, work, recipe, samples);
                check_counters(recipe, count, begun);
                if (begun.status == Status::ok) {
                    take_slices(numbers, recipe, samples, begun);
                } else {
                    demand(was_unfinished || is_unchanged(net_before, state_before),
                           "a step that did not begin changes nothing");
                }
            }
        }
        if (work.unfinished_steps != 0) {
            return;
        }
        demand(beyond_limits(net, work) == 0, "all is finite, and weights are below their ceilings");
        std::vector<float> predicted(count * Net::outputs + 1);
        predict(net, x.data(), predicted.data(), count);
        demand(beyond(predicted.data(), predicted.size()) == 0, "predictions are finite");
    }

    /// Slices until the step is finished, or somebody has had enough.
    void take_slices(Numbers& numbers, const Recipe& recipe, const SamplesOf<decltype(work)>& samples,
                     const Result& begun) {
        const size_t enough = numbers.one_in(3) ? numbers.below(20) : SIZE_MAX;
        Result result{Status::busy, 0.0f, {}};
        for (size_t slices = 0; result.status == Status::busy && slices < enough; ++slices) {
            demand(slices < 100000, "a step in slices ends");
            demand(train(net, work, recipe, samples).status == Status::busy, "who trains meanwhile is told to wait");
            result = advance(net, work, numbers.one_in(2) ? numbers.below(256) : numbers.bits());
            demand(beyond(net.parameters + Net::offset(0), Net::offset(Net::depth) - Net::offset(0)) == 0,
                   "weights are finite between two slices");
        }
        if (result.status == Status::ok) {
            demand(is_finite(result.loss), "a loss is finite");
            demand(result.repairs.total() == begun.repairs.total(),
                   "the end of a step has the counters of its beginning");
        } else if (numbers.one_in(2)) {
            cancel(net, work);
            demand(!work.is_busy() && work.unfinished_steps == 0, "a step that was cancelled is over");
        } else {
            work.progress = {};
        }
    }

    void check_counters([[maybe_unused]] const Recipe& recipe, size_t count, const Result& result) {
        if (count == 0 || count > batch) {
            demand(result.status == (count == 0 ? Status::empty_batch : Status::batch_too_large),
                   "a batch of a wrong size is refused");
            demand(result.repairs.total() == 0, "and nothing of it is counted");
            return;
        }
        demand(result.repairs.skipped_rows <= count, "no more rows are left out than there are");
        if constexpr (is_counted) {
            Counted counted;
            uint32_t bad_rows = 0;
            for (size_t row = 0; row < count; ++row) {
                const uint32_t bad =
                    counted.add(x, row * Net::inputs, Net::inputs, recipe.guard.input_limit, Net::Limits::inputs) +
                    counted.add(y, row * Net::outputs, Net::outputs, recipe.guard.target_limit, Net::Limits::targets);
                bad_rows += bad != 0 ? 1u : 0u;
            }
            demand(result.repairs.nan == counted.nan, "every NaN is counted once");
            demand(result.repairs.infinite == counted.infinite, "every infinity is counted once");
            demand(result.repairs.out_of_range == counted.out_of_range,
                   "every number beyond its limit is counted once");
            const bool skips = recipe.guard.bad_row == BadRow::skip;
            demand(result.repairs.skipped_rows == (skips ? bad_rows : 0), "every row that is left out is counted");
            const Status expected = bad_rows == 0 || recipe.guard.bad_row == BadRow::repair ? Status::ok
                                    : !skips                                                ? Status::rejected
                                    : bad_rows == count                                     ? Status::all_skipped
                                                                                            : Status::ok;
            demand(result.status == expected, "a batch is taken or refused as the guard says");
        }
    }

    bool is_unchanged(const Net& net_before, const decltype(work.state)& state_before) const {
        return same_bits::networks(net, net_before) && same_bits::states(work.state, state_before);
    }
};

/// The activation, loss and optimizer are chosen by the bytes.
template <class Net, class Recipe>
void train_any(Numbers& numbers) {
    static Training<Net, Recipe> training;
    EveryActivation::chosen = numbers.below(EveryActivation::count);
    typename Recipe::Loss loss;
    if constexpr (!is_empty<typename Recipe::Loss>) {
        loss.chosen = numbers.below(Recipe::Loss::count);
    }
    typename Recipe::Optimizer optimizer;
    optimizer.chosen = numbers.below(decltype(optimizer)::count);
    training.run(numbers, loss, optimizer);
}

using Plain = Network<Input<2>, Dense<3, EveryActivation>, Dense<2>>;
using Layered = Network<Input<2>, InputScaling, Dense<5, EveryActivation>, LayerNorm<>, Dropout<Ratio<1, 4>>, Dense<2>>;
using Numbers2 = AnyLossOfNumbers<2>;
using Classes2 = WithWeighted<AnyLossOfClasses<2>>::Type;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t count) {
    Numbers numbers(bytes, count);
    switch (numbers.below(4)) {
        case 0:
            train_any<Plain, Recipe<Numbers2, EveryBoundedOptimizer>>(numbers);
            break;
        case 1:
            train_any<Plain, Recipe<Numbers2, EveryUnboundedOptimizer, WarmUp<ReduceOnPlateau>>>(numbers);
            break;
        case 2:
            train_any<Layered, Recipe<Classes2, EveryBoundedOptimizer, OneCycle>>(numbers);
            break;
        default:
            train_any<Layered, Recipe<Numbers2, ClipNorm<EveryUnboundedOptimizer>, WarmRestarts>>(numbers);
    }
    return 0;
}
