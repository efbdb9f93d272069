// SPDX-License-Identifier: MIT
// An optimizer for tests: the gradient never exists as an array, so this one keeps it.
#pragma once

#include <mote/mote.hpp>

namespace parity {

/// Records the gradient of every parameter in the workspace's state.memory, in the order of the parameters, and leaves
/// the parameters alone.
struct Recorder {
    float learning_rate = 0.0f;

    static constexpr size_t memory = 1;
    static constexpr bool bounded = false;
    struct Corrections {};
    struct Step {
        float rate;
    };

    constexpr Recorder repaired(mote::Repairs&) const { return *this; }
    constexpr Step begin(Corrections&, float rate) const { return {rate}; }
    static mote::Pack update(const Step&, mote::Pack weight, mote::Pack gradient, mote::Array<mote::Pack, 1>& record) {
        record[0] = gradient;
        return weight;
    }
};

}  // namespace parity
