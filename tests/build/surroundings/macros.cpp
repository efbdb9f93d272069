// SPDX-License-Identifier: MIT
// Macros that stand before the include in other people's programs, and have to stand after it as they were.
#include <stddef.h>
#include <stdint.h>

// Arduino.h
#define min(a, b) ((a) < (b) ? (a) : (b))
#define max(a, b) ((a) > (b) ? (a) : (b))
#define abs(x) ((x) > 0 ? (x) : -(x))
#define round(x) ((x) >= 0 ? (long)((x) + 0.5) : (long)((x)-0.5))
#define radians(deg) ((deg)*DEG_TO_RAD)
#define sq(x) ((x) * (x))
#define bit(b) (1UL << (b))
#define bitRead(value, bit) (((value) >> (bit)) & 0x01)
#define word(...) makeWord(__VA_ARGS__)
#define map(...) arduino_map(__VA_ARGS__)
#define constrain(amt, low, high) ((amt) < (low) ? (low) : ((amt) > (high) ? (high) : (amt)))
#define interrupts() sei()
#define F(string_literal) (string_literal)
#define B0 0
#define B1 1
#define PI 3.14
#define HIGH 1
#define LOW 0
#define INPUT 0
#define OUTPUT 1
#define DEFAULT 1
#define EULER 2.7
// windows.h
#define small char
#define near
#define far
#define interface struct
#define IN
#define OUT
#define OPTIONAL
#define ERROR 0
#define CONST const
#define TRUE 1
#define FALSE 0
// X.h, Xlib.h, XIproto.h
#define Mask unsigned
#define None 0L
#define Status int
#define Bool int
#define True 1
#define False 0
#define Success 0
#define Always 2
#define Above 0
#define Below 1
#define Complex 0
// complex.h
#define I _Complex_I
#define complex _Complex
// curses.h
#define clear() wclear(stdscr)
#define move(y, x) wmove(stdscr, y, x)
#define erase() werase(stdscr)
#define refresh() wrefresh(stdscr)
// term.h
#define columns CUR _Nums[0]
#define lines CUR _Nums[2]
// The Linux kernel, the old BSD strings.h, and what programs call their own logging.
#define current get_current()
#define clamp(value, low, high) ((value) < (low) ? (low) : (high))
#define noinline __attribute__((__noinline__))
#define always_inline inline __attribute__((__always_inline__))
#define index strchr
#define log(...) my_log(__VA_ARGS__)
#define select(...) my_select(__VA_ARGS__)
// Rinternals.h, zlib.h with a prefix, compat/ina90.h of AVR.
#define length Rf_length
#define error Rf_error
#define crc32 z_crc32
#define input(port) (port)
#define output(port, value) ((port) = (value))
#define random rand
// tgmath.h
#define exp(x) tg_exp(x)
#define erf(x) tg_erf(x)
#define sin(x) tg_sin(x)
#define cos(x) tg_cos(x)
#define tanh(x) tg_tanh(x)
#define sqrt(x) tg_sqrt(x)
#define fma(x, y, z) tg_fma(x, y, z)

#include <mote/mote.hpp>
#include <mote/self_test.hpp>

static_assert(min(1, 2) == 1 && max(1, 2) == 2 && abs(-1) == 1 && B1 == 1 && True == 1);
static_assert(sizeof(small) == 1 && sizeof(Status) == sizeof(int));

#undef Status  // the program's own: mote's may be named once it is gone
#include "use.hpp"

bool with_macros() { return use::all(); }
