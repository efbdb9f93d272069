// SPDX-License-Identifier: MIT
// One function with an array of 1,000 bytes: the report must say what a measurement says.
#include <mote_board.hpp>
#include <mote_print.hpp>

#include "painted.hpp"

[[gnu::noinline]] static int deep(int value) {
    volatile char array[1000];
    for (volatile char& element : array) {
        element = static_cast<char>(value);
    }
    return array[static_cast<unsigned>(value) % 1000];
}

int main() {
    paint_stack();
    const int last = deep(7);
    const uint32_t used = used_stack();
    board::print("stack >= ", used, "\nstack <= ", used + 8, "\n");  // 8 bytes: the stack is so aligned
    return last == 7 && used > 1000 ? 0 : 1;
}
