// SPDX-License-Identifier: MIT
// Any RISC-V under an emulator or a debugger: text and exit code by semihosting, time from the counter of clocks.
#include <bare-metal/semihosting.hpp>

namespace {

// "RISC-V Semihosting": these three instructions tell this ebreak from others. None may be compressed, and all have to
// lie in one page.
void host(Operation operation, const void* argument) {
    register auto a0 __asm__("a0") = operation;
    register auto a1 __asm__("a1") = argument;
    __asm__ volatile(
        ".balign 16             \n"
        ".option push           \n"
        ".option norvc          \n"
        "slli zero, zero, 0x1f  \n"
        "ebreak                 \n"
        "srai zero, zero, 7     \n"
        ".option pop            \n"
        : "+r"(a0)
        : "r"(a1)
        : "memory");
}

}  // namespace

namespace board {

// Privileged architecture 1.12, section 3.1.10: mcycle has 64 bits on every machine; one of 32 bits reads it in halves.
uint64_t ticks() {
#if __riscv_xlen == 64
    uint64_t cycles;
    __asm__ volatile(
        ".option push          \n"
        ".option arch, +zicsr  \n"
        "csrr %0, mcycle       \n"
        ".option pop           \n"
        : "=r"(cycles));
    return cycles;
#else
    uint32_t low, high, high_again;
    do {
        __asm__ volatile(
            ".option push          \n"
            ".option arch, +zicsr  \n"
            "csrr %0, mcycleh      \n"
            "csrr %1, mcycle       \n"
            "csrr %2, mcycleh      \n"
            ".option pop           \n"
            : "=r"(high), "=r"(low), "=r"(high_again));
    } while (high != high_again);
    return uint64_t{high} << 32 | low;
#endif
}

}  // namespace board
