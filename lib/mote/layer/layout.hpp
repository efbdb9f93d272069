// SPDX-License-Identifier: MIT
// Where the layers of a network lie in its array of parameters; all of it is compile time.
#pragma once

#include "../base/random.hpp"
#include "../kernel/activate.hpp"
#include "layer.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// How many numbers go in.
template <size_t Values>
struct Input {
    static_assert(Values > 0, "mote: Input needs at least one value");
    static constexpr size_t size = Values;
};

/// The largest magnitudes that a network's weights, inputs and targets may have. Weights are clamped to them; a row with a larger
/// input or target is bad, and the guard says what becomes of it. The proof that nothing overflows (proof/bounds.hpp) starts from
/// them; it may clamp errors of outputs beyond 10⁶ as well. Inputs are compared in the network's units, after an InputScaling;
/// targets after the inverse of an OutputScaling.
template <uint32_t Weights = 1000, uint32_t Inputs = 1000000, uint32_t Targets = 1000000>
struct Ceilings {
    static constexpr bool check() {
        constexpr bool valid = Weights > 0 && Inputs > 0 && Targets > 0;
        static_assert(valid, "mote: Ceilings must be above 0");
        return valid;
    }
    static constexpr LayerKind kind = LayerKind::ceilings;
    static constexpr uint32_t identity[] = {4, Weights, Inputs, Targets};
    static constexpr size_t outputs(size_t entering) { return entering; }
    static constexpr uint64_t parameter_count(uint64_t) { return 0; }
    static constexpr float weights = Weights, inputs = Inputs, targets = Targets;
};

