// SPDX-License-Identifier: MIT
// NAdam as PyTorch 1.13 has it, whose runs these are: for the moment, it multiplies the product of all momentums up to the next
// step's by that of this step once more. Later versions do not, nor does mote.
#pragma once

#include <mote/mote.hpp>

namespace parity {

struct NAdamOfPyTorch1 : mote::NAdam {
    constexpr NAdamOfPyTorch1 repaired(mote::Repairs& repairs) const { return {mote::NAdam::repaired(repairs)}; }
    Step begin(Corrections& corrections, float rate) const {
        Step step = mote::NAdam::begin(corrections, rate);
        const auto t = static_cast<float>(corrections.steps);
        const float product = (1.0f - corrections.product) * momentum_at(t + 1.0f);
        step.negative_rate *= (1.0f - product) / (1.0f - product * momentum_at(t));
        return step;
    }
};

}  // namespace parity
