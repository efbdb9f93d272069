// SPDX-License-Identifier: MIT
// Any hosted system: standard output, the steady clock, the exit status.
#include <stdio.h>
#include <stdlib.h>

#include <chrono>
#include <mote_board.hpp>

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#endif

namespace board {

void write(const char* text) {
#ifdef _WIN32
    _setmode(_fileno(stdout), _O_BINARY);  // the same bytes everywhere: no \r before \n
#endif
    fputs(text, stdout);
    fflush(stdout);
}

uint64_t ticks() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
}

void stop(int code) { exit(code); }

}  // namespace board
