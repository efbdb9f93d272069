// SPDX-License-Identifier: MIT
// What every board has to give a program before main runs, and the three functions of the seam.
#include <mote_print.hpp>

namespace {

const char in_flash[] = "constant";
char in_data[] = "initialised";
uint32_t in_bss[100];
volatile float one = 1.0f;

uint32_t seven() { return one > 0.5f ? 7 : 0; }
uint32_t constructed = seven();  // needs the floating-point unit before main

uint32_t sum(const uint32_t* numbers, unsigned count) {
    uint32_t total = 0;
    for (unsigned i = 0; i < count; ++i) {
        total += numbers[i];
    }
    return total;
}

bool time_passes() {
    const uint64_t start = board::ticks();
    uint64_t last = start;
    // Bounded, so that a clock which stands still is a failure and not a hang.
    for (uint32_t i = 0; i < 10000000; ++i) {
        const uint64_t now = board::ticks();
        if (now < last) {
            return false;
        }
        if (now - start > 100000) {
            return true;
        }
        last = now;
    }
    return false;
}

}  // namespace

int main() {
    in_data[0] = 'I';
    board::print(in_flash, " ", in_data, " ", sum(in_bss, 100), " ", constructed, "\n");
    board::print(one / 3.0f, " ", board::Hex{__builtin_bit_cast(uint32_t, one / 3.0f)}, "\n");
    board::print("time ", time_passes() ? "passes" : "stands still", "\n");
    return 0;
}
