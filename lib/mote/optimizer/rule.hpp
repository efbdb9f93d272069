// SPDX-License-Identifier: MIT
// How the parameters of one place in a network learn: an optimizer as the kernels call it.
#pragma once

#include "../kernel/activate.hpp"
#include "../kernel/update.hpp"
#include "optimizer.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// The optimizer of `Recipe` at `PlaceOfRule`, with its memory where State has it. After an unbounded step, weights are clamped
/// to the ceiling at once.
template <class Net, class Recipe, class PlaceOfRule>
struct Rule {
    using Optimizer = typename Recipe::Optimizer;
    using Settings = typename Optimizer::Step;
    static constexpr size_t memory = Optimizer::memory;
    static constexpr bool clamps = Recipe::GuardType::clamps && !Optimizer::bounded;
    /// Number m of trained parameter p lies at p·memory_step + m·memory_plane: interleaved with one lane, one plane a number
    /// with more.
    static constexpr size_t memory_step = Pack::width == 1 ? memory : smaller(memory, size_t{1});
    static constexpr size_t memory_plane = Pack::width == 1 ? 1 : in_packs(Net::trained_count);

    [[gnu::always_inline]] static Pack updated(const Settings& settings, Pack weight, Pack gradient,
                                               Array<Pack, memory>& of_weight) {
        const Pack moved = updated_by<Optimizer>(settings, weight, gradient, of_weight, PlaceOfRule{});
        return clamped<clamps>(moved, Net::Limits::weights);
    }
};

/// In the place of a Place, for an optimizer that does not ask.
struct Nowhere {};

/// Stands in for an optimizer that needs all gradients first: keeps them, and moves nothing.
template <class Net, class Recipe>
struct KeepGradient {
    using Settings = typename Recipe::Optimizer::Step;
    static constexpr size_t memory = 1, memory_step = 1, memory_plane = in_packs(Net::trained_count);

    [[gnu::always_inline]] static Pack updated(const Settings&, Pack weight, Pack gradient, Array<Pack, 1>& kept) {
        kept[0] = gradient;
        return weight;
    }
};

/// How trained layer number `Layer` learns once its gradients are known.
template <class Net, class Recipe, size_t Layer>
using MovingRules =
    typename Conditional<asks_for_place<typename Recipe::Optimizer>,
                         RulesOf<Rule<Net, Recipe, Place<Layer, false>>, Rule<Net, Recipe, Place<Layer, true>>>,
                         RulesOf<Rule<Net, Recipe, Nowhere>, Rule<Net, Recipe, Nowhere>>>::Type;

/// What becomes of its gradients on the way back.
template <class Net, class Recipe, size_t Layer>
using BackwardRules = typename Conditional<needs_all_gradients<typename Recipe::Optimizer>,
                                           RulesOf<KeepGradient<Net, Recipe>, KeepGradient<Net, Recipe>>,
                                           MovingRules<Net, Recipe, Layer>>::Type;

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
