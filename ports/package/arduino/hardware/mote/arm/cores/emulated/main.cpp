// SPDX-License-Identifier: MIT
// Reset, text by semihosting, and a sketch that is started twice. The linker script is that of mote's boards.
#include "Arduino.h"

extern "C" {
extern uint32_t board_stack_top[], board_data[], board_data_end[], board_data_in_flash[], board_bss[], board_bss_end[];

static int host(int operation, const void* argument) {
    register int r0 __asm__("r0") = operation;
    register const void* r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

[[gnu::used]] void start() {
    for (int pressed = 0; pressed < 2; ++pressed) {  // as if somebody pressed reset once
        for (ptrdiff_t i = 0; i < board_data_end - board_data; ++i) {
            board_data[i] = board_data_in_flash[i];
        }
        for (uint32_t* word = board_bss; word != board_bss_end; ++word) {
            *word = 0;
        }
        setup();
        loop();
    }
    host(0x18, reinterpret_cast<const void*>(0x20026));  // the application ends
}

[[gnu::naked]] void board_reset() {
    __asm__ volatile(
        "ldr r0, =0xe000ed88 \n"  // the floating-point unit
        "ldr r1, [r0]        \n"
        "orr r1, r1, #(0xf << 20) \n"
        "str r1, [r0]        \n"
        "dsb                 \n"
        "isb                 \n"
        "bl start            \n");
}

[[gnu::section(".reset"), gnu::used]] const void* const vectors[] = {board_stack_top, (void*)board_reset};
}

SerialLine Serial;

void SerialLine::print(const char* text) { host(4, text); }

void SerialLine::print(long number) {
    char digits[12] = {};
    char* first = digits + 11;
    unsigned long left = number < 0 ? 0ul - static_cast<unsigned long>(number) : static_cast<unsigned long>(number);
    do {
        *--first = static_cast<char>('0' + left % 10);
        left /= 10;
    } while (left != 0);
    if (number < 0) {
        *--first = '-';
    }
    print(first);
}

void SerialLine::print(float number, int digits) {
    if (number < 0.0f) {
        print("-");
        number = -number;
    }
    float half = 0.5f;
    for (int i = 0; i < digits; ++i) {
        half /= 10.0f;
    }
    number += half;
    const long whole = static_cast<long>(number);
    print(whole);
    float rest = number - static_cast<float>(whole);
    for (int i = 0; i < digits; ++i) {
        rest *= 10.0f;
        const int digit = static_cast<int>(rest);
        print(i == 0 ? "." : "");
        print(digit);
        rest -= static_cast<float>(digit);
    }
}
