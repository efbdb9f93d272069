// SPDX-License-Identifier: MIT
// The way in for a batch: rows of the caller's memory are inspected, repaired, counted and mapped to features, once, into
// scratch. All that can refuse a batch is decided before the first write.
#pragma once

#include "../samples.hpp"
#include "../status.hpp"
#include "../workspace.hpp"
#include "clean.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// One row of targets, guarded in the user's units and again in the network's; or a class number, which is in its range.
template <class GuardType, class Net>
void map_targets(const Net& net, const float* y, float* targets, float limit, Repairs& repairs) {
    for (size_t o = 0; o < Net::outputs; ++o) {
        targets[o] = mapped_target<GuardType>(net, y[o], o, limit, repairs);
    }
}
template <class GuardType, class Net>
void map_targets(const Net&, uint32_t number, ClassNumber* target, float, Repairs&) {
    *target = static_cast<ClassNumber>(number);
}

/// The largest magnitudes of inputs and targets: the guard's numbers where they tighten the ceilings.
struct GuardLimits {
    float input, target;
};
template <class Net>
[[gnu::always_inline]] constexpr GuardLimits limits_of(const Guard& guard) {
    return {tightened(guard.input_limit, Net::Limits::inputs), tightened(guard.target_limit, Net::Limits::targets)};
}
template <class Net, class GuardType>
[[gnu::always_inline]] constexpr GuardLimits limits_of(const GuardType&) {
    return {largest_float, largest_float};
}

/// What is wrong with one row, in the user's units and in the network's, is added to `repairs`; nothing is written.
/// False if a class number is out of range.
template <class GuardType, class Net>
bool inspect_row(const Net& net, const float* x, const float* y, GuardLimits limits, Repairs& repairs) {
    inspect_inputs<GuardType>(net, x, limits.input, repairs);
    for (size_t o = 0; o < Net::outputs; ++o) {
        (void)mapped_target<GuardType>(net, y[o], o, limits.target, repairs);
    }
    return true;
}
template <class GuardType, class Net>
bool inspect_row(const Net& net, const float* x, uint32_t number, GuardLimits limits, Repairs& repairs) {
    inspect_inputs<GuardType>(net, x, limits.input, repairs);
    return number < Net::outputs;
}

/// The weight of a row, within its range unless the guard waives that, and counted if it was not; where rows have none, nothing.
template <class GuardType, class SamplesOfRows>
[[gnu::always_inline]] inline float guarded_weight(const SamplesOfRows& samples, size_t row, Repairs& repairs) {
    const float weight = samples.weight_of(row);
    // Neither a negative number nor NaN is below this as an unsigned one.
    if (float_bits(weight) <= float_bits(largest_row_weight) || !GuardType::replaces_nan) {
        return weight;
    }
    if (is_within(weight, largest_row_weight)) {
        ++repairs.out_of_range;
    } else {
        inspect(weight, largest_row_weight, repairs);
    }
    return larger(0.0f, sanitized(weight, largest_row_weight));
}
template <class GuardType, class SamplesOfRows>
[[gnu::always_inline]] inline void inspect_weight([[maybe_unused]] const SamplesOfRows& samples,
                                                  [[maybe_unused]] size_t row, [[maybe_unused]] Repairs& repairs) {
    if constexpr (SamplesOfRows::has_weights) {
        (void)guarded_weight<GuardType>(samples, row, repairs);
    }
}

constexpr BadRow policy_of(const Guard& guard) { return guard.bad_row; }
template <class GuardType>
constexpr BadRow policy_of(const GuardType&) {
    return BadRow::repair;
}

/// Where the features of a batch are, [row][feature]: in scratch; or where the caller has them, if they need no change.
struct InScratch {
    template <class ScratchOfStep>
    static const float* features(const ScratchOfStep& scratch) {
        return scratch.features;
    }
};
struct InPlace {
    const float* given = nullptr;

    template <class ScratchOfStep>
    const float* features(const ScratchOfStep& scratch) const {
        return given == nullptr ? scratch.features : given;
    }
};
/// Where a stack is small, so are batches, and the copy is cheaper than a second place.
template <class Net>
using PlaceOf = typename Conditional<(Pack::width > 1 && Tuning::stack_bytes > 0 && Net::input_layers == 0), InPlace,
                                     InScratch>::Type;

/// How many rows there are, and where, or why there are none.
template <class Place>
struct Gathered : Place {
    Status status;
    size_t rows;
};

/// Which rows of the samples make a batch: of(0) … of(count - 1).
template <class RowOf, class Count = size_t>
struct Selection {
    Count count;
    RowOf of;
};

/// Rows that follow one another, from `first`: a Size or a size_t.
template <class First>
struct Consecutive {
    First first;
    constexpr size_t operator()(size_t b) const { return first + b; }
    /// Whether the rows follow one another.
    constexpr bool are_consecutive() const { return true; }
};

/// The number of rows of a batch: a constant where only one number is possible.
template <size_t Capacity>
constexpr auto rows_of_batch([[maybe_unused]] size_t rows) {
    if constexpr (Capacity == 1) {
        return Size<1>{};
    } else {
        return rows;
    }
}

