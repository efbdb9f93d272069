// SPDX-License-Identifier: MIT
// What every harness has: the entry that libFuzzer and replay.cpp call, and a demand that ends the program.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/// One run on any bytes at all. Always 0.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t count);

/// What a run demands: the sentence has to be true.
inline void demand(bool is_true, const char* sentence) {
    if (!is_true) {
        fprintf(stderr, "not true: %s\n", sentence);
        abort();
    }
}
