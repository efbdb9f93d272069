// SPDX-License-Identifier: MIT
// The guard: what happens to a number from outside that is NaN, infinite or too large, and the count of it.
// Rows are inspected and repaired once, when they enter the scratch; from there on bounds.hpp proves that all stays
// finite.
#pragma once

#include "../base/traits.hpp"
#include "sanitize.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// What was wrong with the numbers of a call, by kind. Each bad number counts once. Counts and sums wrap at 2^32.
struct Repairs {
    uint32_t nan = 0;           ///< inputs and targets that were NaN (repaired: 0)
    uint32_t infinite = 0;      ///< inputs and targets that were infinite (repaired: the limit, with their sign)
    uint32_t out_of_range = 0;  ///< finite inputs and targets beyond the limit (repaired: the limit, with their sign)
    uint32_t skipped_rows = 0;  ///< rows left out for bad numbers or a class number out of range
    uint32_t settings = 0;      ///< numbers of the recipe out of their range, at this step

    /// Everything that was not as it should be, as one number.
    constexpr uint32_t total() const { return nan + infinite + out_of_range + skipped_rows + settings; }

    constexpr Repairs& operator+=(const Repairs& other) {
        nan += other.nan;
        infinite += other.infinite;
        out_of_range += other.out_of_range;
        skipped_rows += other.skipped_rows;
        settings += other.settings;
        return *this;
    }
};

/// What to do with a row that holds a bad number.
enum class BadRow : uint8_t {
    repair,  ///< clamp(nan_to_num(number)), and learn from the row: for limits that are about as large as good numbers
    skip,    ///< leave the row out; the mean is over the rest
    reject,  ///< leave the whole batch out: network and state keep their bits
};

/// Keeps every contract. Its numbers may only tighten the network's ceilings; NaN, negative or larger ones count
/// as the ceilings. (Ceilings count in the network's units: Ceilings<1000, 6, 6> after fit_scalings() are six deviations.)
struct Guard {
    BadRow bad_row = BadRow::skip;
    float input_limit = largest_float;   ///< |input| above it is out of range, in the user's units
    float target_limit = largest_float;  ///< |target| above it is out of range, in the user's units

    static constexpr bool replaces_nan = true, clamps = true;
};

/// For demonstrations only: NaN becomes 0 and infinities ±FLT_MAX (torch.nan_to_num), nothing is clamped anywhere.
/// WAIVES THE SANITY CONTRACT: training can end in NaN.
struct NanToNumOnly {
    static constexpr bool replaces_nan = true, clamps = false;
};

/// For demonstrations only: numbers are taken as they come, nothing is clamped anywhere.
/// WAIVES THE SANITY CONTRACT: training can end in NaN.
struct Unguarded {
    static constexpr bool replaces_nan = false, clamps = false;
};

namespace detail {

/// There are these three. A guard is what all proofs start from, so a struct of your own would be taken at its word, and its
/// numbers would not be looked at.
template <class Given>
constexpr bool is_guard = is_same<Given, Guard> || is_same<Given, NanToNumOnly> || is_same<Given, Unguarded>;

/// A guard, or a sentence that says that it is none.
template <class Given>
constexpr bool check_guard() {
    static_assert(is_guard<Given>,
                  "mote: the fourth value of a Recipe is a guard, and there are three: Guard, NanToNumOnly, Unguarded. "
                  "Recipe{loss, optimizer, schedule, guard} (guard/guard.hpp)");
    return is_guard<Given>;
}

}  // namespace detail

/// The limit in force: the guard's number where it tightens the network's ceiling.
constexpr float tightened(float limit, float ceiling) {
    return limit >= 0.0f && is_within(limit, ceiling) ? limit : ceiling;
}

/// Counts a bad number by its kind.
constexpr void count_bad(float value, Repairs& repairs) {
    if (is_nan(value)) {
        ++repairs.nan;
    } else if (is_infinite(value)) {
        ++repairs.infinite;
    } else {
        ++repairs.out_of_range;
    }
}
/// Counts what is wrong with `value`, if anything.
constexpr void inspect(float value, float limit, Repairs& repairs) {
    if (!is_within(value, limit)) {
        count_bad(value, repairs);
    }
}

/// A number of a recipe that is out of its range: `fallback` (NaN) or the nearer end, counted.
constexpr float repaired_setting(float value, float low, float high, float fallback, Repairs& repairs) {
    const float inside = is_nan(value) ? fallback : clamp(value, low, high);
    repairs.settings += float_bits(inside) != float_bits(value) ? 1u : 0u;
    return inside;
}
/// A number of a recipe in [low, high]: itself, or repaired. Requires low >= 0, where floats order like their bits.
[[gnu::always_inline]] constexpr float setting(float value, float low, float high, float fallback, Repairs& repairs) {
    const bool is_inside = float_bits(value) - float_bits(low) <= float_bits(high) - float_bits(low);
    return is_inside ? value : repaired_setting(value, low, high, fallback, repairs);
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
