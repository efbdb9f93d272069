// SPDX-License-Identifier: MIT
// The board: the three things that an example or a self-test asks of the place where it runs.
// One folder below ports/ implements them for one place. The library itself never calls them.
#pragma once

#include <stdint.h>

namespace board {

/// Shows zero-terminated text to whoever watches; it is out when the call returns.
void write(const char* text);

/// Time since some fixed moment, in the board's own unit (desktop: nanoseconds; Cortex-M: processor clocks). Never runs
/// backwards and never wraps in practice, so the difference of two calls is how long something took.
uint64_t ticks();

/// Ends the program. Code 0 says that all went well; whoever started the program sees codes up to 255.
[[noreturn]] void stop(int code);

}  // namespace board
