// SPDX-License-Identifier: MIT
// Any Cortex-M under an emulator or a debugger: text and exit code by semihosting.
#include <bare-metal/semihosting.hpp>

namespace {

void host(Operation operation, const void* argument) {
    __asm__ volatile(
        "mov r0, %0 \n"
        "mov r1, %1 \n"
        "bkpt 0xab  \n"
        :
        : "r"(operation), "r"(argument)
        : "r0", "r1", "memory");
}

}  // namespace
