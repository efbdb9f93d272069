// SPDX-License-Identifier: MIT
// Reset and traps of any RISC-V in machine mode. Numbers of sections are those of the privileged architecture 1.12.
#include <bare-metal/start.hpp>

extern "C" {

// No instruction of these two may use the stack or a floating-point register: reset comes before the unit is on, and a
// trap may have come from a stack that left its memory.
[[noreturn, gnu::naked, gnu::section(".reset")]] void board_reset() {
    __asm__ volatile(
        ".option push            \n"
        ".option arch, +zicsr    \n"
        "la sp, board_stack_top  \n"
        // Flash is made read-only (3.7.1: locked, top of a range, executable, readable). In an emulator it is memory
        // like any other, and may be what the stack meets. A processor without protection traps, and goes on at 1.
        "la t0, 1f               \n"
        "csrw mtvec, t0          \n"
        "la t0, board_flash      \n"
        "srli t0, t0, 2          \n"
        "csrw pmpaddr0, t0       \n"
        "la t0, board_flash_end  \n"
        "srli t0, t0, 2          \n"
        "csrw pmpaddr1, t0       \n"
        "li t0, 0x8d00           \n"
        "csrw pmpcfg0, t0        \n"
        ".balign 4               \n"
        "1:                      \n"
        "la t0, board_trap       \n"
        "csrw mtvec, t0          \n"
#ifdef __riscv_flen
        "li t0, 0x2000           \n"  // mstatus.FS (3.1.6.6): the floating-point unit is on
        "csrs mstatus, t0        \n"
        "csrw fcsr, zero         \n"  // to the nearest
#endif
        ".option pop             \n"
        "j board_start           \n");
}

[[noreturn, gnu::naked, gnu::used, gnu::aligned(4)]] void board_trap() {
    __asm__ volatile(
        ".option push            \n"
        ".option arch, +zicsr    \n"
        "la sp, board_stack_top  \n"
        "csrr a0, mcause         \n"  // 3.1.15: 2 illegal instruction, 3 breakpoint, 5 load and 7 store access fault
        ".option pop             \n"
        "j board_report          \n");
}
}
