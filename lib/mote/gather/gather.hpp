// SPDX-License-Identifier: MIT
// The way in for a batch: rows of the caller's memory are copied, inspected, repaired, counted and mapped to features, in one
// pass, into scratch. Each number is read once, so what is used is what was inspected, whoever else writes there. A batch that is
// refused leaves its marks in scratch, and nowhere else.
#pragma once

#include "../samples.hpp"
#include "../status.hpp"
#include "../workspace.hpp"
#include "clean.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// The largest magnitudes of inputs and targets as they are given: the guard's numbers, and the ceilings where nothing is scaled
/// before.
struct GuardLimits {
    float input, target;
};
template <class Net>
[[gnu::always_inline]] constexpr GuardLimits limits_of(const Guard& guard) {
    constexpr float target = Net::output_layers != 0 ? largest_float : Net::Limits::targets;
    return {tightened(guard.input_limit, ceiling_of_given_inputs<Net>()), tightened(guard.target_limit, target)};
}
template <class Net, class GuardType>
[[gnu::always_inline]] constexpr GuardLimits limits_of(const GuardType&) {
    return {largest_float, largest_float};
}

/// Whether a row may weigh so much: neither a negative number nor NaN is below this as an unsigned one. -0 is 0.
constexpr bool is_weight(float weight) {
    return float_bits(weight) <= float_bits(largest_row_weight) || magnitude_bits(weight) == 0;
}

/// The weight of a row, within its range unless the guard waives that, and counted if it was not.
template <class GuardType>
float repaired_weight(float weight, Repairs& repairs) {
    if (is_weight(weight) || !GuardType::replaces_nan) {
        return weight;
    }
    if (is_within(weight, largest_row_weight)) {
        ++repairs.out_of_range;
    } else {
        inspect(weight, largest_row_weight, repairs);
    }
    return larger(0.0f, sanitized(weight, largest_row_weight));
}

constexpr BadRow policy_of(const Guard& guard) { return guard.bad_row; }
template <class GuardType>
constexpr BadRow policy_of(const GuardType&) {
    return BadRow::repair;
}

