// SPDX-License-Identifier: MIT
// Where in a table the guard finds its first bad number: what to tell whoever made it.
#pragma once

#include "../train.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// A number of the samples that the guard of a recipe skips, repairs or rejects, in the user's table.
struct BadNumber {
    enum class Part : uint8_t { none, input, target, weight };

    Part part = Part::none;  ///< none: there is no bad number
    size_t row = 0;
    size_t column = 0;   ///< of the inputs or of the targets, from 0; a class number and a row's weight are in column 0
    float value = 0.0f;  ///< as it is given; a class number as a float

    constexpr explicit operator bool() const { return part != Part::none; }
};

namespace detail {

/// The first bad number of a row of targets.
template <class Recipe, class Net>
BadNumber bad_target(const Net& net, const SamplesOf<Workspace<Net, Recipe, 1>>& samples, size_t row, float limit) {
    using GivenSamples = SamplesOf<Workspace<Net, Recipe, 1>>;
    const auto y = samples.y_of(row);
    if constexpr (GivenSamples::has_classes) {
        const bool is_bad = !class_exists<Net, typename Recipe::Loss>(y);
        return {is_bad ? BadNumber::Part::target : BadNumber::Part::none, row, 0, static_cast<float>(y)};
    } else {
        for (size_t o = 0; o < Net::outputs; ++o) {
            Repairs found;
            (void)repaired_target<Guard>(net, y[o], o, limit, found);
            if (found.total() != 0) {
                return {BadNumber::Part::target, row, o, y[o]};
            }
        }
        return {};
    }
}

}  // namespace detail

/// The first bad number of all rows, inputs before targets, in the order of the table: from row number `first` on, so that a loop
/// finds the bad rows one by one; samples as for fit(). `Repairs` of train() and fit() count them; this says where they are: none in
/// a row of an ignored class, and none if x and y have different numbers of rows. Reads only. Stack: 400 bytes.
template <class Net, class Recipe>
[[nodiscard]] BadNumber find_bad_number(const Net& net, const Recipe& recipe,
                                        SamplesOf<Workspace<Net, Recipe, 1>> samples, size_t first = 0) {
    const detail::GuardLimits limits = detail::limits_of<Net>(recipe.guard);
    const size_t rows = detail::status_of_count(samples.count) == Status::ok ? samples.count : 0;
    for (size_t row = first; row < rows; ++row) {
        if (detail::is_ignored<typename Recipe::Loss>(samples.y_of(row))) {
            continue;
        }
        const float* const x = samples.x_of(row);
        for (size_t i = 0; i < Net::inputs; ++i) {
            Repairs found;
            detail::repair_input<Guard>(net, x[i], i, limits.input, found, [](float, size_t) MOTE_INLINED {});
            if (found.total() != 0) {
                return {BadNumber::Part::input, row, i, x[i]};
            }
        }
        if (const BadNumber bad = detail::bad_target<Recipe>(net, samples, row, limits.target)) {
            return bad;
        }
        if constexpr (SamplesOf<Workspace<Net, Recipe, 1>>::has_weights) {
            if (!detail::is_weight(samples.weight_of(row))) {
                return {BadNumber::Part::weight, row, 0, samples.weight_of(row)};
            }
        }
    }
    return {};
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
