// SPDX-License-Identifier: MIT
// Calls through a pointer, which may lead to either of two functions: the report must count the deeper one, though it
// is never called here.
#include <mote_board.hpp>
#include <mote_print.hpp>

static int one() { return 1; }

static int deep() {
    volatile char array[1000];
    for (volatile char& element : array) {
        element = 1;
    }
    return array[999];
}

static int (*const functions[])() = {one, deep};
static volatile unsigned index = 0;

int main() {
    const int found = functions[index]();
    board::print("stack >= 1000\nstack <= 1500\n");
    return found == 1 ? 0 : 1;
}
