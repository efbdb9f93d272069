// SPDX-License-Identifier: MIT
// The time of any Cortex-M: processor clocks, from SysTick.
#include <mote_board.hpp>

namespace {

// Armv7-M reference manual B3.3: the system timer, 24 bits, counting down.
struct SysTick {
    uint32_t control, reload, value;
};
volatile SysTick& systick = *reinterpret_cast<volatile SysTick*>(0xe000e010);
constexpr uint32_t period = uint32_t{1} << 24;

volatile uint32_t periods;

[[gnu::constructor(101)]] void start_ticks() {  // before the program's own constructors
    systick.reload = period - 1;
    systick.value = 0;
    systick.control = 7;  // on, with its interrupt, at the processor's clock
}

}  // namespace

extern "C" void board_system_tick() { periods = periods + 1; }

namespace board {

uint64_t ticks() {
    static uint64_t last;
    uint32_t before, value;
    // A period that ends between the two readings would be counted with the wrong value.
    do {
        before = periods;
        value = systick.value;
    } while (before != periods);
    uint64_t now = uint64_t{before} * period + (period - 1 - value);
    // An emulator that follows the clock of its host may be late with the interrupt: the new period is not counted yet.
    if (now < last) {
        now += period;
    }
    return last = now;
}

}  // namespace board
