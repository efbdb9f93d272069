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

/// Looks at numbers, and tells at the end by the first of its signs whether one was beyond the limit: no branch a number.
struct Checking {
    uint32_t limit, signs = 0;

    explicit constexpr Checking(float largest) : limit(magnitude_bits(largest)) {}
    [[gnu::always_inline]] float operator()(float value) {
        signs |= limit - magnitude_bits(value);
        return value;
    }
};

/// Repairs numbers as Guard does, and counts nothing.
struct Sanitizing {
    float limit;

    [[gnu::always_inline]] float operator()(float value) const { return sanitized(value, limit); }
};

/// torch.nan_to_num of a number or, if the guard clamps, within ±limit: `is_bad` is set if it was bad.
template <class GuardType>
[[gnu::cold]] float repaired(float value, float limit, bool& is_bad) {
    if (!GuardType::replaces_nan || is_within(value, limit)) {
        return value;
    }
    is_bad = true;
    return GuardType::clamps ? sanitized(value, limit) : nan_to_num(value);
}
/// A number that is bad as it is given, or in the network's units, or both, counts once, as what it is given as.
struct OfOneNumber {
    float given;
    Repairs& repairs;
    bool is_bad = false;

    OfOneNumber(float value, Repairs& counted) : given(value), repairs(counted) {}
    ~OfOneNumber() {
        if (is_bad) {
            count_bad(given, repairs);
        }
    }
};

/// All of `count` numbers.
template <class GuardType>
[[gnu::noinline, gnu::cold]] void repair(float* numbers, size_t count, float limit, Repairs& repairs) {
    for (size_t i = 0; i < count; ++i) {
        OfOneNumber of(numbers[i], repairs);
        numbers[i] = repaired<GuardType>(numbers[i], limit, of.is_bad);
    }
}

/// One number of a row in place of a Pack.
using OneColumn = Columns<1, Size<1>>;

/// Whether inputs are as large as they like until a layer has scaled them: then the ceiling counts in the network's units.
template <class Net>
constexpr bool scales_before_ceiling() {
    bool any = false;
    for_each_index<0, Net::input_layers>([&](auto layer) { any = any || Net::template InputLayer<layer>::is_guarded; });
    return any;
}

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

/// One row of inputs becomes features. x [inputs], features [Net::width(0)]. `given` guards the inputs, `mapped` what a layer makes
/// of them.
template <class Net, class GuardOfInput, class GuardOfFeature>
[[gnu::always_inline]] inline void map_inputs(const Net& net, const float* x, float* features, GuardOfInput& given,
                                              GuardOfFeature& mapped) {
    for (size_t i = 0; i < Net::inputs; ++i) {
        through_input_layers<0>(net, given(x[i]), i, mapped,
                                [&](float feature, size_t at) MOTE_INLINED { features[at] = feature; });
    }
}
/// Input number `i` is repaired and counted: then(feature, its number). `limit` is that of the inputs as they are given.
template <class GuardType, class Net, class Then>
[[gnu::always_inline]] inline void repair_input(const Net& net, float value, size_t i, float limit, Repairs& repairs,
                                                Then then) {
    OfOneNumber of(value, repairs);
    const auto mapped = [&](float number) { return repaired<GuardType>(number, Net::Limits::inputs, of.is_bad); };
    through_input_layers<0>(net, repaired<GuardType>(value, limit, of.is_bad), i, mapped, then);
}
/// All of a row.
template <class GuardType, class Net, class Then>
void repair_inputs(const Net& net, const float* x, float limit, Repairs& repairs, Then then) {
    for (size_t i = 0; i < Net::inputs; ++i) {
        repair_input<GuardType>(net, x[i], i, limit, repairs, then);
    }
}
template <class GuardType, class Net>
void repair_inputs(const Net& net, const float* x, float* features, float limit, Repairs& repairs) {
    repair_inputs<GuardType>(net, x, limit, repairs,
                             [features](float feature, size_t at) MOTE_INLINED { features[at] = feature; });
}
/// How large an input may be before anything scales it.
template <class Net>
constexpr float ceiling_of_given_inputs() {
    return scales_before_ceiling<Net>() ? largest_float : Net::Limits::inputs;
}

template <size_t Layer, class Net>
constexpr const float* parameters_of_output_layer(const Net& net) {
    return net.parameters + Net::Structure::offset_of_part(Net::input_layers + Net::depth + Layer);
}

/// Target o in the network's units: after the inverse of all output layers.
template <class Net>
[[gnu::always_inline]] inline float mapped_target(const Net& net, float target, size_t o) {
    for_each_index<0, Net::output_layers>([&](auto index) MOTE_INLINED {
        constexpr size_t layer = Net::output_layers - 1 - index;
        target = first_lane(Net::template OutputLayer<layer>::target(parameters_of_output_layer<layer>(net), target,
                                                                     OneColumn{o}, Net::outputs));
    });
    return target;
}
/// One row of targets; guarded as map_inputs() does.
template <class Net, class GuardOfGiven, class GuardOfMapped>
[[gnu::always_inline]] inline void map_targets(const Net& net, const float* y, float* targets, GuardOfGiven& given,
                                               [[maybe_unused]] GuardOfMapped& mapped) {
    for (size_t o = 0; o < Net::outputs; ++o) {
        const float target = given(y[o]);
        if constexpr (Net::output_layers == 0) {
            targets[o] = target;
        } else {
            targets[o] = mapped(mapped_target(net, target, o));
        }
    }
}
/// Target number `o`, repaired and counted. `limit` is that of the targets as they are given.
template <class GuardType, class Net>
[[gnu::always_inline]] inline float repaired_target(const Net& net, float value, size_t o, float limit,
                                                    Repairs& repairs) {
    OfOneNumber of(value, repairs);
    const float target = repaired<GuardType>(value, limit, of.is_bad);
    return repaired<GuardType>(mapped_target(net, target, o), Net::Limits::targets, of.is_bad);
}
template <class GuardType, class Net>
void repair_targets(const Net& net, const float* y, float* targets, float limit, Repairs& repairs) {
    for (size_t o = 0; o < Net::outputs; ++o) {
        targets[o] = repaired_target<GuardType>(net, y[o], o, limit, repairs);
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
