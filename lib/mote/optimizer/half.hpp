// SPDX-License-Identifier: MIT
// Adam with moments of 16 bits: 8 bytes a parameter all told, its weight included.
#pragma once

#include "adam.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// Adam whose moments are bfloat16, both in one float: the first in its low half, the second in its high half, so that what
/// is swept away is both or none. Rounding to nearest would freeze the second moment, which moves by a thousandth of itself a
/// step; so a step adds the same fraction, between 0 and the last place, to all moments before they are cut. The fractions of
/// successive steps are spread evenly (multiples of 0.618…, modulo 1), so that a moment is right on average. 4 bytes of state a parameter.
struct AdamBfloat16 : Adam {
    static constexpr uint32_t id = 8;
    static constexpr size_t memory = 1;
    struct Corrections : Adam::Corrections {
        uint32_t fraction;
    };
    struct Step : Adam::Step {
        uint32_t fraction;  ///< what is added before 16 bits are cut
    };

    [[gnu::always_inline]] constexpr AdamBfloat16 repaired(Repairs& repairs) const { return {Adam::repaired(repairs)}; }
    Step begin(Corrections& corrections, float rate) const {
        corrections.fraction += 0x9e3779b9u;
        return {Adam::begin(corrections, rate), corrections.fraction >> 16};
    }
    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient,
                                              Array<Pack, memory>& packed) {
        constexpr uint32_t high = 0xffff0000u;
        Array<Pack, 2> moments = {{from_bits(bits(packed[0]) << 16), from_bits(bits(packed[0]) & high)}};
        detail::AdamMoments::take_in(step, gradient, moments);
        const Bits first = bits(moments[0]) + step.fraction, second = (bits(moments[1]) + step.fraction) & high;
        packed[0] = from_bits(second | (first >> 16));
        return detail::AdamMoments::moved<1>(step, weight, moments);
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
