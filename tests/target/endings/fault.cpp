// SPDX-License-Identifier: MIT
// An instruction that no processor knows ends with a message and a code: it neither hangs nor passes for success.
#include <mote_board.hpp>

int main() {
    board::write("before\n");
    __builtin_trap();
}
