// SPDX-License-Identifier: MIT
// Optimizers: how a parameter moves, given its gradient. The sequence of operations of each is frozen: its bits are
// part of the library's promise.
//
// An optimizer is a struct of settings with
//   learning_rate                what a schedule starts from
//   memory                       floats of state a parameter, its weight not counted; zero at start
//   Corrections                  state of the whole step (running powers and the like); zero at start
//   Step                         what is the same for all parameters in a step
//   repaired(repairs)            the settings with every number in its range, each repair counted
//   begin(corrections, rate)     the Step; `this` holds repaired settings and `rate` the schedule's finite rate >= 0
//   update(step, w, g, memory)   (static) the new weights of one Pack, from the weights, the gradient and the memory
//   bounded                      whether a step has a bound. If not, every new weight is clamped at once
//   longest_step(step)           (static, if bounded) that bound, whatever the gradients were and are. While steps are short, the
//                                sweep clamps only a part of the weights after each step, in turn
//
// An optimizer may ask for more, at no cost to the others:
//   id                           a number by which a checkpoint knows whose memory it holds, from 128 up for one of yours
//   update(step, w, g, memory, Place<layer, is_bias>)    where the parameters are: which trained layer, weights or biases
//   observe(step, gradients, count, is_last)             (static) all gradients, piece by piece in the order of the parameters, before
//                                the first parameter moves; each piece but the last is a multiple of 16. They are kept in
//                                scratch, 4 bytes a parameter.
// A new one is one struct in one file, and needs no registration.
#pragma once

#include "../base/math.hpp"
#include "../guard/guard.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

constexpr float highest_rate = 1e6f;        ///< no optimizer's rate is above it
constexpr float highest_decay = 0.999999f;  ///< no moment decays slower: a sum of moments is at most 10^6 gradients

/// Where a parameter is: in trained layer number `Layer`, a bias or a weight.
template <size_t Layer, bool IsBias>
struct Place {
    static constexpr size_t layer = Layer;
    static constexpr bool is_bias = IsBias;
};

