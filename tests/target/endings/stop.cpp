// SPDX-License-Identifier: MIT
// stop ends the program from anywhere, with its code.
#include <mote_board.hpp>

int main() {
    board::write("before\n");
    board::stop(9);
    board::write("after\n");
}
