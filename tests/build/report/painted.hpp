// SPDX-License-Identifier: MIT
// How much stack a function and all that it calls have used, measured on a Cortex-M: what lies below is painted before,
// and where the paint is gone the stack has been.
#pragma once

#include <stdint.h>

extern "C" uint32_t board_stack_top[], STACK_SIZE[];  // the second is a number that the linker knows as an address

constexpr uint32_t paint = 0xa55a5aa5;

inline volatile uint32_t* stack_end() { return board_stack_top - reinterpret_cast<uintptr_t>(STACK_SIZE) / 4; }

/// Paints everything below the function that it is in, and switches interrupts off: they use the same stack.
[[gnu::always_inline]] inline void paint_stack() {
    asm volatile("cpsid i");
    const volatile uint32_t* stack_pointer;
    asm volatile("mov %0, sp" : "=r"(stack_pointer));
    for (volatile uint32_t* word = stack_end(); word < stack_pointer; ++word) {
        *word = paint;
    }
}

/// Bytes from where the function that it is in began.
[[gnu::always_inline]] inline uint32_t used_stack() {
    const volatile uint32_t* word = stack_end();
    while (*word == paint) {
        ++word;
    }
    return static_cast<uint32_t>(reinterpret_cast<uintptr_t>(__builtin_dwarf_cfa()) -
                                 reinterpret_cast<uintptr_t>(word));
}