namespace detail {

template <class Given, class = void>
constexpr bool has_rate = false;
template <class Given>
constexpr bool has_rate<Given, Void<decltype(declared<Given&>().learning_rate + 0.0f)>> = true;
template <class Given, class = void>
constexpr bool has_memory = false;
template <class Given>
constexpr bool has_memory<Given, Void<decltype(Given::memory + 0), typename Given::Corrections, typename Given::Step>> =
    true;
template <class Given, class = void>
constexpr bool has_begin = false;
template <class Given>
constexpr bool has_begin<Given, Void<decltype(typename Given::Step(declared<const Given&>().begin(
                                         declared<typename Given::Corrections&>(), 0.0f))),
                                     decltype(Given(declared<const Given&>().repaired(declared<Repairs&>())))>> = true;
template <class Given, class = void>
constexpr bool says_bounded = false;
template <class Given>
constexpr bool says_bounded<Given, Void<decltype(!Given::bounded)>> = true;
template <class Given, class = void>
constexpr bool has_longest_step = false;
template <class Given>
constexpr bool
    has_longest_step<Given, Void<decltype(Given::longest_step(declared<const typename Given::Step&>()) + 0.0f)>> = true;

/// A share, from 0 to 1, that lay in RAM. What only a flipped bit can have made of it counts as 1.
[[gnu::always_inline]] constexpr float kept_share(float share) {
    return float_bits(share) < float_bits(2.0f) ? share : 1.0f;
}
/// Of a correction 1 - β^t the next: c ← β·c + (1 - β), without pow.
[[gnu::always_inline]] inline float next_correction(float correction, float beta) {
    return kept_share(mul_add(beta, correction, 1.0f - beta));
}

/// Whether an optimizer's update() is what it should be, with a Place or without.
template <class Given, class = void>
constexpr bool has_plain_update = false;
template <class Given>
constexpr bool has_plain_update<
    Given, Void<decltype(Pack(Given::update(declared<const typename Given::Step&>(), declared<Pack>(), declared<Pack>(),
                                            declared<Array<Pack, Given::memory>&>())))>> = true;
template <class Optimizer, class = void>
constexpr bool asks_for_place = false;
template <class Optimizer>
constexpr bool asks_for_place<
    Optimizer,
    Void<decltype(Optimizer::update(declared<const typename Optimizer::Step&>(), declared<Pack>(), declared<Pack>(),
                                    declared<Array<Pack, Optimizer::memory>&>(), Place<0, false>{}))>> = true;

/// The new weights of one Pack, by an optimizer that asks for its place or not.
template <class Optimizer, class PlaceOfParameters>
[[gnu::always_inline]] inline Pack updated_by(const typename Optimizer::Step& step, Pack weight, Pack gradient,
                                              Array<Pack, Optimizer::memory>& memory, PlaceOfParameters place) {
    if constexpr (asks_for_place<Optimizer>) {
        return Optimizer::update(step, weight, gradient, memory, place);
    } else {
        return Optimizer::update(step, weight, gradient, memory);
    }
}
template <class Optimizer>
[[gnu::always_inline]] inline Pack updated_by(const typename Optimizer::Step& step, Pack weight, Pack gradient,
                                              Array<Pack, Optimizer::memory>& memory) {
    return Optimizer::update(step, weight, gradient, memory);
}

/// The number after `count`; the last is followed by itself.
constexpr uint32_t counted(uint32_t count) { return count + (count == 0xffffffffu ? 0u : 1u); }

/// Whether an optimizer looks at all gradients before the first parameter moves.
template <class Optimizer, class = void>
constexpr bool needs_all_gradients = false;
template <class Optimizer>
constexpr bool
    needs_all_gradients<Optimizer, Void<decltype(Optimizer::observe(declared<typename Optimizer::Step&>(),
                                                                    declared<const float*>(), size_t{}, true))>> = true;

/// Whether a member is called observe, whatever it takes: beside that of this class, its name then means nothing.
struct Observes {
    int observe;
};
struct Nothing {};
template <class Given>
struct GivenAndObserves : Conditional<__is_class(Given) && !__is_final(Given), Given, Nothing>::Type, Observes {};
template <class Given, class = void>
constexpr bool has_observe = true;
template <class Given>
constexpr bool has_observe<Given, Void<decltype(&GivenAndObserves<Given>::observe)>> = false;

template <class Given>
constexpr bool has_its_bound() {
    if constexpr (says_bounded<Given>) {
        return !Given::bounded || has_longest_step<Given>;
    } else {
        return false;
    }
}

/// In the place of what is no optimizer.
struct NoOptimizer {
    float learning_rate = 0.0f;
    static constexpr size_t memory = 0;
    static constexpr bool bounded = false;
    struct Corrections {};
    struct Step {
        float rate;
    };
    constexpr NoOptimizer repaired(Repairs&) const { return *this; }
    constexpr Step begin(Corrections&, float rate) const { return {rate}; }
    static Pack update(const Step&, Pack weight, Pack, Array<Pack, 0>&) { return weight; }
};

/// An optimizer, or a sentence that says what it lacks.
template <class Given>
constexpr bool check_optimizer() {
    constexpr bool a = has_rate<Given>, b = a && has_memory<Given>, c = b && has_begin<Given>,
                   d = c && (has_plain_update<Given> || asks_for_place<Given>), e = d && has_its_bound<Given>(),
                   f = e && (needs_all_gradients<Given> || !has_observe<Given>);
    static_assert(a,
                  "mote: the second value of a Recipe is an optimizer, which has a float learning_rate: Recipe{loss, "
                  "optimizer, schedule, guard} (optimizer/optimizer.hpp)");
    static_assert(b || !a, "mote: this optimizer lacks memory, Corrections or Step (optimizer/optimizer.hpp)");
    static_assert(c || !b,
                  "mote: this optimizer lacks begin(Corrections&, float rate) or repaired(Repairs&) "
                  "(optimizer/optimizer.hpp)");
    static_assert(d || !c,
                  "mote: this optimizer lacks update(const Step&, Pack weight, Pack gradient, Array<Pack, memory>&) "
                  "(optimizer/optimizer.hpp)");
    static_assert(e || !d,
                  "mote: this optimizer lacks bool bounded or, if that is true, longest_step(const Step&) "
                  "(optimizer/optimizer.hpp)");
    static_assert(
        f || !e,
        "mote: this optimizer's observe is not static observe(Step&, const float* gradients, size_t count, bool "
        "is_last), so nobody would call it (optimizer/optimizer.hpp)");
    return f;
}

}  // namespace detail

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
