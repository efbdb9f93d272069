// SPDX-License-Identifier: MIT
// Numbers as the guide's tables show them.
#pragma once

#include <initializer_list>
#include <mote/mote.hpp>
#include <mote_board.hpp>
#include <mote_print.hpp>

/// Two significant digits of a number above 0.
inline float two_digits(float number) {
    float unit = 1.0f;
    for (; number >= 100.0f * unit; unit *= 10.0f) {
    }
    if (number >= 10.0f) {
        return static_cast<float>(static_cast<uint32_t>(number / unit + 0.5f)) * unit;
    }
    float inverse = 1.0f;
    for (; number * inverse < 10.0f && inverse < 1e9f; inverse *= 10.0f) {
    }
    return static_cast<float>(static_cast<uint32_t>(number * inverse + 0.5f)) / inverse;
}

/// A share of some number, in whole percent.
inline uint32_t percent(uint32_t part, uint32_t whole) { return (200 * part + whole) / (2 * whole); }

/// The middle one of `Count` numbers; sorts them.
template <size_t Count>
float median(float (&numbers)[Count]) {
    for (size_t i = 1; i < Count; ++i) {
        for (size_t k = i; k > 0 && numbers[k] < numbers[k - 1]; --k) {
            const float larger = numbers[k - 1];
            numbers[k - 1] = numbers[k];
            numbers[k] = larger;
        }
    }
    return numbers[Count / 2];
}

/// One cell of a table's row, and the end of the row.
template <class... Parts>
void cell(const Parts&... parts) {
    board::print("| ", parts..., " ");
}
inline void end_row() { board::print("|\n"); }
