// SPDX-License-Identifier: MIT
// The way in for one row: its numbers are guarded, counted and mapped through the layers before the first trained one; and
// targets through the inverse of those after the last.
#pragma once

#include "../guard/guard.hpp"
#include "../network.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

// What is done to a number where it has to be within its limit; both keep those that are. ------------------------------

/// Looks, and tells at the end: no branch a number.
struct Checking {
    uint32_t limit, signs = 0;

    explicit constexpr Checking(float largest) : limit(magnitude_bits(largest)) {}
    [[gnu::always_inline]] float operator()(float value) {
        signs |= limit - magnitude_bits(value);
        return value;
    }
    [[gnu::always_inline]] bool holds() const { return signs >> 31 == 0; }
};

/// torch.nan_to_num of it or, if the guard clamps, within ±limit; counted by kind.
template <class GuardType>
struct Repairing {
    float limit;
    Repairs& repairs;

    float operator()(float value) const {
        if (!GuardType::replaces_nan || is_within(value, limit)) {
            return value;
        }
        inspect(value, limit, repairs);
        return GuardType::clamps ? sanitized(value, limit) : nan_to_num(value);
    }
};

/// The same to all of `count` numbers.
template <class GuardType>
[[gnu::noinline, gnu::cold]] void repair(float* numbers, size_t count, float limit, Repairs& repairs) {
    const Repairing<GuardType> guarded{limit, repairs};
    for (size_t i = 0; i < count; ++i) {
        numbers[i] = guarded(numbers[i]);
    }
}

/// One number of a row in place of a Pack.
using OneColumn = Columns<1, Size<1>>;

/// How many layers guard what they make of the inputs. If any does, the inputs themselves may be as large as they like.
template <class Net>
constexpr size_t count_guarded_input_layers() {
    size_t count = 0;
    for_each_index<0, Net::input_layers>(
        [&](auto layer) { count += Net::template InputLayer<layer>::is_guarded ? 1 : 0; });
    return count;
}
/// Where the numbers of a row are guarded: as they are given, or in the network's units.
template <class Net>
constexpr bool guards_given_inputs = count_guarded_input_layers<Net>() == 0;
/// Whether what is guarded are the features.
template <class Net>
constexpr bool guards_features() {
    if constexpr (Net::input_layers == 0) {
        return true;
    } else {
        return count_guarded_input_layers<Net>() == 1 && Net::template InputLayer<Net::input_layers - 1>::is_guarded;
    }
}
template <class Net>
constexpr bool guards_given_targets = Net::output_layers == 0;

/// Number `i` of what enters input layer `First` goes through the layers up to the last: then(feature, its number).
template <size_t First, class Net, class GuardOfNumber, class Then>
[[gnu::always_inline]] inline void through_input_layers(const Net& net, float value, size_t i, GuardOfNumber& guarded,
                                                        Then then) {
    if constexpr (First >= Net::input_layers) {
        then(value, i);
    } else {
        using Layer = typename Net::template InputLayer<First>;
        using Structure = typename Net::Structure;
        constexpr size_t width = Structure::width_of_part(First);
        const float* const parameters = net.parameters + Structure::offset_of_part(First);
        const auto next = [&](float mapped, size_t at) MOTE_INLINED {
            if constexpr (Layer::is_guarded) {
                mapped = guarded(mapped);
            }
            through_input_layers<First + 1>(net, mapped, at, guarded, then);
        };
        if constexpr (is_elementwise<Layer>) {
            next(first_lane(Layer::scaled(parameters, value, OneColumn{i}, width)), i);
        } else {
            Layer::map(parameters, value, i, width, next);
        }
    }
}

/// One row of inputs becomes features. x [inputs], features [Net::width(0)]; the limit is at most the ceiling of inputs.
template <class Net, class GuardOfNumber>
[[gnu::always_inline]] inline void map_inputs(const Net& net, const float* x, float* features, GuardOfNumber& guarded) {
    for (size_t i = 0; i < Net::inputs; ++i) {
        float given = x[i];
        if constexpr (guards_given_inputs<Net>) {
            given = guarded(given);
        }
        through_input_layers<0>(net, given, i, guarded,
                                [&](float feature, size_t at) MOTE_INLINED { features[at] = feature; });
    }
}

template <size_t Layer, class Net>
constexpr const float* parameters_of_output_layer(const Net& net) {
    return net.parameters + Net::Structure::offset_of_part(Net::input_layers + Net::depth + Layer);
}

/// One row of targets in the network's units: after the inverse of all output layers, where they are guarded.
template <class Net, class GuardOfNumber>
[[gnu::always_inline]] inline void map_targets(const Net& net, const float* y, float* targets, GuardOfNumber& guarded) {
    for (size_t o = 0; o < Net::outputs; ++o) {
        float target = y[o];
        for_each_index<0, Net::output_layers>([&](auto index) MOTE_INLINED {
            constexpr size_t layer = Net::output_layers - 1 - index;
            target = first_lane(Net::template OutputLayer<layer>::target(parameters_of_output_layer<layer>(net), target,
                                                                         OneColumn{o}, Net::outputs));
        });
        targets[o] = guarded(target);
    }
}

/// A Pack of outputs in the user's units.
template <class Net, class ColumnsOfPack>
[[gnu::always_inline]] inline Pack mapped_outputs(const Net& net, Pack z, ColumnsOfPack columns) {
    for_each_index<0, Net::output_layers>([&](auto layer) MOTE_INLINED {
        z = Net::template OutputLayer<layer>::value(parameters_of_output_layer<layer>(net), z, columns, Net::outputs);
    });
    return z;
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