namespace detail {

template <class Given, class = void>
constexpr bool has_kind = false;
template <class Given>
constexpr bool has_kind<Given, Void<decltype(Given::kind == LayerKind::trained)>> = true;
template <class Given, class = void>
constexpr bool has_sizes = false;
template <class Given>
constexpr bool has_sizes<
    Given, Void<decltype(*Given::identity + Given::outputs(size_t{1}) + Given::parameter_count(uint64_t{1}))>> = true;
template <class Given, class = void>
constexpr bool has_bounds_of_layer = false;
template <class Given>
constexpr bool
    has_bounds_of_layer<Given, Void<decltype(Given::value_bound(1.0, 1.0, size_t{1}) + Given::slope_bound +
                                             Given::gradient_spread(1.0, size_t{1}) + !Given::stores_slopes(true))>> =
        true;
template <class Given, class = void>
constexpr bool has_parameters = false;
template <class Given>
constexpr bool has_parameters<Given, Void<decltype(Given::weight_count(uint64_t{1}) + Given::frequency)>> = true;

/// What the members of a layer that are templates are asked with here, where there is no network.
struct AnyPosition {
    static constexpr size_t index = 0, inputs = 1, outputs = 1, offset = 0, capacity = 1;
    static constexpr bool is_first = true, is_last = true, stores_slopes = false;
};
struct AnyFunction {
    template <class... Given>
    void operator()(const Given&...) const {}
};

template <class Given, class = void>
constexpr bool has_way_forward = false;
template <class Given>
constexpr bool has_way_forward<
    Given,
    Void<decltype(Given::initialize(declared<float*>(), size_t{1}, declared<const UniformBounds&>(), 1.0f,
                                    declared<Pcg32&>())),
         decltype(Given::template forward_work<AnyPosition>(size_t{1}) + 0),
         decltype(Given::template forward<AnyPosition, false>(declared<const float*>(), declared<const float*>(),
                                                              declared<float*>(), NoSlopes{}, size_t{1}, Uncut{}))>> =
    true;
template <class Given, class = void>
constexpr bool has_way_back = false;
template <class Given>
constexpr bool
    has_way_back<Given, Void<decltype(Pack(Given::template delta<false>(declared<Pack>(), declared<Pack>()))),
                             decltype(Given::template backward_work<AnyPosition, 1>(size_t{1}) +
                                      Given::template block_floats<AnyPosition, 1>()),
                             decltype(Given::backward(AnyPosition{}, size_t{1}, Uncut{}))>> = true;

template <class Given, class = void>
constexpr bool scales_inputs = false;
template <class Given>
constexpr bool scales_inputs<Given, Void<decltype(Given::initialize(declared<float*>(), size_t{1})),
                                         decltype(!Given::is_guarded + Given::value_bound(1.0, 1.0))>> = true;
template <class Given, class = void>
constexpr bool maps_inputs = false;
template <class Given>
constexpr bool maps_inputs<
    Given, Void<decltype(Given::map(declared<const float*>(), 1.0f, size_t{0}, size_t{1}, AnyFunction{}))>> = true;
/// Whether an input layer gives a feature an input, a Pack at a time.
template <class Given, class = void>
constexpr bool is_elementwise = false;
template <class Given>
constexpr bool is_elementwise<
    Given, Void<decltype(Given::scaled(declared<const float*>(), declared<Pack>(), Columns<1>{0}, size_t{1}))>> = true;
template <class Given, class = void>
constexpr bool scales_outputs = false;
template <class Given>
constexpr bool scales_outputs<
    Given, Void<decltype(Given::initialize(declared<float*>(), size_t{1})),
                decltype(Given::value(declared<const float*>(), declared<Pack>(), Columns<1>{0}, size_t{1}) +
                         Given::target(declared<const float*>(), declared<Pack>(), Columns<1>{0}, size_t{1}))>> = true;

/// Whether a layer has the members of its kind that are templates, or that only such layers have.
template <class Given>
constexpr bool has_ways() {
    if constexpr (!has_kind<Given>) {
        return false;
    } else if constexpr (Given::kind == LayerKind::trained) {
        return has_way_forward<Given> && has_way_back<Given>;
    } else if constexpr (Given::kind == LayerKind::input) {
        return scales_inputs<Given> && (is_elementwise<Given> || maps_inputs<Given>);
    } else if constexpr (Given::kind == LayerKind::output) {
        return scales_outputs<Given>;
    } else {
        return true;
    }
}

/// Whether a trained layer has what can be asked without a network.
template <class Given>
constexpr bool is_complete() {
    if constexpr (has_kind<Given> && has_sizes<Given>) {
        return Given::kind != LayerKind::trained || (has_bounds_of_layer<Given> && has_parameters<Given>);
    } else {
        return false;
    }
}

/// Whether anything leaves a layer into which one number goes.
template <class Given>
constexpr bool has_outputs() {
    if constexpr (has_sizes<Given>) {
        return Given::outputs(1) > 0;
    } else {
        return false;
    }
}

/// A part of a network, or a sentence that says what it lacks.
template <class Given>
constexpr bool check_part() {
    constexpr bool valid = check_parameters<Given>(), a = valid && has_kind<Given>, b = a && has_sizes<Given>,
                   c = b && is_complete<Given>(), d = c && has_ways<Given>(), e = d && has_outputs<Given>();
    static_assert(a || !valid,
                  "mote: a part of this Network is no layer (an activation stands in one: Dense<3, Tanh>; "
                  "layer/layer.hpp)");
    static_assert(b || !a,
                  "mote: this layer lacks identity, outputs(inputs) or parameter_count(inputs) (layer/layer.hpp)");
    static_assert(
        c || !b,
        "mote: this trained layer lacks weight_count, frequency, value_bound, slope_bound, gradient_spread or "
        "stores_slopes (layer/layer.hpp)");
    static_assert(
        d || !c,
        "mote: this layer lacks initialize, or, if it is trained, forward, forward_work, delta, backward, "
        "backward_work or "
        "block_floats, or else is_guarded, value_bound and scaled or map (inputs) or value and target (outputs) "
        "(layer/layer.hpp)");
    static_assert(e || !d, "mote: Dense needs at least one output, and FourierFeatures at least one pair");
    return e;
}

template <class... Parts>
constexpr size_t count_of_kind(LayerKind kind) {
    return (size_t{0} + ... + (Parts::kind == kind ? 1u : 0u));
}
template <class... Parts>
constexpr bool are_in_order() {
    LayerKind last = LayerKind::input;
    const auto follows = [&last](LayerKind kind) {
        const bool in_order = !(kind < last);
        last = kind;
        return in_order;
    };
    return (follows(Parts::kind) && ...);
}

template <class... Parts>
constexpr size_t count_frozen() {
    return (size_t{0} + ... + (is_frozen<Parts> ? 1u : 0u));
}
/// Whether no layer that learns stands before a frozen one.
template <class... Parts>
constexpr bool frozen_are_first() {
    bool any_learns = false;
    const auto follows = [&any_learns](bool frozen, bool trained) {
        any_learns = any_learns || (trained && !frozen);
        return !(frozen && any_learns);
    };
    return (follows(is_frozen<Parts>, Parts::kind == LayerKind::trained) && ...);
}

/// The parts of a network, or a sentence that says what is wrong with one of them or with their order.
template <class... Parts>
constexpr bool check_parts() {
    if constexpr ((check_part<Parts>() && ...)) {
        constexpr bool a = count_of_kind<Parts...>(LayerKind::trained) > 0,
                       b = a && are_in_order<Parts...>() && count_of_kind<Parts...>(LayerKind::ceilings) <= 1,
                       c = b && count_frozen<Parts...>() < count_of_kind<Parts...>(LayerKind::trained),
                       d = c && frozen_are_first<Parts...>();
        static_assert(a, "mote: a Network needs at least one Dense");
        static_assert(b || !a,
                      "mote: the parts of a Network stand in the order Input, InputScaling, FourierFeatures, Dense …, "
                      "OutputScaling, Ceilings");
        static_assert(c || !b, "mote: all layers of this Network are Frozen: at least one has to learn");
        static_assert(d || !c, "mote: only the first layers of a Network can be Frozen, none after one that learns");
        return d;
    } else {
        return false;
    }
}

template <class Part>
constexpr bool is_input = false;
template <size_t Values>
constexpr bool is_input<Input<Values>> = true;
/// The inputs of a network; 1 after a failed static_assert, so that no other error follows.
template <class Part>
constexpr bool check_input() {
    static_assert(is_input<Part>,
                  "mote: a Network begins with its inputs: Network<Input<2>, Dense<3, Tanh>, Dense<1>>");
    return is_input<Part>;
}
template <class Part>
using InputsOf = typename Conditional<check_input<Part>(), Part, Input<1>>::Type;

/// Some words of an identity.
struct Words {
    const uint32_t* first;
    size_t count;
};
/// Takes words, and how many there are, into a fingerprint: each is mixed into all its bits. (After Steele, Lea and Flood 2014,
/// "Fast Splittable Pseudorandom Number Generators".)
constexpr uint64_t fingerprint_with(uint64_t value, Words words) {
    for (size_t i = 0; i <= words.count; ++i) {
        value ^= i < words.count ? words.first[i] : words.count;
        value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9u;
        value = (value ^ value >> 27) * 0x94d049bb133111ebu;
        value ^= value >> 31;
    }
    return value;
}

template <size_t Inputs, class... Parts>
struct Layout {
    static constexpr size_t inputs = Inputs;
    static constexpr size_t part_count = sizeof...(Parts);
    static constexpr LayerKind kinds[part_count] = {Parts::kind...};

