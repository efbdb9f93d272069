// SPDX-License-Identifier: MIT
// Reaches far into an array on the stack, for which AVR counts its frame pointer up and down: none of that is stack.
#include <mote_board.hpp>
#include <mote_print.hpp>

int main() {
    volatile char array[200];
    asm volatile("" : : "r"(array) : "memory");  // so that the compiler keeps all of it
    array[100] = 1;
    array[120] = array[100];
    array[150] = array[120];
    const int found = array[199] = array[150];
    board::print("stack >= 200\nstack <= 300\n");
    return found - 1;
}
