// SPDX-License-Identifier: MIT
// Makes a double of an integer of 64 bits, for which no Cortex-M has an instruction.
#include <stdint.h>

static volatile int64_t number = 7;

int main() { return static_cast<double>(number) > 6.5 ? 0 : 1; }
