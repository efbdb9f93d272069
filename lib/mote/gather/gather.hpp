// SPDX-License-Identifier: MIT
// The way in for a batch: rows of the caller's memory are inspected, repaired, counted and mapped to features, once, into
// scratch. All that can refuse a batch is decided before the first write.
#pragma once

#include "../samples.hpp"
#include "../status.hpp"
#include "../workspace.hpp"
#include "inputs.hpp"

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

constexpr BadRow policy_of(const Guard& guard) { return guard.bad_row; }
template <class GuardType>
constexpr BadRow policy_of(const GuardType&) {
    return BadRow::repair;
}

/// Rows that stand in scratch, or why there are none.
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
};
template <class RowOf>
constexpr bool are_consecutive = false;
template <class First>
constexpr bool are_consecutive<Consecutive<First>> = true;

/// The number of rows of a batch: a constant where only one number is possible.
template <size_t Capacity>
constexpr auto rows_of_batch([[maybe_unused]] size_t rows) {
    if constexpr (Capacity == 1) {
        return Size<1>{};
    } else {
        return rows;
    }
}

/// Whether targets are as they should be: floats within a limit, class numbers below the number of classes.
inline bool are_clean(const float* targets, size_t count, float limit, size_t) {
    return all_within(targets, count, limit);
}
inline bool are_clean(const ClassNumbers& targets, size_t count, float, size_t classes) {
    size_t largest = 0;
    for (size_t i = 0; i < count; ++i) {
        largest = larger(largest, static_cast<size_t>(targets[i]));
    }
    return largest < classes;
}

/// The same, and copies them; class numbers only if they are clean.
inline bool copy_targets(const float* from, float* to, size_t count, float limit, size_t) {
    return copy_within(from, to, count, limit);
}
inline bool copy_targets(const ClassNumbers& from, ClassNumber* to, size_t count, float limit, size_t classes) {
    const bool clean = are_clean(from, count, limit, classes);
    for (size_t i = 0; clean && i < count; ++i) {
        to[i] = static_cast<ClassNumber>(from[i]);
    }
    return clean;
}

/// The fast path for the usual case: consecutive rows, no scalings or features, and every number clean. Where bad numbers
/// may refuse a batch, it looks at all of them before it writes the first.
template <class Net, class Recipe, size_t Capacity, class RowOf, class Count>
bool copy_if_clean(Scratch<Net, Recipe, Capacity>& scratch, const Samples<Net, typename Recipe::Loss>& samples,
                   const typename Recipe::GuardType& guard, const Selection<RowOf, Count>& rows) {
    const GuardLimits limits = limits_of<Net>(guard);
    const size_t inputs = rows.count * Net::inputs, targets = rows.count * samples.targets;
    if (samples.x_stride != Net::inputs || samples.y_stride != samples.targets) {
        return false;
    }
    const float* const x = samples.x + rows.of(0) * Net::inputs;
    const auto y = samples.y + rows.of(0) * samples.targets;
    if (policy_of(guard) != BadRow::repair &&
        !(all_within(x, inputs, limits.input) && are_clean(y, targets, limits.target, Net::outputs))) {
        return false;
    }
    return copy_targets(y, scratch.targets, targets, limits.target, Net::outputs) &&
           copy_within(x, scratch.features, inputs, limits.input);
}

/// Inspects the rows without a write, and adds what is wrong to `repairs`: the status is ok unless the batch must be
/// refused.
template <class Net, class Loss, class GuardType, class RowOf, class Count>
Gathered inspect_batch(const Net& net, const Samples<Net, Loss>& samples, const GuardType& guard,
                       const Selection<RowOf, Count>& selection, Repairs& repairs) {
    Gathered gathered{Status::ok, selection.count};
    uint32_t bad_numbers = 0;
    const BadRow policy = policy_of(guard);
    for (size_t b = 0; b < selection.count; ++b) {
        Repairs of_row;
        const size_t row = selection.of(b);
        const bool class_exists =
            inspect_row<GuardType>(net, samples.x_of(row), samples.y_of(row), limits_of<Net>(guard), of_row);
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
template <class Net, class Recipe, size_t Capacity, class RowOf>
Gathered gather(const Net& net, Scratch<Net, Recipe, Capacity>& scratch, const typename Recipe::GuardType& guard,
                const Samples<Net, typename Recipe::Loss>& samples, const Selection<RowOf>& wanted, Repairs& repairs) {
    using GuardType = typename Recipe::GuardType;
    if (wanted.count == 0 || wanted.count > Capacity) {
        return {wanted.count == 0             ? Status::empty_batch
                : wanted.count == rows_differ ? Status::rows_differ
                                              : Status::batch_too_large,
                0};
    }
    const auto count = rows_of_batch<Capacity>(wanted.count);
    const Selection<RowOf, decltype(rows_of_batch<Capacity>(0))> selection{count, wanted.of};
    const GuardLimits limits = limits_of<Net>(guard);
    Gathered gathered{Status::ok, selection.count};
    constexpr bool is_handful = Capacity * Net::inputs < 4;  // cheaper to inspect than to fill a Pack
    if constexpr (are_consecutive<RowOf> && Net::input_layers == 0 && Net::output_layers == 0 && Pack::width > 1 &&
                  !is_handful) {
        if (copy_if_clean(scratch, samples, guard, selection)) {
            return gathered;
        }
    }
    const bool inspects_first = may_refuse<typename Recipe::Loss>(policy_of(guard));
    if (inspects_first) {
        gathered = inspect_batch(net, samples, guard, selection, repairs);
        if (gathered.status != Status::ok) {
            return gathered;
        }
    }
    Repairs counted_before;
    Repairs& found = inspects_first ? counted_before : repairs;
    size_t row = 0;
    for (size_t b = 0; b < selection.count; ++b) {
        const size_t from = selection.of(b);
        if (gathered.rows < selection.count) {
            Repairs of_row;
            if (!inspect_row<GuardType>(net, samples.x_of(from), samples.y_of(from), limits, of_row) ||
                of_row.total() != 0) {
                continue;
            }
        }
        map_inputs<GuardType>(net, samples.x_of(from), scratch.features + row * Net::width(0), limits.input, found);
        map_targets<GuardType>(net, samples.y_of(from), scratch.targets + row * samples.targets, limits.target, found);
        ++row;
    }
    return gathered;
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
