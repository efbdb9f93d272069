// SPDX-License-Identifier: MIT
// The way in: rows of the caller's memory are inspected, repaired, counted and mapped to features, once, into scratch.
// All that can refuse a batch is decided before the first write.
#pragma once

#include "mote/guard.hpp"
#include "mote/samples.hpp"
#include "mote/status.hpp"
#include "mote/workspace.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// `value` as the guard wants it: as it is, torch.nan_to_num of it, or within ±limit.
template <class GuardType>
float guarded(float value, float limit) {
    if constexpr (GuardType::clamps) {
        return sanitized(value, limit);
    } else if constexpr (GuardType::replaces_nan) {
        return nan_to_num(value);
    } else {
        return value;
    }
}

/// Input i, guarded, in the network's units (InputScaling); to be guarded again.
template <class Net, class GuardType>
float scaled_input(const Net& net, float x, size_t i, float limit) {
    const float value = guarded<GuardType>(x, limit);
    if constexpr (Net::scales_input) {
        return mul_add(value, net.input_scales()[i], net.input_offsets()[i]);
    } else {
        return value;
    }
}

/// Target o, guarded, in the network's units (through the inverse of OutputScaling); to be guarded again.
template <class Net, class GuardType>
float scaled_target(const Net& net, float y, size_t o, float limit) {
    const float value = guarded<GuardType>(y, limit);
    if constexpr (Net::scales_output) {
        return (value - net.output_offsets()[o]) / net.output_scales()[o];
    } else {
        return value;
    }
}

/// One row of inputs becomes features: guarded, scaled and guarded again, spread (FourierFeatures).
/// x [inputs], features [Net::width(0)]; `limit` <= the ceiling of inputs.
template <class Net, class GuardType>
void map_inputs(const Net& net, const float* x, float* features, float limit) {
    for (size_t i = 0; i < Net::inputs; ++i) {
        const float value = guarded<GuardType>(scaled_input<Net, GuardType>(net, x[i], i, limit), Net::Limits::inputs);
        if constexpr (Net::fourier_pairs == 0) {
            features[i] = value;
        } else {
            for (size_t k = 1; k <= Net::fourier_pairs; ++k) {
                constexpr float pi = 0x1.921fb6p+1f;
                const SineAndCosine wave = sin_cos(pi * static_cast<float>(k) * value);
                *features++ = first_lane(wave.sine);
                *features++ = first_lane(wave.cosine);
            }
        }
    }
}

/// One row of targets, guarded in the user's units and again in the network's.
template <class Net, class GuardType>
void map_targets(const Net& net, const float* y, float* targets, float limit) {
    for (size_t o = 0; o < Net::outputs; ++o) {
        targets[o] = guarded<GuardType>(scaled_target<Net, GuardType>(net, y[o], o, limit), Net::Limits::targets);
    }
}
template <class Net, class GuardType>
void map_targets(const Net&, const ClassNumber* y, ClassNumber* target, float) {
    *target = *y;
}

/// The largest magnitudes of inputs and targets: the guard's numbers where they tighten the ceilings.
struct GuardLimits {
    float input, target;
};
template <class Net>
constexpr GuardLimits limits_of(const Guard& guard) {
    return {tightened(guard.input_limit, Net::Limits::inputs), tightened(guard.target_limit, Net::Limits::targets)};
}
template <class Net, class GuardType>
constexpr GuardLimits limits_of(const GuardType&) {
    return {largest_float, largest_float};
}

/// What is wrong with one row, in the user's units and behind the fixed scalings, added to `repairs`. False if a class
/// number is out of range.
template <class Net, class GuardType>
bool inspect_targets(const Net& net, const float* y, float limit, Repairs& repairs) {
    for (size_t o = 0; o < Net::outputs; ++o) {
        inspect(y[o], limit, repairs);
        if constexpr (Net::scales_output && GuardType::clamps) {
            inspect(scaled_target<Net, GuardType>(net, y[o], o, limit), Net::Limits::targets, repairs);
        }
    }
    return true;
}
template <class Net, class GuardType>
bool inspect_targets(const Net&, const ClassNumber* y, float, Repairs&) {
    return *y < Net::outputs;
}
template <class Net, class GuardType, class Loss>
bool inspect_row(const Net& net, const Samples<Net, Loss>& samples, size_t row, GuardLimits limits, Repairs& repairs) {
    for (size_t i = 0; i < Net::inputs; ++i) {
        const float x = samples.x[row * Net::inputs + i];
        inspect(x, limits.input, repairs);
        if constexpr (Net::scales_input && GuardType::clamps) {
            inspect(scaled_input<Net, GuardType>(net, x, i, limits.input), Net::Limits::inputs, repairs);
        }
    }
    return inspect_targets<Net, GuardType>(net, samples.y + row * samples.targets, limits.target, repairs);
}

constexpr BadRow policy_of(const Guard& guard) { return guard.bad_row; }
template <class GuardType>
constexpr BadRow policy_of(const GuardType&) {
    return BadRow::repair;
}

