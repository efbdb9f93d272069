// SPDX-License-Identifier: MIT
// One program with two builds of the same training, for any x86-64 and for AVX2. It takes the one that the processor can
// run, or the one for any x86-64 if told so by an argument: the bits are the same.
#include <mote_board.hpp>
#include <mote_print.hpp>

#include "learn.hpp"

int main(int count, char**) {
    __builtin_cpu_init();
    const bool wide = count == 1 && __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
    const Learned learned = wide ? avx2_unfused::learn() : sse2_unfused::learn();
    board::print("2-24-1 learned the product of its inputs: loss ", learned.loss, ", weights ",
                 board::Hex{learned.checksum}, "\n");
    return learned.checksum == 0 ? 1 : 0;
}
