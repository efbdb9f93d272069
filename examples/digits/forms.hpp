// SPDX-License-Identifier: MIT
// Whose hand: the digits lie in the order in which they were written, and everybody filled in the same form of 130 numbers (0 to 9
// three times, then others). So the order of the numbers tells where a form begins; some left a number out. There are 14 forms,
// and the description of the data speaks of 13 people: two forms may be of one hand.
#pragma once

#include <mote/mote.hpp>

#include "digits.hpp"

namespace digits {

constexpr size_t form_count = 14;
constexpr size_t form_starts[form_count + 1] = {0,    130,  256,  386,  516,  646,  776, 906,
                                                1029, 1157, 1287, 1415, 1545, 1667, 1797};
constexpr size_t rows = form_starts[form_count];
static_assert(rows == sizeof text / sizeof *text);

/// A digit as a network takes it: 64 shades from 0 to 16.
struct Digit {
    float pixels[64];
    uint8_t number;
};

constexpr Digit digit_of(const char (&line)[66]) {
    Digit digit = {};
    for (size_t p = 0; p < 64; ++p) {
        digit.pixels[p] = static_cast<float>(line[p] <= '9' ? line[p] - '0' : line[p] - 'a' + 10);
    }
    digit.number = static_cast<uint8_t>(line[64] - '0');
    return digit;
}

}  // namespace digits
