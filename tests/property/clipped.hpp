// SPDX-License-Identifier: MIT
// An optimizer that needs all gradients before the first parameter moves, by what optimizer/optimizer.hpp says:
// torch.nn.utils.clip_grad_norm_ in front of another optimizer.
#pragma once

#include "property/hostile.hpp"

namespace own {

/// Scales all gradients so that their norm is at most `largest_norm`. It has what `Inner` has, a place included.
template <class Inner>
struct ClippedByNorm : Inner {
    float largest_norm = 1.0f;

    struct Step : Inner::Step {
        float largest_norm, squares, factor;
    };

    constexpr ClippedByNorm repaired(mote::Repairs& repairs) const {
        return {Inner::repaired(repairs), mote::setting(largest_norm, 0.0f, 1e30f, 0.0f, repairs)};
    }
    Step begin(typename Inner::Corrections& corrections, float rate) const {
        return {Inner::begin(corrections, rate), largest_norm, 0.0f, 1.0f};
    }

    /// One float after the other, so that stretches of any length give the same sum.
    static void observe(Step& step, const float* gradients, size_t count, bool is_last) {
        for (size_t i = 0; i < count; ++i) {
            step.squares = mote::mul_add(gradients[i], gradients[i], step.squares);
        }
        if (is_last) {
            step.factor = mote::smaller(1.0f, step.largest_norm / (mote::square_root(step.squares) + 1e-6f));
        }
    }

    template <class... Place>
    static auto update(const Step& step, mote::Pack weight, mote::Pack gradient,
                       mote::Array<mote::Pack, Inner::memory>& memory, Place... place)
        -> decltype(Inner::update(step, weight, gradient, memory, place...)) {
        return Inner::update(step, weight, gradient * step.factor, memory, place...);
    }
};

template <class Inner>
void spoil(Numbers& numbers, ClippedByNorm<Inner>& optimizer) {
    spoil(numbers, static_cast<Inner&>(optimizer));
    optimizer.largest_norm = setting(numbers, 1.0f);
}

}  // namespace own