/// Takes `count` rows from memory that is `stride` numbers apart: take(numbers, how many, number of the row), for each row or,
/// where rows follow one another without a gap, for all of them at once.
template <size_t Length, bool MayJoin, class Numbers, class RowOf, class Count, class Take>
[[gnu::always_inline]] inline void for_each_run(const Numbers& numbers, size_t stride,
                                                const Selection<RowOf, Count>& rows, Take take) {
    if (MayJoin && rows.of.are_consecutive() && stride == Length) {
        take(numbers + rows.of(0) * Length, size_t{rows.count * Length}, size_t{0});
        return;
    }
    for (size_t b = 0; b < rows.count; ++b) {
        take(numbers + rows.of(b) * stride, Size<Length>{}, b);
    }
}

/// What of a batch goes into scratch; all of it is looked at.
enum class Taken { nothing, targets, all };

/// Takes the rows of a batch, if all their numbers are clean.
template <Taken What, class Net, class Recipe, size_t Capacity, class RowOf, class Count>
bool take_clean(const Net& net, [[maybe_unused]] Scratch<Net, Recipe, Capacity>& scratch, GuardLimits limits,
                const Samples<Net, typename Recipe::Loss>& samples, const Selection<RowOf, Count>& rows) {
    using GivenSamples = Samples<Net, typename Recipe::Loss>;
    const auto at = [&](auto is_written, [[maybe_unused]] auto* to) MOTE_INLINED {
        if constexpr (is_written) {
            return Written{to};
        } else {
            return OnlyChecked{};
        }
    };
    constexpr Size<What != Taken::nothing> writes_targets{};
    constexpr Size<What == Taken::all> writes_inputs{};
    if constexpr (GivenSamples::has_classes) {
        size_t largest = 0;
        for (size_t b = 0; b < rows.count; ++b) {
            if (is_ignored<typename Recipe::Loss>(samples.y_of(rows.of(b)))) {
                return false;
            }
            largest = larger(largest, static_cast<size_t>(samples.y_of(rows.of(b))));
        }
        if (largest >= Net::outputs) {
            return false;
        }
        for (size_t b = 0; writes_targets && b < rows.count; ++b) {
            scratch.targets[b] = static_cast<ClassNumber>(samples.y_of(rows.of(b)));
        }
    } else {
        CleanLimits of_targets(limits.target, Net::Limits::targets);
        for_each_run<GivenSamples::targets, Net::output_layers == 0>(
            samples.y, samples.y_stride, rows, [&](const float* from, auto count, size_t b) MOTE_INLINED {
                map_clean_targets(net, from, count, at(writes_targets, scratch.targets + b * GivenSamples::targets),
                                  of_targets);
            });
        if (!of_targets.hold()) {
            return false;
        }
    }
    if constexpr (GivenSamples::has_weights) {
        for (size_t b = 0; b < rows.count; ++b) {
            const float weight = samples.weight_of(rows.of(b));
            if (float_bits(weight) > float_bits(largest_row_weight)) {
                return false;
            }
            if constexpr (writes_targets) {
                scratch.weights[b] = weight;
            }
        }
    }
    CleanLimits of_inputs(limits.input, Net::Limits::inputs);
    for_each_run<Net::inputs, Net::input_layers == 0>(
        samples.x, samples.x_stride, rows, [&](const float* from, auto count, size_t b) MOTE_INLINED {
            map_clean_inputs(net, from, count, at(writes_inputs, scratch.features + b * Net::inputs), of_inputs);
        });
    return of_inputs.hold();
}

/// The same; where bad numbers may refuse a batch, it looks at all of them before it writes the first. Inputs that need no
/// change stay where they are, if they may.
template <class Net, class Recipe, size_t Capacity, class RowOf, class Count, class Place>
bool take_if_clean(const Net& net, Scratch<Net, Recipe, Capacity>& scratch, const typename Recipe::GuardType& guard,
                   Samples<Net, typename Recipe::Loss> samples, const Selection<RowOf, Count>& rows,
                   [[maybe_unused]] Place& place) {
    // Where GCC sees how small an array is, it warns of whole Packs in a loop that never runs.
    asm("" : "+r"(samples.x));
    if constexpr (!samples.has_classes) {
        asm("" : "+r"(samples.y));
    }
    const GuardLimits limits = limits_of<Net>(guard);
    if (policy_of(guard) != BadRow::repair && !take_clean<Taken::nothing>(net, scratch, limits, samples, rows)) {
        return false;
    }
    if constexpr (is_same<Place, InPlace>) {
        if (rows.of.are_consecutive() && samples.x_stride == Net::inputs) {
            place.given = samples.x_of(rows.of(0));
            return take_clean<Taken::targets>(net, scratch, limits, samples, rows);
        }
    }
    return take_clean<Taken::all>(net, scratch, limits, samples, rows);
}

