// SPDX-License-Identifier: MIT
// The time of any Cortex-M: processor clocks, from SysTick.
#include <cortex-m/systick.hpp>
#include <mote_board.hpp>

namespace {

constexpr uint32_t period = uint32_t{1} << 24;

volatile uint32_t periods;

[[gnu::constructor(101)]] void start_ticks() { board::start_systick(period); }  // before the program's own constructors

}  // namespace

extern "C" [[gnu::weak]] void board_system_tick() { periods = periods + 1; }

namespace board {

uint64_t ticks() {
    static uint64_t last;
    uint32_t before, value;
    // A period that ends between the two readings would be counted with the wrong value.
    do {
        before = periods;
        value = systick().value;
    } while (before != periods);
    uint64_t now = uint64_t{before} * period + (period - 1 - value);
    // An emulator that follows the clock of its host may be late with the interrupt: the new period is not counted yet.
    if (now < last) {
        now += period;
    }
    return last = now;
}

}  // namespace board
