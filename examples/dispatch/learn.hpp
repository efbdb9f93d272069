// SPDX-License-Identifier: MIT
// learn.cpp is in the program twice, built for two machines. mote names a namespace after port and profile, and what is
// defined in it stays apart; what crosses the border is plain numbers.
#pragma once

#include <stdint.h>

/// Loss after the last step, and the bits of all weights as one number.
struct Learned {
    float loss;
    uint32_t checksum;
};

namespace sse2_unfused {
Learned learn();
}
namespace avx2_unfused {
Learned learn();
}
