// SPDX-License-Identifier: MIT
// Part of the self-test: the operations of the port's Pack against those of plain floats, on hostile numbers.
#pragma once

#include "../guard/sanitize.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// Numbers that break things: zeros, neighbours of 1 and of powers of two, the smallest normal and the largest, infinities, NaN.
constexpr uint32_t hostile_numbers[] = {
    0x00000000, 0x80000000, 0x00800000, 0x80800001, 0x3f800000, 0xbf800000, 0x3f7fffff, 0x3f800001, 0xc0490fdb,
    0x4b7fffff, 0xcb800001, 0x1f800000, 0x5f800000, 0x7f7fffff, 0xff7fffff, 0x7f800000, 0xff800000, 0x7fc00000,
};
constexpr size_t hostile_count = sizeof hostile_numbers / sizeof hostile_numbers[0];

constexpr float hostile_number(size_t index) {
    return __builtin_bit_cast(float, hostile_numbers[index % hostile_count]);
}

/// Whether both are NaN or have the same bits; or, of a machine that takes denormals for zero, both are as small as those.
inline bool is_right(float got, float expected, bool keeps_denormals) {
    constexpr uint32_t smallest_normal = 0x00800000u;
    return float_bits(got) == float_bits(expected) || (is_nan(got) && is_nan(expected)) ||
           (!keeps_denormals && magnitude_bits(got) <= smallest_normal && magnitude_bits(expected) <= smallest_normal);
}

/// Whether the sum of the smallest denormal with itself is not zero in every lane.
inline bool keeps_denormals() {
    volatile float smallest = __builtin_bit_cast(float, uint32_t{1});  // volatile: the compiler must not add
    float lanes[Pack::width];
    for (float& lane : lanes) {
        lane = smallest;
    }
    (Pack::load(lanes) + Pack::load(lanes)).store(lanes);
    bool kept = true;
    for (const float lane : lanes) {
        kept = kept && float_bits(lane) == 2;
    }
    return kept;
}

/// How often operation(a, b) of Packs is not what it is of floats, over all pairs of hostile numbers, in every lane.
template <class Operation>
uint32_t count_wrong(bool keeps_denormals, Operation operation) {
    uint32_t wrong = 0;
    for (size_t i = 0; i < hostile_count; ++i) {
        for (size_t first = 0; first < hostile_count; first += Pack::width) {
            float a[Pack::width], b[Pack::width], got[Pack::width];
            for (size_t lane = 0; lane < Pack::width; ++lane) {
                a[lane] = hostile_number(i);
                b[lane] = hostile_number(first + lane);
            }
            operation(Pack::load(a), Pack::load(b)).store(got);
            for (size_t lane = 0; lane < Pack::width; ++lane) {
                // Through memory, so that the compiler cannot know the operands.
                volatile float left = a[lane], right = b[lane];
                const float x = left, y = right;
                wrong += is_right(got[lane], operation(x, y), keeps_denormals) ? 0u : 1u;
            }
        }
    }
    return wrong;
}

/// The same operation for one float, where Pack has a function of its own.
inline float select(bool choice, float a, float b) { return choice ? a : b; }
inline float min(float a, float b) { return a < b ? a : b; }
inline float max(float a, float b) { return b < a ? a : b; }

/// How many results of the port's operations are wrong.
inline uint32_t count_wrong_operations(bool keeps) {
    uint32_t wrong = count_wrong(keeps, [](auto a, auto b) { return a + b; });
    wrong += count_wrong(keeps, [](auto a, auto b) { return a - b; });
    wrong += count_wrong(keeps, [](auto a, auto b) { return a * b; });
    wrong += count_wrong(keeps, [](auto a, auto b) { return a / b; });
    wrong += count_wrong(keeps, [](auto a, auto b) { return min(a, b); });
    wrong += count_wrong(keeps, [](auto a, auto b) { return max(a, b); });
    wrong += count_wrong(keeps, [](auto a, auto b) { return select(a < b, b, a); });
    // Added to 3, a denormal product changes nothing.
    wrong += count_wrong(true, [](auto a, auto b) { return mul_add(a, b, decltype(a)(3.0f)); });
    return wrong;
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