    static constexpr size_t count(LayerKind kind) {
        size_t found = 0;
        for (const LayerKind each : kinds) {
            found += each == kind ? 1u : 0u;
        }
        return found;
    }

    static constexpr size_t frozen_layers = count_frozen<Parts...>();

    template <size_t Index>
    using PartAt = typename TypeAt<Index, Parts...>::Type;
    using Limits = typename TypeAt<part_count - count(LayerKind::ceilings), Parts..., Ceilings<>>::Type;

    template <class Part>
    static constexpr bool has() {
        return (is_same<Part, Parts> || ...);
    }
    /// Numbers that enter trained layer number `layer`, and where it starts in the array.
    static constexpr size_t width(size_t layer) { return places.widths[count(LayerKind::input) + layer]; }
    static constexpr size_t offset(size_t layer) { return places.offsets[count(LayerKind::input) + layer]; }
    /// The same of any part, by its number.
    static constexpr size_t width_of_part(size_t part) { return places.widths[part]; }
    static constexpr size_t offset_of_part(size_t part) { return places.offsets[part]; }
    /// Where the first part of this type starts.
    template <class Part>
    static constexpr size_t offset_of() {
        constexpr bool is_it[part_count] = {is_same<Part, Parts>...};
        size_t part = 0;
        while (part < part_count && !is_it[part]) {
            ++part;
        }
        return places.offsets[part];
    }

