// SPDX-License-Identifier: MIT
// What follows each step: a part of the weights is clamped to the ceiling, in turn, and a part of what the optimizer remembers
// is cleared of what is too small. Where it meets what no step can have left, because a bit of RAM flipped, it heals everything.
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

/// Clamps the weights from `weights` up to `end`; NaN becomes 0. A weight that was within its ceiling before a step of at most
/// `longest_step` cannot be eight ceilings further out: such a one becomes 0, and the answer is true.
template <class Limits>
bool clamp_to_ceiling(float* weights, const float* end, float longest_step) {
    bool is_damaged = false;
    if (Pack::width > 1 && all_within(weights, static_cast<size_t>(end - weights), Limits::weights)) {
        return is_damaged;  // nearly always so, and faster to see in lanes
    }
    for_each_float(weights, end, [&](float& weight) MOTE_INLINED {
        if (__builtin_expect(!is_within(weight, Limits::weights), false)) {
            const bool is_learned = is_within(weight, 8.0f * Limits::weights + longest_step);
            is_damaged |= !is_learned;
            const uint32_t sign = float_bits(weight) & sign_bit;
            weight = is_learned ? __builtin_bit_cast(float, sign | float_bits(Limits::weights)) : 0.0f;
        }
    });
    return is_damaged;
}
/// The same for a stripe of layer number `Layer` and those after it. (What is called takes pointers, for those stay in registers.)
template <class Net, size_t Layer = Net::frozen_layers>
[[gnu::always_inline]] inline bool clamp_weights(Net& net, Stripe stripe, float longest_step) {
    float* const weights = net.parameters + Net::offset(Layer);
    return clamp_to_ceiling<typename Net::Limits>(weights + stripe.first, weights + stripe.last, longest_step);
}
/// Clamps all weights, frozen ones too, of which nothing is known: any number may have been meant.
template <class Net>
void clamp_all_weights(Net& net) {
    clamp_weights<Net, 0>(net, Stripe{0, Net::offset(Net::depth) - Net::offset(0)}, infinity);
}

/// The trained parameters whose turn it is in this step: all of them once in `sweep_period` steps.
template <class Net>
constexpr Stripe stripe_of(uint32_t step) {
    constexpr size_t length = (Net::trained_count + sweep_period - 1) / sweep_period;
    const size_t first = static_cast<size_t>(step % sweep_period) * length;
    if (first >= Net::trained_count) {
        return {0, 0};
    }
    return {first, Net::trained_count % length == 0 ? first + length : smaller(Net::trained_count, first + length)};
}

/// The weights to clamp after a step: those whose turn it is, or all, where steps of this length could move a weight by more
/// than half its ceiling until its turn comes again, even if four workspaces share the network (eight: by more than all of it,
/// where the proof ends).
template <class Net>
constexpr Stripe weights_to_clamp(Stripe stripe, float longest_step) {
    constexpr float short_step = 0.5f * Net::Limits::weights / static_cast<float>(4 * sweep_period);
    const bool all = float_bits(longest_step) > float_bits(short_step);  // neither is negative
    return {all ? 0 : stripe.first, all ? Net::trained_count : stripe.last};
}

/// Clears what is too small to matter from the stretch of memory whose turn it is, and what is not finite, unless the guard waives
/// it. Returns whether something was not finite, where no weight shows it: after an unbounded step it was clamped at once.
template <class Net, class Recipe>
bool sweep_memory(State<Net, Recipe>& state, Stripe stripe) {
    using Rule = typename State<Net, Recipe>::Rule;
    constexpr uint32_t smallest = magnitude_bits(smallest_memory);
    // As many magnitudes from the smallest on are kept: up to infinity or, where NaN is let be, all.
    constexpr uint32_t kept_ones = (Recipe::GuardType::clamps ? 0x7f800000u : 0x80000000u) - smallest;
    float* const memory = state.memory.begin() + stripe.first * Rule::memory_step;
    const size_t count = (stripe.last - stripe.first) * Rule::memory_step;
    bool is_damaged = false;
    if constexpr (Pack::width == 1) {
        for_each_float(memory, memory + count, [&](float& kept) MOTE_INLINED {
            if (magnitude_bits(kept) - smallest >= kept_ones) {
                is_damaged |= Rule::clamps && magnitude_bits(kept) >= smallest;
                kept = 0.0f;
            }
        });
    } else {
        Excess excess(largest_float);
        for (size_t plane = 0; plane < Rule::memory; ++plane) {
            float* const of_plane = memory + plane * Rule::memory_plane;
            for_columns<1>(count, [&](auto columns) MOTE_INLINED {
                const Pack kept = columns.load(of_plane, 0);
                // Bits compare with their sign: the smallest memory is the lowest number.
                const Bits above = (bits(kept) & 0x7fffffffu) + Bits(sign_bit - smallest);
                const Mask is_kept = above < Bits(sign_bit + kept_ones);
                if constexpr (Rule::clamps) {
                    excess.add(kept);
                }
                columns.store(select(is_kept, kept, Pack(0.0f)), of_plane, 0);
            });
        }
        is_damaged = Rule::clamps && !excess.none();
    }
    return is_damaged;
}

/// The optimizer forgets all gradients that it has seen. Step and epoch go on: schedules, shuffles and sweeps have them.
template <class StateOfOptimizer>
[[gnu::always_inline]] inline void forget_gradients(StateOfOptimizer& state) {
    state.memory = {};
    state.corrections = {};
}

/// After a flipped bit: all weights are within their ceilings again, and the optimizer starts afresh. What follows is a step within
/// the bounds of the proof.
template <class Net, class Recipe>
[[gnu::cold, gnu::noinline]] void heal(Net& net, State<Net, Recipe>& state) {
    clamp_weights<Net, 0>(net, Stripe{0, Net::offset(Net::depth) - Net::offset(0)}, 0.0f);
    forget_gradients(state);
}

template <class Step, class Stages>
[[gnu::always_inline]] inline void sweep(Step& step, Stages&& stages) {
    using Net = typename Step::Net;
    using Optimizer = typename Step::Recipe::Optimizer;
    const Stripe stripe = stripe_of<Net>(step.work.state.step);
    if constexpr (Step::clamps && Optimizer::bounded) {
        const float longest_step = Optimizer::longest_step(step.settings.optimizer);
        const Stripe clamped = weights_to_clamp<Net>(stripe, longest_step);
        stages.run(clamped.last - clamped.first, 1, [&](auto range) MOTE_INLINED {
            const Stripe part{clamped.first + range.first, clamped.first + range.last};
            if (__builtin_expect(clamp_weights(step.net, part, longest_step), false)) {
                heal(step.net, step.work.state);
            }
        });
    }
    if constexpr (Optimizer::memory > 0) {
        stages.run(stripe.last - stripe.first, Optimizer::memory, [&](auto range) MOTE_INLINED {
            const Stripe part{stripe.first + range.first, stripe.first + range.last};
            if (__builtin_expect(sweep_memory(step.work.state, part), false)) {
                heal(step.net, step.work.state);
            }
        });
    }
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "base/epilogue.hpp"
