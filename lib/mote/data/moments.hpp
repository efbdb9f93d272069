// SPDX-License-Identifier: MIT
// Mean and variance of numbers that are seen once: no sum that grows, no square that cancels.
// Welford 1962, "Note on a Method for Calculating Corrected Sums of Squares and Products". What is kept is the sum of two
// floats (Knuth 1997, The Art of Computer Programming 2, section 4.2.2, theorem B): one alone would stand still as soon as a
// step, which is a deviation divided by the count, is below half its last digit. At counts of a converter around 8 million
// that is so after 40 rows.
#pragma once

#include "../guard/sanitize.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// The mean of the numbers so far. 8 bytes, zero at start.
struct RunningMean {
    float value = 0.0f;  ///< the mean, rounded
    float rest = 0.0f;   ///< what the rounding left

    /// How far a number is from the mean.
    float distance(float number) const { return (number - value) - rest; }
    /// Takes one more number, which is number `count` of all, from 1 on.
    void add(float number, uint32_t count) {
        const float step = rest + quotient(distance(number), static_cast<float>(count));
        const float sum = value + step, taken = sum - value;
        rest = (value - (sum - taken)) + (step - taken);
        value = sum;
    }
};

/// Mean and variance of the numbers so far, which are within ±2^62, so that nothing overflows. 16 bytes, zero at start.
struct Moments {
    RunningMean mean;
    RunningMean variance;  ///< of these numbers themselves: the sum of squares is divided by the count

    /// The largest magnitude of a number.
    static constexpr float limit = 0x1p62f;

    /// Takes one more number, which is number `count` of all, from 1 on.
    void add(float number, uint32_t count) {
        const float distance = mean.distance(number);
        const float share = quotient(static_cast<float>(count - 1), static_cast<float>(count));
        variance.add(MOTE_PRODUCT(MOTE_PRODUCT(distance * distance) * share), count);
        mean.add(number, count);
    }
    float deviation() const { return square_root(larger(variance.value, 0.0f)); }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
