// SPDX-License-Identifier: MIT
// A stack that grows too long meets a fault, not the program's data.
#include <mote_board.hpp>

static volatile uint32_t depth = 1;

static uint32_t descend(uint32_t level) {
    volatile uint32_t frame[64] = {level};
    return depth != 0 ? descend(level + 1) + frame[level % 64] : 0;
}

int main() {
    board::write("before\n");
    return descend(0) == 0 ? 0 : 1;
}
