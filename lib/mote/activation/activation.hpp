// SPDX-License-Identifier: MIT
// Activations: what a unit makes of its sum z, and the slope that backpropagation needs.
//
// An activation is a type with
//   id, parameter                what an Image's fingerprint records, by which activations are told apart
//   second_parameter             (optional) the same of an activation with two parameters
//   slope_from_value             true: backward needs slope(value) alone. false: value_and_slope(z) gives both, a
//                                ValueAndSlope, and the slope is stored, 4 bytes a unit and row of the workspace's batch
//   value(z)                     finite for finite z, NaN for NaN
//   value_bound(z), slope_bound  the largest |value| for |z| <= z, and the largest |slope|: what bounds.hpp proves with
//   frequency                    (optional) by which initializations divide
//   check()                      (optional) true, or a static_assert that says what is wrong with its parameters. In the
//                                class itself the assertion would fail where check_activation() looks for members, and
//                                clang then says that there are none
// value, slope and value_and_slope are static and take Packs (ports/README.md), for which base/math.hpp has the functions.
// A new one needs no registration: write the struct, give it an id from 128 up, and name it in a Dense. Each family is a file
// next to this one.
#pragma once

#include "../base/math.hpp"
#include "../base/traits.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

namespace detail {

template <int32_t Numerator, int32_t Denominator>
constexpr float number_of_ratio() {
    static_assert(Denominator > 0, "mote: a Ratio's denominator is 1 or more");
    return static_cast<float>(static_cast<double>(Numerator) / larger(Denominator, int32_t{1}));
}

}  // namespace detail

/// A number in a type: Numerator / Denominator, rounded to a float. LeakyRelu<Ratio<1, 5>> has a slope of 0.2.
template <int32_t Numerator, int32_t Denominator = 1>
struct Ratio {
    static constexpr float number = detail::number_of_ratio<Numerator, Denominator>();
    static constexpr double bound = static_cast<double>(number);  ///< the same, for what bounds.hpp proves
    /// The same for equal floats, and for them alone.
    static constexpr uint32_t identity = __builtin_bit_cast(uint32_t, number);
};

namespace detail {

template <class Activation, class = void>
constexpr uint32_t frequency_of = 0;
template <class Activation>
constexpr uint32_t frequency_of<Activation, Void<decltype(Activation::frequency)>> = Activation::frequency;

template <class Activation, class = void>
constexpr uint32_t second_parameter_of = 0;
template <class Activation>
constexpr uint32_t second_parameter_of<Activation, Void<decltype(Activation::second_parameter)>> =
    Activation::second_parameter;

template <class Given, class = void>
constexpr bool has_identity_of_activation = false;
template <class Given>
constexpr bool has_identity_of_activation<Given, Void<decltype(Given::id + Given::parameter)>> = true;
template <class Given, class = void>
constexpr bool has_value = false;
template <class Given>
constexpr bool has_value<Given, Void<decltype(Pack(Given::value(declared<Pack>())))>> = true;
template <class Given, class = void>
constexpr bool says_how_slopes_come = false;
template <class Given>
constexpr bool says_how_slopes_come<Given, Void<decltype(!Given::slope_from_value)>> = true;
template <class Given, class = void>
constexpr bool has_slope = false;
template <class Given>
constexpr bool has_slope<Given, Void<decltype(Pack(Given::slope(declared<Pack>())))>> = true;
template <class Given, class = void>
constexpr bool has_value_and_slope = false;
template <class Given>
constexpr bool has_value_and_slope<Given, Void<decltype(ValueAndSlope(Given::value_and_slope(declared<Pack>())))>> =
    true;
template <class Given, class = void>
constexpr bool has_bounds_of_activation = false;
template <class Given>
constexpr bool has_bounds_of_activation<Given, Void<decltype(Given::value_bound(1.0) + Given::slope_bound)>> = true;

template <class Given>
constexpr bool has_its_slope() {
    if constexpr (says_how_slopes_come<Given>) {
        return Given::slope_from_value ? has_slope<Given> : has_value_and_slope<Given>;
    } else {
        return false;
    }
}

/// In the place of an incomplete activation.
struct NoActivation {
    static constexpr uint32_t id = 0, parameter = 0;
    static constexpr bool slope_from_value = true;
    static constexpr double slope_bound = 1;
    static constexpr double value_bound(double) { return 1; }
    static Pack value(Pack z) { return z; }
    static Pack slope(Pack) { return 1.0f; }
};

/// An activation, or a sentence that says what it lacks.
template <class Given>
constexpr bool check_activation() {
    constexpr bool valid = check_parameters<Given>(), a = valid && has_value<Given>,
                   b = a && has_identity_of_activation<Given>, c = b && says_how_slopes_come<Given>,
                   d = c && has_its_slope<Given>(), e = d && has_bounds_of_activation<Given>;
    static_assert(a || !valid, "mote: this is no activation: it has no Pack value(Pack) (activation/activation.hpp)");
    static_assert(b || !a, "mote: this activation has no uint32_t id, parameter (activation/activation.hpp)");
    static_assert(c || !b, "mote: this activation has no bool slope_from_value (activation/activation.hpp)");
    static_assert(d || !c,
                  "mote: this activation has no slope(Pack value), or no value_and_slope(Pack) if slope_from_value is "
                  "false (activation/activation.hpp)");
    static_assert(e || !d, "mote: this activation has no value_bound(double), slope_bound (activation/activation.hpp)");
    return e;
}
template <class Given>
using CheckedActivation = typename Conditional<check_activation<Given>(), Given, NoActivation>::Type;

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
