// SPDX-License-Identifier: MIT
// A network of numbers that are hard to write down: zeros of both signs, denormals, the largest. The fixed scalings may
// be any finite number, the weights only those below their ceiling.
#pragma once

#include <mote/mote.hpp>

#include "../target/hostile_numbers.hpp"

namespace flash {

/// The finite ones stand first.
constexpr size_t finite_count() {
    size_t count = 0;
    while (mote::is_finite(__builtin_bit_cast(float, target::hostile[count]))) {
        ++count;
    }
    return count;
}

using Net = mote::Network<mote::Input<finite_count()>, mote::InputScaling, mote::Dense<1>>;

constexpr uint64_t seed_of_toolbox = 8;

constexpr Net hostile_network() {
    Net net{};
    for (size_t i = 0; i < Net::inputs; ++i) {
        const auto number = __builtin_bit_cast(float, target::hostile[i]);
        net.input_scales()[i] = number;
        net.input_offsets()[Net::inputs - 1 - i] = number;
        net.weight<0>(0, i) = mote::is_within(number, Net::Limits::weights) ? number : 1.5f * Net::Limits::weights;
    }
    net.bias<0>(0) = -0.0f;
    return net;
}

}  // namespace flash
