// SPDX-License-Identifier: MIT
// From a network to its image, to a header, to a constant: every bit is the same.
#include <hostile.hpp>  // generated
#include <mote_board.hpp>
#include <mote_print.hpp>
#include <toolbox.hpp>  // generated

#include "../c_interface/networks.hpp"
#include "hostile_network.hpp"

namespace {

constexpr flash::Net saved = flash::hostile_network();
constexpr flash::Net exported = mote_weights::hostile<flash::Net>();
constexpr networks::Toolbox exported_toolbox = mote_weights::toolbox<networks::Toolbox>();

template <class Net>
int differences(const char* name, const Net& one, const Net& other) {
    int found = 0;
    for (size_t i = 0; i < Net::parameter_count; ++i) {
        const uint32_t before = mote::float_bits(one.parameters[i]), after = mote::float_bits(other.parameters[i]);
        if (before != after) {
            board::print(name, ": parameter ", i, " is ", board::Hex{after}, " instead of ", board::Hex{before}, "\n");
            ++found;
        }
    }
    return found;
}

}  // namespace

int main() {
    networks::Toolbox toolbox{};
    mote::init(toolbox, flash::seed_of_toolbox);
    const int found = differences("hostile", saved, exported) + differences("toolbox", toolbox, exported_toolbox);
    return found == 0 ? 0 : 1;
}