/// How many rows there are in scratch, or why there are none.
struct Gathered {
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

/// Takes the rows of a batch, a Pack at a time, if all their numbers are clean. If not, what was written means nothing.
template <class Net, class Recipe, size_t Capacity, class RowOf, class Count>
bool take_if_clean(const Net& net, Scratch<Net, Recipe, Capacity>& scratch, GuardLimits limits,
                   Samples<Net, typename Recipe::Loss> samples, const Selection<RowOf, Count>& rows) {
    using GivenSamples = Samples<Net, typename Recipe::Loss>;
    // Where GCC sees how small an array is, it warns of whole Packs in a loop that never runs.
    asm("" : "+r"(samples.x));
    if constexpr (GivenSamples::has_classes) {
        bool all_exist = true;
        for (size_t b = 0; b < rows.count; ++b) {
            const auto number = static_cast<uint32_t>(samples.y_of(rows.of(b)));
            all_exist = all_exist && number < Net::outputs && !is_ignored<typename Recipe::Loss>(number);
            scratch.targets[b] = static_cast<ClassNumber>(number);
        }
        if (!all_exist) {
            return false;
        }
    } else {
        asm("" : "+r"(samples.y));
        CleanLimits of_targets(limits.target, Net::Limits::targets);
        for_each_run<GivenSamples::targets, Net::output_layers == 0>(
            samples.y, samples.y_stride, rows, [&](const float* from, auto count, size_t b) MOTE_INLINED {
                map_clean_targets(net, from, count, scratch.targets + b * GivenSamples::targets, of_targets);
            });
        if (!of_targets.hold()) {
            return false;
        }
    }
    if constexpr (GivenSamples::has_weights) {
        for (size_t b = 0; b < rows.count; ++b) {
            const float weight = samples.weight_of(rows.of(b));
            scratch.weights[b] = weight;
            if (float_bits(weight) > float_bits(largest_row_weight)) {
                return false;
            }
        }
    }
    CleanLimits of_inputs(limits.input, Net::Limits::inputs);
    for_each_run<Net::inputs, Net::input_layers == 0>(
        samples.x, samples.x_stride, rows, [&](const float* from, auto count, size_t b) MOTE_INLINED {
            map_clean_inputs(net, from, count, scratch.features + b * Net::inputs, of_inputs);
        });
    return of_inputs.hold();
}

/// Whether a class number is one; targets that are floats always are.
template <class Net, class Loss, class Target>
constexpr bool class_exists([[maybe_unused]] Target y) {
    if constexpr (Samples<Net, Loss>::has_classes) {
        return y < Net::outputs;
    } else {
        return true;
    }
}

/// Takes one row, if its numbers are clean. If not, what was written means nothing.
template <class Net, class Recipe, size_t Capacity, class Target>
[[gnu::always_inline]] inline bool take_row_if_clean(const Net& net, Scratch<Net, Recipe, Capacity>& scratch,
                                                     size_t row, GuardLimits limits, const float* x, Target y) {
    Checking given(limits.input), mapped(Net::Limits::inputs);
    map_inputs(net, x, scratch.features + row * Net::width(0), given, mapped);
    uint32_t signs = given.signs | mapped.signs;
    if constexpr (Samples<Net, typename Recipe::Loss>::has_classes) {
        scratch.targets[row] = static_cast<ClassNumber>(y);
        return signs >> 31 == 0 && class_exists<Net, typename Recipe::Loss>(y);
    } else {
        Checking as_given(limits.target), as_mapped(Net::Limits::targets);
        map_targets(net, y, scratch.targets + row * Net::outputs, as_given, as_mapped);
        signs |= as_given.signs | as_mapped.signs;
        return signs >> 31 == 0;
    }
}

/// Repairs a row that was taken and is not clean, and counts its bad numbers. What nothing has mapped is where it was copied to.
template <class Net, class Recipe, size_t Capacity, class Target>
[[gnu::always_inline]] inline void repair_row(const Net& net, Scratch<Net, Recipe, Capacity>& scratch, size_t row,
                                              GuardLimits limits, [[maybe_unused]] const float* x,
                                              [[maybe_unused]] Target y, Repairs& repairs) {
    using GuardType = typename Recipe::GuardType;
    float* const features = scratch.features + row * Net::width(0);
    if constexpr (Net::input_layers == 0) {
        repair<GuardType>(features, Net::inputs, limits.input, repairs);
    } else {
        repair_inputs<GuardType>(net, x, features, limits.input, repairs);
    }
    if constexpr (!Samples<Net, typename Recipe::Loss>::has_classes) {
        float* const targets = scratch.targets + row * Net::outputs;
        if constexpr (Net::output_layers == 0) {
            repair<GuardType>(targets, Net::outputs, limits.target, repairs);
        } else {
            repair_targets<GuardType>(net, y, targets, limits.target, repairs);
        }
    }
}

/// Takes the rows of a batch one by one. Those with bad numbers are repaired or left out, as the guard says.
template <class Net, class Recipe, size_t Capacity, class RowOf, class Count>
[[gnu::always_inline]] inline Gathered take_rows(const Net& net, Scratch<Net, Recipe, Capacity>& scratch, BadRow policy,
                                                 GuardLimits limits, const Samples<Net, typename Recipe::Loss>& samples,
                                                 const Selection<RowOf, Count>& selection, Repairs& repairs) {
    using GuardType = typename Recipe::GuardType;
    Gathered gathered{Status::ok, 0};
    for (size_t b = 0; b < selection.count; ++b) {
        const size_t from = selection.of(b);
        const auto y = samples.y_of(from);
        if (is_ignored<typename Recipe::Loss>(y)) {
            continue;
        }
        bool is_clean = take_row_if_clean(net, scratch, gathered.rows, limits, samples.x_of(from), y);
        if (!is_clean) {
            repair_row(net, scratch, gathered.rows, limits, samples.x_of(from), y, repairs);
        }
        if constexpr (Samples<Net, typename Recipe::Loss>::has_weights) {
            const float weight = samples.weight_of(from);
            is_clean = is_clean && is_weight(weight);
            scratch.weights[gathered.rows] = repaired_weight<GuardType>(weight, repairs);
        }
        if (!is_clean) {
            if (policy == BadRow::skip) {
                ++repairs.skipped_rows;
                continue;
            }
            if (!class_exists<Net, typename Recipe::Loss>(y)) {
                gathered.status = Status::class_out_of_range;
            } else if (policy == BadRow::reject && gathered.status == Status::ok) {
                gathered.status = Status::rejected;
            }
        }
        ++gathered.rows;
    }
    if (gathered.status == Status::ok && gathered.rows == 0) {
        gathered.status = Status::all_skipped;
    }
    return gathered;
}

/// Writes the batch's features and targets into scratch, rows that are left out left out. What was wrong is added to `repairs`.
template <class Net, class Recipe, size_t Capacity, class RowOf>
Gathered gather(const Net& net, Scratch<Net, Recipe, Capacity>& scratch, typename Recipe::GuardType guard,
                const Samples<Net, typename Recipe::Loss>& samples, const Selection<RowOf>& wanted, Repairs& repairs) {
    if (wanted.count == 0 || wanted.count > Capacity) {
        return {wanted.count == 0             ? Status::empty_batch
                : wanted.count == rows_differ ? Status::rows_differ
                                              : Status::batch_too_large,
                0};
    }
    const auto count = rows_of_batch<Capacity>(wanted.count);
    const Selection<RowOf, decltype(rows_of_batch<Capacity>(0))> selection{count, wanted.of};
    const GuardLimits limits = limits_of<Net>(guard);
    constexpr bool is_handful = Capacity * Net::inputs < 4;  // cheaper to inspect than to fill a Pack
    if constexpr (Pack::width > 1 && inputs_are_elementwise<Net>() && !is_handful) {
        if (take_if_clean(net, scratch, limits, samples, selection)) {
            return {Status::ok, selection.count};
        }
    }
    return take_rows(net, scratch, policy_of(guard), limits, samples, selection, repairs);
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
