// SPDX-License-Identifier: MIT
// Raspberry Pi Pico: text through UART 0, on pin 1 (GP0), at 115200 baud; the light on the board says how the program ended.
// Numbers of sections are those of the RP2040's data sheet.
#include <mote_board.hpp>
#include <mote_print.hpp>

namespace {

volatile uint32_t& at(uint32_t address) { return *reinterpret_cast<volatile uint32_t*>(address); }

void wait_for(uint32_t address, uint32_t bits) {
    while ((at(address) & bits) != bits) {
    }
}

void set_bits(uint32_t address, uint32_t bits) { at(address + 0x2000) = bits; }    // 2.1.2: every register has these
void clear_bits(uint32_t address, uint32_t bits) { at(address + 0x3000) = bits; }  // two more addresses

/// 2.14: takes parts of the chip out of reset.
void release(uint32_t parts) {
    constexpr uint32_t resets = 0x4000c000, done = resets + 8;
    clear_bits(resets, parts);
    wait_for(done, parts);
}

/// The processor at 125 MHz, UART 0 by the crystal of 12 MHz.
void start_clocks() {
    constexpr uint32_t crystal = 0x40024000;  // 2.16
    at(crystal + 0x0c) = 47;                  // a millisecond to settle
    at(crystal) = 0xfabaa0;
    wait_for(crystal + 4, 1u << 31);

    constexpr uint32_t clocks = 0x40008000;  // 2.15
    constexpr uint32_t reference = clocks + 0x30, system = clocks + 0x3c, peripheral = clocks + 0x48;
    clear_bits(system, 1);  // off the PLL before that is touched
    wait_for(system + 8, 1);
    at(reference) = 2;
    wait_for(reference + 8, 1u << 2);

    constexpr uint32_t pll = 0x40028000;  // 2.18
    set_bits(0x4000c000, 1u << 12);       // whoever came before may have used it
    release(1u << 12);
    at(pll) = 1;
    at(pll + 8) = 125;                       // 12 MHz * 125 = 1500 MHz
    clear_bits(pll + 4, 1u << 5 | 1u << 0);  // power
    wait_for(pll, 1u << 31);
    at(pll + 0xc) = 6u << 16 | 2u << 12;  // 1500 MHz / 6 / 2
    clear_bits(pll + 4, 1u << 3);

    at(system) = 0;  // of the auxiliary sources the PLL,
    at(system) = 1;  // and that is where it comes from
    wait_for(system + 8, 1u << 1);
    at(peripheral) = 1u << 11 | 4u << 5;
}

constexpr uint32_t uart = 0x40034000;  // 4.2
constexpr uint32_t is_busy = 1u << 3, is_full = 1u << 5;
constexpr uint32_t outputs = 0xd0000000;  // 2.3.1.7
constexpr uint32_t light = 1u << 25;

[[gnu::constructor(101)]] void start() {  // before the program's own constructors
    start_clocks();
    release(1u << 22 | 1u << 8 | 1u << 5);  // UART 0, pads, pins

    constexpr uint32_t pins = 0x40014000;  // 2.19.2
    at(pins + 8 * 0 + 4) = 2;
    at(pins + 8 * 1 + 4) = 2;
    at(pins + 8 * 25 + 4) = 5;
    at(outputs + 0x24) = light;

    at(uart + 0x24) = 6;  // 12 MHz / 16 / 115200 = 6 + 33 / 64
    at(uart + 0x28) = 33;
    at(uart + 0x2c) = 3u << 5 | 1u << 4;            // 8 bits, through the queue
    at(uart + 0x30) = 1u << 9 | 1u << 8 | 1u << 0;  // on, both ways
}

}  // namespace

namespace board {

void write(const char* text) {
    for (; *text != '\0'; ++text) {
        while ((at(uart + 0x18) & is_full) != 0) {
        }
        at(uart) = static_cast<uint8_t>(*text);
    }
    while ((at(uart + 0x18) & is_busy) != 0) {
    }
}

// The light stays on if all is well, and blinks if not. An exit code is for who reads the line, as rp2040.mjs does.
void stop(int code) {
    print("stop ", code, "\n");
    at(outputs + 0x14) = light;
    for (;;) {
        for (volatile uint32_t turn = 0; turn < 4000000; turn = turn + 1) {
        }
        if (code != 0) {
            at(outputs + 0x1c) = light;
        }
    }
}

}  // namespace board
