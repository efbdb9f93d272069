// SPDX-License-Identifier: MIT
// Parity of activations: values and slopes against PyTorch's in double precision, at some hundred places from 0 to
// 1e10.
#pragma once

#include <math.h>
#include <mote/mote.hpp>

#include "comparison.hpp"
#include "files.hpp"
#include "registration.hpp"

namespace parity {

/// Up to where an activation's values are compared; beyond, they only have to be finite.
template <class Activation>
constexpr double compared_up_to = 1e38;
template <uint32_t Frequency>
constexpr double compared_up_to<mote::Sin<Frequency>> = 1e5;

/// The distance of neighbouring floats at `number`, that of denormals at least.
inline double spacing(double number) { return fmax(ldexp(1.0, ilogb(fmax(fabs(number), 0x1p-126)) - 23), 0x1p-149); }

/// Largest errors: of a value in spacings of floats there, beside what PyTorch loses itself; of a slope relative to it and absolute, since slopes near
/// their zeros (of 1 - tanh², of mish at -1.19) cancel.
struct Allowed {
    double value, slope_relative, slope_absolute;
};
template <class Activation>
constexpr Allowed allowed{2, 2e-7, 1.5e-7};
template <>
constexpr Allowed allowed<mote::Mish>{4, 1e-6, 5e-7};
template <>
constexpr Allowed allowed<mote::Silu>{4, 1e-6, 5e-7};
template <>
constexpr Allowed allowed<mote::Gelu>{5.2, 1e-6, 5e-7};
template <>
constexpr Allowed allowed<mote::GeluTanh>{4, 1e-6, 5e-7};
template <>
constexpr Allowed allowed<mote::Identity>{0, 0, 0};
template <>
constexpr Allowed allowed<mote::Relu>{0, 0, 0};

/// In double precision, too, PyTorch's ELU is e^x - 1, which cancels near 0, and its GELUs are x (1 + …) / 2, which cancels at
/// the left, down to -8.3.
template <class Activation>
constexpr double lost_by_reference = 0;
template <class Alpha>
constexpr double lost_by_reference<mote::Elu<Alpha>> = 0x1p-53;
template <>
constexpr double lost_by_reference<mote::Gelu> = 0x1p-50;
template <>
constexpr double lost_by_reference<mote::GeluTanh> = 0x1p-50;

template <class Activation>
mote::ValueAndSlope value_and_slope(float sum) {
    if constexpr (Activation::slope_from_value) {
        const mote::Pack value = Activation::value(sum);
        return {value, Activation::slope(value)};
    } else {
        return Activation::value_and_slope(sum);
    }
}

/// The table [places][3] holds x, f(x) and f'(x).
template <class Activation>
bool agrees_with_table(const char* file) {
    const auto table = numbers_in<double, uint64_t>(File(file).bytes);
    Comparison values("values", !table.empty()), slopes("slopes", table.size() % 3 == 0);
    constexpr Allowed most = allowed<Activation>;
    for (size_t row = 0; row + 2 < table.size(); row += 3) {
        char place[32];
        snprintf(place, sizeof place, "at %.9g", table[row]);
        const mote::ValueAndSlope both = value_and_slope<Activation>(static_cast<float>(table[row]));
        const float value = mote::first_lane(both.value), slope = mote::first_lane(both.slope);
        if (fabs(table[row]) <= compared_up_to<Activation>) {
            values(place, static_cast<double>(value), table[row + 1],
                   most.value * spacing(table[row + 1]) + lost_by_reference<Activation>);
            slopes(place, static_cast<double>(slope), table[row + 2],
                   most.slope_relative * fabs(table[row + 2]) + most.slope_absolute);
        }
        values.require(mote::is_finite(value) && mote::is_finite(slope), "a value or slope is not finite");
        values.require(mote::float_bits(value) ==
                           mote::float_bits(mote::first_lane(Activation::value(static_cast<float>(table[row])))),
                       "the value with and without its slope differ");
    }
    const bool passed = values.passed();
    return slopes.passed() && passed;
}

}  // namespace parity
