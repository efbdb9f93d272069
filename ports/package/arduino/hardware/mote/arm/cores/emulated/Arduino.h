// SPDX-License-Identifier: MIT
// As much of Arduino.h as sketches of this library use, with the macros by which real ones take everyday names.
#pragma once

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#define F(text) (text)
#define PI 3.1415926535897932384626433832795
#define min(a, b) ((a) < (b) ? (a) : (b))
#define max(a, b) ((a) > (b) ? (a) : (b))
#define abs(x) ((x) > 0 ? (x) : -(x))
#define round(x) ((x) >= 0 ? (long)((x) + 0.5) : (long)((x)-0.5))
#define sq(x) ((x) * (x))
#define bit(b) (1UL << (b))
#define interrupts() __enable()
typedef bool boolean;
typedef uint8_t byte;
typedef unsigned int word;

struct SerialLine {
    void begin(long) {}
    void print(const char* text);
    void print(long number);
    void print(int number) { print(static_cast<long>(number)); }
    void print(unsigned number) { print(static_cast<long>(number)); }
    void print(unsigned long number) { print(static_cast<long>(number)); }
    void print(float number, int digits = 2);

    template <class... What>
    void println(What... what) {
        print(what...);
        print("\n");
    }
};
extern SerialLine Serial;

void setup();
void loop();
