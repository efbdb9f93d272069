// SPDX-License-Identifier: MIT
// MinGW's side of that board.
#include <mote_board.hpp>

extern "C" {
void host_write(const char* text) { board::write(text); }
[[noreturn]] void host_stop(int code) { board::stop(code); }
}