    /// What tells networks apart, in 64 bits: the inputs, the identity of each layer, and the ceilings.
    static constexpr uint64_t fingerprint() {
        constexpr Words identities[part_count] = {{Parts::identity, sizeof Parts::identity / sizeof(uint32_t)}...};
        constexpr uint32_t entering[] = {static_cast<uint32_t>(Inputs), static_cast<uint32_t>(uint64_t{Inputs} >> 32)};
        uint64_t value = fingerprint_with(0, {entering, 2});
        for (size_t part = 0; part < part_count - count(LayerKind::ceilings); ++part) {
            value = fingerprint_with(value, identities[part]);
        }
        return fingerprint_with(value, {Limits::identity, sizeof Limits::identity / sizeof(uint32_t)});
    }

    /// The same in 32 bits, in which networks may collide: what images of format 1 hold. FNV-1a, word by word, over four words
    /// of each identity.
    static constexpr uint32_t hash() {
        uint32_t value = hash_of_word(2166136261u, static_cast<uint32_t>(Inputs));
        constexpr const uint32_t* identities[part_count] = {Parts::identity...};
        for (size_t part = 0; part < part_count - count(LayerKind::ceilings); ++part) {
            value = hash_of_words(value, identities[part]);
        }
        return hash_of_words(value, Limits::identity);
    }

  private:
    struct Places {
        size_t widths[part_count + 1], offsets[part_count + 1];
        uint64_t parameters;
    };
    static constexpr Places places_of_parts() {
        constexpr size_t (*outputs[part_count])(size_t) = {Parts::outputs...};
        constexpr uint64_t (*parameters[part_count])(uint64_t) = {Parts::parameter_count...};
        Places found{};
        found.widths[0] = Inputs;
        for (size_t part = 0; part < part_count; ++part) {
            found.widths[part + 1] = outputs[part](found.widths[part]);
            found.parameters = sum_of_sizes(found.parameters, parameters[part](found.widths[part]));
            found.offsets[part + 1] = static_cast<size_t>(found.parameters);
        }
        return found;
    }
    static constexpr Places places = places_of_parts();

    static constexpr uint32_t hash_of_word(uint32_t value, uint32_t word) { return (value ^ word) * 16777619u; }
    static constexpr uint32_t hash_of_words(uint32_t value, const uint32_t* words) {
        for (size_t i = 0; i < 4; ++i) {
            value = hash_of_word(value, words[i]);
        }
        return value;
    }

  public:
    static constexpr bool is_addressable = places.parameters <= largest_object / sizeof(float);
    static constexpr size_t parameter_count = is_addressable ? static_cast<size_t>(places.parameters) : 1;
};

template <class Structure>
constexpr size_t checked_parameter_count() {
    static_assert(Structure::is_addressable, "mote: this Network has more parameters than this machine can address");
    return Structure::parameter_count;
}

}  // namespace detail

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
