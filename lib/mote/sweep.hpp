// SPDX-License-Identifier: MIT
// What follows each step: a part of the weights is clamped to the ceiling, in turn, and a part of what the optimizer remembers
// is cleared of what is too small.
#pragma once

#include "workspace.hpp"

#include "base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// After so many steps the sweep has clamped every weight once, and looked at all that is remembered.
constexpr size_t sweep_period = 16;
/// What an optimizer remembers below this magnitude becomes 0 in the sweep, long before it decays to a denormal: those
/// are slow on some machines (a hundred times on x86) and zero on others.
constexpr float smallest_memory = 0x1p-100f;

/// Calls body(float&) for the floats from `at` up to `end`. The condition is at the end: one jump a float, not two.
template <class Body>
[[gnu::always_inline]] inline void for_each_float(float* at, const float* end, Body body) {
    if (at != end) {
        do {
            body(*at);
        } while (++at != end);
    }
}

/// Parameters first … last-1 of the layers from some on.
struct Stripe {
    size_t first, last;
};

/// Clamps these weights of layer number `Layer` and those after it; NaN, which only the user can have written there, becomes 0.
template <class Net, size_t Layer = Net::frozen_layers>
void clamp_weights(Net& net, Stripe stripe) {
    float* const weights = net.parameters + Net::offset(Layer);
    if (Pack::width > 1 && all_within(weights + stripe.first, stripe.last - stripe.first, Net::Limits::weights)) {
        return;  // nearly always so, and faster to see in lanes
    }
    for_each_float(weights + stripe.first, weights + stripe.last, [](float& weight) MOTE_INLINED {
        if (!is_within(weight, Net::Limits::weights)) {
            weight = sanitized(weight, Net::Limits::weights);
        }
    });
}

/// The trained parameters whose turn it is in this step: all of them once in `sweep_period` steps.
template <class Net>
constexpr Stripe stripe_of(uint32_t step) {
    constexpr size_t length = (Net::trained_count + sweep_period - 1) / sweep_period;
    const size_t first = smaller(Net::trained_count, static_cast<size_t>(step % sweep_period) * length);
    return {first, smaller(Net::trained_count, first + length)};
}

/// The weights to clamp after a step: those whose turn it is, or all, where sweep_period steps of this length could move a
/// weight by more than half its ceiling.
template <class Net>
constexpr Stripe weights_to_clamp(Stripe stripe, float longest_step) {
    constexpr float short_step = 0.5f * Net::Limits::weights / static_cast<float>(sweep_period);
    const bool all = float_bits(longest_step) > float_bits(short_step);  // neither is negative
    return {all ? 0 : stripe.first, all ? Net::trained_count : stripe.last};
}

/// Clears what is too small to matter from the stretch of memory whose turn it is.
template <class Net, class Recipe>
void sweep_memory(State<Net, Recipe>& state, Stripe stripe) {
    using Rule = typename State<Net, Recipe>::Rule;
    float* const memory = state.memory.begin() + stripe.first * Rule::memory_step;
    const size_t count = (stripe.last - stripe.first) * Rule::memory_step;
    if constexpr (Pack::width == 1) {
        for_each_float(memory, memory + count, [](float& kept) MOTE_INLINED {
            if (magnitude_bits(kept) < magnitude_bits(smallest_memory)) {
                kept = 0.0f;
            }
        });
    } else {
        for (size_t plane = 0; plane < Rule::memory; ++plane) {
            float* const of_plane = memory + plane * Rule::memory_plane;
            for_columns<1>(count, [&](auto columns) MOTE_INLINED {
                const Pack kept = columns.load(of_plane, 0);
                const Mask is_small = (bits(kept) & 0x7fffffffu) < Bits(magnitude_bits(smallest_memory));
                columns.store(select(is_small, Pack(0.0f), kept), of_plane, 0);
            });
        }
    }
}

template <class Step, class Stages>
[[gnu::always_inline]] inline void sweep(Step& step, Stages&& stages) {
    using Net = typename Step::Net;
    using Optimizer = typename Step::Recipe::Optimizer;
    const Stripe stripe = stripe_of<Net>(step.work.state.step);
    if constexpr (Step::clamps && Optimizer::bounded) {
        const Stripe clamped = weights_to_clamp<Net>(stripe, Optimizer::longest_step(step.settings.optimizer));
        stages.run(clamped.last - clamped.first, 1, [&](auto range) MOTE_INLINED {
            clamp_weights(step.net, Stripe{clamped.first + range.first, clamped.first + range.last});
        });
    }
    if constexpr (Optimizer::memory > 0) {
        stages.run(stripe.last - stripe.first, Optimizer::memory, [&](auto range) MOTE_INLINED {
            sweep_memory(step.work.state, Stripe{stripe.first + range.first, stripe.first + range.last});
        });
    }
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "base/epilogue.hpp"
