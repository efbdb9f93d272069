// SPDX-License-Identifier: MIT
// BBC micro:bit (version 1): text through the serial line of its USB socket, at 115200 baud; the lights say how the program ended.
// Numbers of sections are those of Nordic's nRF51 series reference manual 3.0.
#include <mote_board.hpp>
#include <mote_print.hpp>

namespace {

volatile uint32_t& at(uint32_t address) { return *reinterpret_cast<volatile uint32_t*>(address); }

constexpr uint32_t clock = 0x40000000, uart = 0x40002000, timer = 0x40008000, pins = 0x50000500;
constexpr uint32_t sent = uart + 0x11c;
constexpr uint32_t serial_pin = 24;
constexpr uint32_t rows = 7u << 13, columns = 0x1ffu << 4;  // a light is on where a row is high and a column low

[[gnu::constructor(101)]] void start() {  // before the program's own constructors
    at(clock + 0x000) = 1;                // 13: the crystal, for an exact speed of the line
    while (at(clock + 0x100) == 0) {
    }
    at(timer + 0x508) = 3;  // 18: TIMER 0, of 32 bits,
    at(timer + 0x510) = 4;  // in microseconds (no nRF51 has SysTick)
    at(timer + 0x000) = 1;

    at(pins + 0x08) = 1u << serial_pin;  // 14: high, as a line at rest is
    at(pins + 0x18) = 1u << serial_pin | rows | columns;
    at(uart + 0x50c) = serial_pin;  // 29
    at(uart + 0x524) = 0x01d7e000;  // 115200 baud
    at(uart + 0x500) = 4;
    at(uart + 0x008) = 1;
}

}  // namespace

// The timer's interrupt is no part of this board; the vectors of any Cortex-M name it.
extern "C" void board_system_tick() {}

namespace board {

void write(const char* text) {
    for (; *text != '\0'; ++text) {
        at(sent) = 0;
        at(uart + 0x51c) = static_cast<uint8_t>(*text);
        while (at(sent) == 0) {
        }
    }
}

/// Microseconds. It notices that the counter starts again, after 71 minutes, only if it is called in the meantime.
uint64_t ticks() {
    static uint32_t last, wraps;
    at(timer + 0x40) = 1;  // captures the counter
    const uint32_t now = at(timer + 0x540);
    wraps += now < last ? 1u : 0u;
    last = now;
    return uint64_t{wraps} << 32 | now;
}

// All lights stay on if all is well, and blink if not. An exit code is for who reads the line, as the script emulate does.
void stop(int code) {
    print("stop ", code, "\n");
    for (bool on = true;; on = !on || code == 0) {
        at(pins + (on ? 0x08 : 0x0c)) = rows;
        for (const uint64_t now = ticks(); ticks() - now < 250000;) {
        }
    }
}

}  // namespace board
