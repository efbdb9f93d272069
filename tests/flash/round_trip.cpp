// SPDX-License-Identifier: MIT
// From a network to its image, to a header, to a constant: every bit is the same.
#include <hostile.hpp>  // generated
#include <mote_board.hpp>
#include <mote_print.hpp>

#include "hostile_network.hpp"

namespace {
constexpr flash::Net saved = flash::hostile_network();
constexpr flash::Net exported = mote_weights::hostile<flash::Net>();
}  // namespace

int main() {
    int differences = 0;
    for (size_t i = 0; i < flash::Net::parameter_count; ++i) {
        const uint32_t before = mote::float_bits(saved.parameters[i]), after = mote::float_bits(exported.parameters[i]);
        if (before != after) {
            board::print("parameter ", i, " is ", board::Hex{after}, " instead of ", board::Hex{before}, "\n");
            ++differences;
        }
    }
    return differences == 0 ? 0 : 1;
}
