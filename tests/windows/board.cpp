// SPDX-License-Identifier: MIT
// The board of programs that clang-cl compiles: it has no C library here, so MinGW's side does the work.
#include <mote_board.hpp>

extern "C" {
void host_write(const char* text);
[[noreturn]] void host_stop(int code);
extern int _fltused;  // asked for by every object with floats
int _fltused = 1;
}

namespace board {

void write(const char* text) { host_write(text); }
uint64_t ticks() { return 0; }
void stop(int code) { host_stop(code); }

}  // namespace board
