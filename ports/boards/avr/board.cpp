// SPDX-License-Identifier: MIT
// ATmega328P and others with its USART 0 and timer 1: text through the serial line, time in the processor's clocks. The
// C library starts the program. Numbers of sections are those of the ATmega328P's data sheet, DS40002061A.
#include <avr/interrupt.h>
#include <avr/io.h>

#include <mote_board.hpp>
#include <mote_print.hpp>

namespace {

volatile uint32_t periods;  // of 2^16 clocks

}  // namespace

extern "C" {

[[gnu::used]] void board_start() {
    UCSR0A = _BV(U2X0);
    UBRR0 = 1;  // 1 Mbaud at 16 MHz (20.10)
    UCSR0B = _BV(TXEN0);
    TCCR1B = _BV(CS10);  // timer 1 (chapter 16) at the processor's clock
    TIMSK1 = _BV(TOIE1);
    sei();
}

[[gnu::signal, gnu::used]] void TIMER1_OVF_vect() { periods = periods + 1; }

// Where main's caller and __builtin_trap go.
[[noreturn]] void exit(int code) { board::stop(code); }
[[noreturn]] void abort() {
    board::write("fault: abort\n");
    board::stop(255);
}
}

// The C library runs its section .init5 through, behind .data and .bss and before constructors.
__asm__(
    ".pushsection .init5, \"ax\", @progbits \n"
    "call board_start \n"
    ".popsection \n");

namespace board {

void write(const char* text) {
    for (; *text != '\0'; ++text) {
        UCSR0A = _BV(U2X0) | _BV(TXC0);  // a one clears the flag of the last character
        UDR0 = static_cast<uint8_t>(*text);
        while ((UCSR0A & _BV(TXC0)) == 0) {
        }
    }
}

uint64_t ticks() {
    const uint8_t interrupts = SREG;
    cli();
    const uint16_t clocks = TCNT1;
    // A period that has just ended is not counted yet.
    const bool has_ended = (TIFR1 & _BV(TOV1)) != 0 && clocks < 0x8000;
    const uint32_t whole = periods + (has_ended ? 1 : 0);
    SREG = interrupts;
    return uint64_t{whole} << 16 | clocks;
}

// Nobody takes an exit code but who reads the line, as the script simavr does.
void stop(int code) {
    print("stop ", code, "\n");
    cli();
    for (;;) {
        __asm__ volatile("sleep");
    }
}

}  // namespace board
