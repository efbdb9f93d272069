// SPDX-License-Identifier: MIT
// Text and exit code through an emulator or a debugger: Arm, "Semihosting for AArch32 and AArch64", whose operations
// RISC-V has taken over. A board's board.cpp includes this once and defines host().
#pragma once

#include <stdint.h>

#include <mote_board.hpp>

namespace {

enum class Operation : uintptr_t { write0 = 0x04, exit_extended = 0x20 };

/// Asks the emulator or debugger for an operation, by the processor's own instruction for it.
void host(Operation operation, const void* argument);

}  // namespace

namespace board {

void write(const char* text) { host(Operation::write0, text); }

void stop(int code) {
    const uintptr_t reason_and_code[] = {0x20026, static_cast<uintptr_t>(code)};  // the application ended by itself
    host(Operation::exit_extended, reason_and_code);
    for (;;) {
    }
}

}  // namespace board
