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

/// Repairs a number beyond the limit as the guard says, and counts it.
template <class GuardType>
float repaired_number(float value, float limit, Repairs& repairs) {
    inspect(value, limit, repairs);
    return GuardType::clamps ? sanitized(value, limit) : nan_to_num(value);
}

/// `value` as the guard wants it: as it is, torch.nan_to_num of it, or within ±limit.
template <class GuardType>
[[gnu::always_inline]] inline float guarded(float value, float limit, Repairs& repairs) {
    if (!GuardType::replaces_nan || is_within(value, limit)) {
        return value;
    }
    return repaired_number<GuardType>(value, limit, repairs);
}

/// One number of a row in place of a Pack.
using OneColumn = Columns<1, Size<1>>;

/// Number `i` of what enters input layer `First` goes through the layers up to `Last`: then(feature, its number).
template <size_t First, size_t Last, class GuardType, class Net, class Then>
[[gnu::always_inline]] inline void through_input_layers(const Net& net, float value, size_t i, Repairs& repairs,
                                                        Then then) {
    if constexpr (First >= Last) {
        then(value, i);
    } else {
        using Layer = typename Net::template InputLayer<First>;
        using Structure = typename Net::Structure;
        constexpr size_t width = Structure::width_of_part(First);
        const float* const parameters = net.parameters + Structure::offset_of_part(First);
        const auto next = [&](float mapped, size_t at) MOTE_INLINED {
            if constexpr (Layer::is_guarded) {
                mapped = guarded<GuardType>(mapped, Net::Limits::inputs, repairs);
            }
            through_input_layers<First + 1, Last, GuardType>(net, mapped, at, repairs, then);
        };
        if constexpr (is_elementwise<Layer>) {
            next(first_lane(Layer::scaled(parameters, value, OneColumn{i}, width)), i);
        } else {
            Layer::map(parameters, value, i, width, next);
        }
    }
}

/// How many input layers there are up to the last whose features are guarded: all that an inspection has to compute.
template <class Net>
constexpr size_t guarded_input_layers() {
    size_t count = 0;
    for_each_index<0, Net::input_layers>(
        [&](auto layer) { count = Net::template InputLayer<layer>::is_guarded ? layer + 1 : count; });
    return count;
}

/// Adds what is wrong with one row of inputs to `repairs`; nothing is written. x [inputs]
template <class GuardType, class Net>
void inspect_inputs(const Net& net, const float* x, float limit, Repairs& repairs) {
    for (size_t i = 0; i < Net::inputs; ++i) {
        through_input_layers<0, guarded_input_layers<Net>(), GuardType>(net, guarded<GuardType>(x[i], limit, repairs),
                                                                        i, repairs, [](float, size_t) MOTE_INLINED {});
    }
}

/// One row of inputs becomes features, and its repairs are counted. x [inputs], features [Net::width(0)]; `limit` is at most
/// the ceiling of inputs.
template <class GuardType, class Net>
void map_inputs(const Net& net, const float* x, float* features, float limit, Repairs& repairs) {
    for (size_t i = 0; i < Net::inputs; ++i) {
        through_input_layers<0, Net::input_layers, GuardType>(net, guarded<GuardType>(x[i], limit, repairs), i, repairs,
                                                              [&](float feature, size_t at)
                                                                  MOTE_INLINED { features[at] = feature; });
    }
}

template <size_t Layer, class Net>
constexpr const float* parameters_of_output_layer(const Net& net) {
    return net.parameters + Net::Structure::offset_of_part(Net::input_layers + Net::depth + Layer);
}

/// Target o in the network's units, guarded in the user's units and again after the inverse of each output layer.
template <class GuardType, class Net>
[[gnu::always_inline]] inline float mapped_target(const Net& net, float y, size_t o, float limit, Repairs& repairs) {
    float target = guarded<GuardType>(y, limit, repairs);
    for_each_index<0, Net::output_layers>([&](auto index) MOTE_INLINED {
        constexpr size_t layer = Net::output_layers - 1 - index;
        target = first_lane(Net::template OutputLayer<layer>::target(parameters_of_output_layer<layer>(net), target,
                                                                     OneColumn{o}, Net::outputs));
        target = guarded<GuardType>(target, Net::Limits::targets, repairs);
    });
    return target;
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
