// SPDX-License-Identifier: MIT
// A board that does not come with mote: here only the desktop again, and a sign that this folder was taken.
#include <desktop/board.cpp>

[[gnu::constructor]] static void show() { board::write(own_board); }
