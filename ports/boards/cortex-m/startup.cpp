// SPDX-License-Identifier: MIT
// Reset and faults of any Cortex-M, from Armv6-M on.
#include <bare-metal/start.hpp>

extern "C" {

void board_system_tick();

// No instruction of these two may use the stack or a floating-point register: reset comes before the unit is on, and a
// fault may have come from a stack that left its memory.
[[noreturn, gnu::naked]] void board_reset() {
    __asm__ volatile(
#ifdef __ARM_FP
        "ldr r0, =0xe000ed88 \n"  // CPACR: full access to coprocessors 10 and 11
        "ldr r1, [r0]        \n"
        "orr r1, r1, #(0xf << 20) \n"
        "str r1, [r0]        \n"
        "dsb                 \n"
        "isb                 \n"
#endif
        "bl board_start      \n");
}

[[noreturn, gnu::naked]] void board_fault() {
    __asm__ volatile(
        "ldr r0, =board_stack_top \n"
        "mov sp, r0               \n"
        "mrs r0, ipsr             \n"  // number of the exception: 3 hard fault, 4 memory, 5 bus, 6 usage
        "bl board_report          \n");
}
}

namespace {

struct Vectors {
    uint32_t* stack_top;
    void (*reset)();
    void (*faults[13])();
    void (*system_tick)();
};

[[gnu::section(".reset"), gnu::used]] const Vectors vectors = {
    board_stack_top,
    board_reset,
    {board_fault, board_fault, board_fault, board_fault, board_fault, board_fault, board_fault, board_fault,
     board_fault, board_fault, board_fault, board_fault, board_fault},
    board_system_tick,
};

}  // namespace
