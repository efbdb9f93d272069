// SPDX-License-Identifier: MIT
// The system timer of any Cortex-M (Armv7-M reference manual B3.3). The board counts clocks with it; a program that defines
// board_system_tick has the timer for itself, and board::ticks() stands still.
#pragma once

#include <stdint.h>

extern "C" void board_system_tick();

namespace board {

/// 24 bits, counting down from `reload`; its interrupt comes at zero.
struct SysTick {
    uint32_t control, reload, value;

    static constexpr uint32_t most = (1u << 24) - 1;
    static constexpr uint32_t on = 7;                ///< with its interrupt, at the processor's clock
    static constexpr uint32_t on_silently = 5;       ///< without
    static constexpr uint32_t has_ended = 1u << 16;  ///< in `control`: a period ended since this was read
};
inline volatile SysTick& systick() { return *reinterpret_cast<volatile SysTick*>(0xe000e010); }

/// A period of so many clocks begins now.
inline void start_systick(uint32_t period, uint32_t control = SysTick::on) {
    systick().reload = period - 1;
    systick().value = 0;
    systick().control = control;
}

}  // namespace board
