// SPDX-License-Identifier: MIT
// print: text and numbers through board::write, for examples and self-tests.
// A float is converted with integers only: every target prints the same digits, none needs printf, and one without a
// floating-point unit pulls in no helper for it.
#pragma once

#include <stdint.h>

#include "mote_board.hpp"

namespace board {

/// A number to be printed as 0x and eight digits: the way to show the bits of a float, or a CRC.
struct Hex {
    uint32_t value;
};

namespace detail {

/// Characters that grow from the back of a buffer towards its front, as the digits of a number come.
class Digits {
  public:
    const char* text() const { return first; }
    void put(char character) { *--first = character; }
    void put_integer(uint64_t value, unsigned least_digits = 1) {
        for (unsigned digit = 0; digit < least_digits || value != 0; ++digit) {
            put(static_cast<char>('0' + value % 10));
            value /= 10;
        }
    }

  private:
    char buffer[24] = {};  // the longest text: -9223372036854775808
    char* first = buffer + sizeof buffer - 1;
};

inline void print_one(const char* text) { write(text); }

inline void print_one(Hex hex) {
    Digits digits;
    for (unsigned shift = 0; shift < 32; shift += 4) {
        digits.put("0123456789abcdef"[hex.value >> shift & 15]);
    }
    digits.put('x');
    digits.put('0');
    write(digits.text());
}

template <class Integer>
void print_one(Integer value) {
    static_assert(Integer(1) / Integer(2) == Integer(0), "print: takes text, integers, floats and Hex");
    const bool negative = value < Integer(0);
    const auto magnitude = static_cast<uint64_t>(value);
    Digits digits;
    digits.put_integer(negative ? 0 - magnitude : magnitude);
    if (negative) {
        digits.put('-');
    }
    write(digits.text());
}

/// Six significant digits, in the form that printf's %g gives them.
inline void print_one(float value) {
    const auto bits = __builtin_bit_cast(uint32_t, value);
    const uint32_t fraction = bits & 0x7fffff;
    const int exponent = static_cast<int>(bits >> 23 & 0xff);
    if (exponent == 255 && fraction != 0) {
        return write("nan");  // its sign differs from machine to machine
    }
    write(bits >> 31 != 0 ? "-" : "");
    if (exponent == 255) {
        return write("inf");
    }
    if (exponent == 0 && fraction == 0) {
        return write("0");
    }

    // value = number * 2^two * 10^ten: powers of two are exchanged for powers of ten until none is left. About 60 bits
    // of `number` stay significant, far more than the 20 that are printed; `lost` says that something lay below them.
    uint64_t number = exponent == 0 ? fraction : fraction | 0x800000;
    int two = (exponent == 0 ? 1 : exponent) - 150;
    int ten = 0;
    bool lost = false;
    const auto divide = [&](unsigned by) {
        lost = lost || number % by != 0;
        number /= by;
    };
    while (two != 0) {
        if (two > 0 && number >> 63 == 0) {
            number *= 2;
            --two;
        } else if (two < 0 && number > ~uint64_t{0} / 10) {
            divide(2);
            ++two;
        } else if (two > 0) {
            divide(10);
            ++ten;
        } else {
            number *= 10;
            --ten;
        }
    }

    // Six digits, the nearest; of two that are equally near, the even one.
    while (number >= 10000000) {
        divide(10);
        ++ten;
    }
    const auto last = number % 10;
    number /= 10;
    ++ten;
    if (last > 5 || (last == 5 && (lost || number % 2 != 0))) {
        ++number;
    }
    if (number == 1000000) {
        number = 100000;
        ++ten;
    }

    Digits digits;
    const int magnitude = ten + 5;
    int decimals = -ten;
    if (magnitude < -4 || magnitude > 5) {
        digits.put_integer(static_cast<uint64_t>(magnitude < 0 ? -magnitude : magnitude), 2);
        digits.put(magnitude < 0 ? '-' : '+');
        digits.put('e');
        decimals = 5;
    }
    for (; decimals > 0 && number % 10 == 0; --decimals) {
        number /= 10;
    }
    if (decimals > 0) {
        for (; decimals > 0; --decimals) {
            digits.put(static_cast<char>('0' + number % 10));
            number /= 10;
        }
        digits.put('.');
    }
    digits.put_integer(number);
    write(digits.text());
}

}  // namespace detail

/// Prints its arguments one after the other: text, integers, floats and Hex.
template <class... Parts>
void print(const Parts&... parts) {
    (detail::print_one(parts), ...);
}

}  // namespace board
