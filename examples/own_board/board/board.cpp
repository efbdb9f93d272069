// SPDX-License-Identifier: MIT
// Text through the first serial line of an STM32F405 (reference manual RM0090, section 30.6); what comes before it on real
// hardware, the line's clock, pins and speed, is the part's own startup code.
#include <mote_board.hpp>

namespace {

struct Usart {
    uint32_t status, data, speed, control;
};
volatile Usart& line = *reinterpret_cast<volatile Usart*>(0x40011000);
constexpr uint32_t is_empty = 1u << 7, enabled = 1u << 13 | 1u << 3;

}  // namespace

namespace board {

void write(const char* text) {
    line.control = enabled;
    for (; *text != '\0'; ++text) {
        while ((line.status & is_empty) == 0) {
        }
        line.data = static_cast<uint8_t>(*text);
    }
}

/// The emulator ends with the code, by semihosting. A product would rather restart here.
void stop(int code) {
    const uint32_t reason_and_code[] = {0x20026, static_cast<uint32_t>(code)};
    __asm__ volatile("movs r0, #0x20 \n mov r1, %0 \n bkpt 0xab \n" : : "r"(reason_and_code) : "r0", "r1", "memory");
    for (;;) {
    }
}

}  // namespace board
