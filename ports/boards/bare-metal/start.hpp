// SPDX-License-Identifier: MIT
// From reset to main, and from a fault to the end, without an operating system: what is the same on every processor.
// A board's startup.cpp includes this once; its reset and its fault handler come here as soon as there is a stack.
#pragma once

#include <stdint.h>

#include <mote_print.hpp>

extern "C" {

// Places that memory.ld names.
extern const uint32_t board_data_in_flash[];
extern uint32_t board_stack_top[], board_data[], board_data_end[], board_bss[], board_bss_end[];
extern void (*const board_constructors[])();
extern void (*const board_constructors_end[])();

// The program's main under another name: the language forbids to call main itself.
int board_program() __asm__("main");

/// Where reset goes with a stack and, if there is one, the floating-point unit: memory, constructors, main.
[[noreturn, gnu::used]] void board_start() {
    const uint32_t* from = board_data_in_flash;
    for (uint32_t* to = board_data; to != board_data_end; ++to, ++from) {
        *to = *from;
    }
    for (uint32_t* to = board_bss; to != board_bss_end; ++to) {
        *to = 0;
    }
    for (auto constructor = board_constructors; constructor != board_constructors_end; ++constructor) {
        (*constructor)();
    }
    board::stop(board_program());
}

/// Where a fault goes with a stack that is whole again, and with the processor's number for what happened.
[[noreturn, gnu::used]] void board_report(uint32_t exception) {
    board::print("fault: processor exception ", exception, "\n");
    board::stop(255);
}
}
