// SPDX-License-Identifier: MIT
// Has a pointer that never leads anywhere, as mote::fit has where nobody wants to be told of epochs.
#include <mote_board.hpp>
#include <mote_print.hpp>

static int (*volatile callback)();

int main() {
    const int found = callback == nullptr ? 0 : callback();
    board::print("stack >= 1\nstack <= 900\n");
    return found;
}
