// SPDX-License-Identifier: MIT
// From reset to main, for any Cortex-M: floating-point unit, memory, constructors; and what to do when it goes wrong.
#include <stdint.h>

#include <board.hpp>
#include <print.hpp>

extern "C" {

// Places that the linker script names.
extern const uint32_t board_data_in_flash[];
extern uint32_t board_stack_top[], board_data[], board_data_end[], board_bss[], board_bss_end[];
extern void (*const board_constructors[])();
extern void (*const board_constructors_end[])();

// The program's main under another name: the language forbids to call main itself.
int board_program() __asm__("main");

void board_start_ticks();
void board_system_tick();

[[noreturn, gnu::used]] void board_start() {
    const uint32_t* from = board_data_in_flash;
    for (uint32_t* to = board_data; to != board_data_end; ++to, ++from) {
        *to = *from;
    }
    for (uint32_t* to = board_bss; to != board_bss_end; ++to) {
        *to = 0;
    }
    board_start_ticks();
    for (auto constructor = board_constructors; constructor != board_constructors_end; ++constructor) {
        (*constructor)();
    }
    board::stop(board_program());
}

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

[[noreturn, gnu::used]] void board_report(uint32_t exception) {
    board::print("fault: processor exception ", exception, "\n");
    board::stop(255);
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

[[gnu::section(".vectors"), gnu::used]] const Vectors vectors = {
    board_stack_top,
    board_reset,
    {board_fault, board_fault, board_fault, board_fault, board_fault, board_fault, board_fault, board_fault,
     board_fault, board_fault, board_fault, board_fault, board_fault},
    board_system_tick,
};

}  // namespace