/// Rows that stand in scratch, why there are none, and what was repaired on the way.
struct Gathered {
    Status status;
    size_t rows;
    Repairs repairs;
};

/// Which rows of the samples make a batch: of(0) … of(count - 1).
template <class RowOf>
struct Selection {
    size_t count;
    RowOf of;
};

/// Rows that follow one another.
struct Consecutive {
    size_t first;
    constexpr size_t operator()(size_t b) const { return first + b; }
};

/// Whether targets are as they should be: then they are copied.
inline bool are_clean(const float* targets, size_t count, float limit, size_t) {
    return all_within(targets, count, limit);
}
inline bool are_clean(const ClassNumber* targets, size_t count, float, size_t classes) {
    size_t largest = 0;
    for (size_t i = 0; i < count; ++i) {
        largest = larger(largest, size_t{targets[i]});
    }
    return largest < classes;
}

inline void copy(const float* from, float* to, size_t count) {
    for_columns<1>(count, [&](auto columns) { columns.store(columns.load(from, 0), to, 0); });
}
inline void copy(const ClassNumber* from, ClassNumber* to, size_t count) {
    for (size_t i = 0; i < count; ++i) {
        to[i] = from[i];
    }
}

/// The quick way for what is nearly always so: rows in a row, without scalings or features, and all of them clean.
template <class Net, class Recipe, size_t Batch>
bool copy_if_clean(Scratch<Net, Recipe, Batch>& scratch, const Samples<Net, typename Recipe::Loss>& samples,
                   GuardLimits limits, const Selection<Consecutive>& rows) {
    const size_t inputs = rows.count * Net::inputs, targets = rows.count * samples.targets;
    const float* const x = samples.x + rows.of(0) * Net::inputs;
    const auto* const y = samples.y + rows.of(0) * samples.targets;
    if (!all_within(x, inputs, limits.input) || !are_clean(y, targets, limits.target, Net::outputs)) {
        return false;
    }
    copy(x, scratch.features, inputs);
    copy(y, scratch.targets, targets);
    return true;
}

/// Inspects the rows without a write: the status is ok unless the batch must be refused.
template <class Net, class Loss, class GuardType, class RowOf>
Gathered inspect_batch(const Net& net, const Samples<Net, Loss>& samples, const GuardType& guard,
                       const Selection<RowOf>& selection) {
    Gathered gathered{Status::ok, selection.count, {}};
    const BadRow policy = policy_of(guard);
    for (size_t b = 0; b < selection.count; ++b) {
        Repairs of_row;
        const bool class_exists =
            inspect_row<Net, GuardType>(net, samples, selection.of(b), limits_of<Net>(guard), of_row);
        if (policy == BadRow::skip && (!class_exists || of_row.total() != 0)) {
            ++of_row.skipped_rows;
            --gathered.rows;
        } else if (!class_exists) {
            gathered.status = Status::class_out_of_range;
        }
        if constexpr (GuardType::replaces_nan) {
            gathered.repairs += of_row;
        }
    }
    if (gathered.status == Status::ok && policy == BadRow::reject && gathered.repairs.total() != 0) {
        gathered.status = Status::rejected;
    } else if (gathered.status == Status::ok && gathered.rows == 0) {
        gathered.status = Status::all_skipped;
    }
    return gathered;
}

/// Inspects and, unless refused, writes the batch's features and targets into scratch, skipped rows left out.
template <class Net, class Recipe, size_t Batch, class RowOf>
Gathered gather(const Net& net, Scratch<Net, Recipe, Batch>& scratch, typename Recipe::GuardType guard,
                const Samples<Net, typename Recipe::Loss>& samples, const Selection<RowOf>& selection) {
    using GuardType = typename Recipe::GuardType;
    const GuardLimits limits = limits_of<Net>(guard);
    if constexpr (is_same<RowOf, Consecutive> && !Net::maps_inputs && !Net::scales_output && Pack::width > 1) {
        if (copy_if_clean<Net, Recipe>(scratch, samples, limits, selection)) {
            return {Status::ok, selection.count, {}};
        }
    }
    const Gathered gathered = inspect_batch(net, samples, guard, selection);
    if (gathered.status != Status::ok) {
        return gathered;
    }
    size_t row = 0;
    for (size_t b = 0; b < selection.count; ++b) {
        const size_t from = selection.of(b);
        if (gathered.rows < selection.count) {
            Repairs of_row;
            if (!inspect_row<Net, GuardType>(net, samples, from, limits, of_row) || of_row.total() != 0) {
                continue;
            }
        }
        map_inputs<Net, GuardType>(net, samples.x + from * Net::inputs, scratch.features + row * Net::width(0),
                                   limits.input);
        map_targets<Net, GuardType>(net, samples.y + from * samples.targets, scratch.targets + row * samples.targets,
                                    limits.target);
        ++row;
    }
    return gathered;
}

}  // namespace MOTE_BUILD
}  // namespace mote