/// How many of the rows are of a class that the loss ignores.
template <class Net, class Loss, class RowOf, class Count>
size_t ignored_rows([[maybe_unused]] const Samples<Net, Loss>& samples,
                    [[maybe_unused]] const Selection<RowOf, Count>& selection) {
    size_t ignored = 0;
    if constexpr (ignores_class<Loss>) {
        for (size_t b = 0; b < selection.count; ++b) {
            ignored += is_ignored<Loss>(samples.y_of(selection.of(b))) ? 1u : 0u;
        }
    }
    return ignored;
}

/// Inspects the rows without a write, and adds what is wrong to `repairs`: the status is ok unless the batch must be
/// refused.
template <class Place, class Net, class Loss, class GuardType, class RowOf, class Count>
Gathered<Place> inspect_batch(const Net& net, const Samples<Net, Loss>& samples, const GuardType& guard,
                              const Selection<RowOf, Count>& selection, Repairs& repairs) {
    Gathered<Place> gathered{{}, Status::ok, selection.count};
    uint32_t bad_numbers = 0;
    const BadRow policy = policy_of(guard);
    for (size_t b = 0; b < selection.count; ++b) {
        Repairs of_row;
        const size_t row = selection.of(b);
        if (is_ignored<Loss>(samples.y_of(row))) {
            --gathered.rows;
            continue;
        }
        const bool class_exists =
            inspect_row<GuardType>(net, samples.x_of(row), samples.y_of(row), limits_of<Net>(guard), of_row);
        inspect_weight<GuardType>(samples, row, of_row);
        bad_numbers |= of_row.total();
        if (policy == BadRow::skip && (!class_exists || of_row.total() != 0)) {
            ++of_row.skipped_rows;
            --gathered.rows;
        } else if (!class_exists) {
            gathered.status = Status::class_out_of_range;
        }
        repairs += of_row;
    }
    if (gathered.status == Status::ok && policy == BadRow::reject && bad_numbers != 0) {
        gathered.status = Status::rejected;
    } else if (gathered.status == Status::ok && gathered.rows == 0) {
        gathered.status = Status::all_skipped;
    }
    return gathered;
}

/// Whether something in the batch can refuse it, or a row of it: then all of it is inspected before the first write.
template <class Loss>
constexpr bool may_refuse(BadRow policy) {
    return policy != BadRow::repair || is_same<typename LossTraits<Loss>::Target, ClassNumber>;
}

/// Inspects and, unless refused, writes the batch's features and targets into scratch, skipped rows left out. What was wrong
/// is added to `repairs`.
template <class Place, class Net, class Recipe, size_t Capacity, class RowOf>
Gathered<Place> gather(const Net& net, Scratch<Net, Recipe, Capacity>& scratch, const typename Recipe::GuardType& guard,
                       const Samples<Net, typename Recipe::Loss>& samples, const Selection<RowOf>& wanted,
                       Repairs& repairs) {
    using GuardType = typename Recipe::GuardType;
    if (wanted.count == 0 || wanted.count > Capacity) {
        return {{},
                wanted.count == 0             ? Status::empty_batch
                : wanted.count == rows_differ ? Status::rows_differ
                                              : Status::batch_too_large,
                0};
    }
    const auto count = rows_of_batch<Capacity>(wanted.count);
    const Selection<RowOf, decltype(rows_of_batch<Capacity>(0))> selection{count, wanted.of};
    const GuardLimits limits = limits_of<Net>(guard);
    Gathered<Place> gathered{{}, Status::ok, selection.count};
    constexpr bool is_handful = Capacity * Net::inputs < 4;  // cheaper to inspect than to fill a Pack
    if constexpr (Pack::width > 1 && inputs_are_elementwise<Net>() && !is_handful) {
        Place place;
        if (take_if_clean(net, scratch, guard, samples, selection, place)) {
            static_cast<Place&>(gathered) = place;
            return gathered;
        }
    }
    const bool inspects_first = may_refuse<typename Recipe::Loss>(policy_of(guard));
    if (inspects_first) {
        gathered = inspect_batch<Place>(net, samples, guard, selection, repairs);
        if (gathered.status != Status::ok) {
            return gathered;
        }
    }
    Repairs counted_before;
    Repairs& found = inspects_first ? counted_before : repairs;
    size_t row = 0;
    for (size_t b = 0; b < selection.count; ++b) {
        const size_t from = selection.of(b);
        if (is_ignored<typename Recipe::Loss>(samples.y_of(from))) {
            continue;
        }
        if (gathered.rows < selection.count &&
            (!ignores_class<typename Recipe::Loss> || policy_of(guard) == BadRow::skip)) {
            Repairs of_row;
            inspect_weight<GuardType>(samples, from, of_row);
            if (!inspect_row<GuardType>(net, samples.x_of(from), samples.y_of(from), limits, of_row) ||
                of_row.total() != 0) {
                continue;
            }
        }
        map_inputs<GuardType>(net, samples.x_of(from), scratch.features + row * Net::width(0), limits.input, found);
        map_targets<GuardType>(net, samples.y_of(from), scratch.targets + row * samples.targets, limits.target, found);
        if constexpr (Samples<Net, typename Recipe::Loss>::has_weights) {
            scratch.weights[row] = guarded_weight<GuardType>(samples, from, found);
        }
        ++row;
    }
    return gathered;
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
