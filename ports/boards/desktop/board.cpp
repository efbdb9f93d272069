// SPDX-License-Identifier: MIT
// Any hosted system: standard output, the steady clock, the exit status.
#include <stdio.h>
#include <stdlib.h>

#include <chrono>
#include <mote_board.hpp>

namespace board {

void write(const char* text) {
    fputs(text, stdout);
    fflush(stdout);
}

uint64_t ticks() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
}

void stop(int code) { exit(code); }

}  // namespace board
