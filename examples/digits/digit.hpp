// SPDX-License-Identifier: MIT
// The digits as numbers.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "digits.hpp"

namespace digits {

constexpr size_t rows = sizeof text / sizeof *text;

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
