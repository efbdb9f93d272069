// SPDX-License-Identifier: MIT
// What is done to the gradients or weights of another optimizer: ClipNorm{L2Penalty{Adam{0.01f}, 1e-4f}, 1.0f}. The outermost acts first. A
// modified optimizer has all settings of its inner one, by the same names.
#pragma once

#include "../kernel/lanes.hpp"
#include "optimizer.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// Which parameters are meant: all, as in PyTorch, or the weights without the biases.
struct AllParameters {
    static constexpr bool only_weights = false;
};
struct OnlyWeights {
    static constexpr bool only_weights = true;
};

namespace detail {

/// Whether a modifier acts on the parameters of a place.
template <class Which>
constexpr bool acts_on() {
    return true;
}
template <class Which, class PlaceOfParameters>
constexpr bool acts_on() {
    return !(Which::only_weights && PlaceOfParameters::is_bias);
}

/// How many places a modifier's update() takes: one, if it or an inner one looks at it.
template <class Inner, class Which = AllParameters>
constexpr size_t places_of = Which::only_weights || asks_for_place<Inner> ? 1 : 0;

template <class Inner>
constexpr bool check_inner() {
    static_assert(!needs_all_gradients<Inner>,
                  "mote: ClipNorm acts first, so it is the outermost: ClipNorm{L2Penalty{Adam{}, 1e-4f}, 1.0f}");
    return check_optimizer<Inner>() && !needs_all_gradients<Inner>;
}

}  // namespace detail

/// Adds l1·sign(w) to each gradient: the slope of a penalty l1·Σ|w|, which the loss that is reported leaves out.
template <class Inner, class Which = AllParameters>
struct L1Penalty : Inner {
    static_assert(detail::check_inner<Inner>() || true);  // its sentence is enough
    float l1 = 0.0f;                                      ///< [0, 10⁶]

    struct Step : Inner::Step {
        float l1;
    };

    constexpr L1Penalty() = default;
    constexpr L1Penalty(const Inner& inner, float strength, Which = {}) : Inner(inner), l1(strength) {}
    [[gnu::always_inline]] constexpr L1Penalty repaired(Repairs& repairs) const {
        return {Inner::repaired(repairs), setting(l1, 0.0f, 1e6f, 0.0f, repairs)};
    }
    Step begin(typename Inner::Corrections& corrections, float rate) const {
        return {Inner::begin(corrections, rate), l1};
    }
    template <class... At, class = typename EnableIf<sizeof...(At) == detail::places_of<Inner, Which>>::Type>
    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient,
                                              Array<Pack, Inner::memory>& memory, At... at) {
        if constexpr (detail::acts_on<Which, At...>()) {
            gradient = gradient + detail::towards(weight, step.l1);
        }
        return detail::updated_by<Inner>(step, weight, gradient, memory, at...);
    }
};

/// Adds l2·w to each gradient: the slope of a penalty l2·Σw²/2, which the loss that is reported leaves out. weight_decay of
/// PyTorch's optimizers, but for AdamW.
template <class Inner, class Which = AllParameters>
struct L2Penalty : Inner {
    static_assert(detail::check_inner<Inner>() || true);  // its sentence is enough
    float l2 = 0.0f;                                      ///< [0, 10⁶]

    struct Step : Inner::Step {
        float l2;
    };

    constexpr L2Penalty() = default;
    constexpr L2Penalty(const Inner& inner, float strength, Which = {}) : Inner(inner), l2(strength) {}
    [[gnu::always_inline]] constexpr L2Penalty repaired(Repairs& repairs) const {
        return {Inner::repaired(repairs), setting(l2, 0.0f, 1e6f, 0.0f, repairs)};
    }
    Step begin(typename Inner::Corrections& corrections, float rate) const {
        return {Inner::begin(corrections, rate), l2};
    }
    template <class... At, class = typename EnableIf<sizeof...(At) == detail::places_of<Inner, Which>>::Type>
    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient,
                                              Array<Pack, Inner::memory>& memory, At... at) {
        if constexpr (detail::acts_on<Which, At...>()) {
            gradient = mul_add(weight, step.l2, gradient);
        }
        return detail::updated_by<Inner>(step, weight, gradient, memory, at...);
    }
};

/// w ← (1 - rate·decay)·w before the step, whatever the gradient: what AdamW does to Adam. Loshchilov & Hutter 2019.
template <class Inner, class Which = AllParameters>
struct DecoupledDecay : Inner {
    static_assert(detail::check_inner<Inner>() || true);  // its sentence is enough
    float weight_decay = 1e-2f;  ///< per step and rate, [0, 10⁶]; rate·decay above 1 counts as 1

    struct Step : Inner::Step {
        float kept;
    };

    constexpr DecoupledDecay() = default;
    constexpr DecoupledDecay(const Inner& inner, float strength, Which = {}) : Inner(inner), weight_decay(strength) {}
    [[gnu::always_inline]] constexpr DecoupledDecay repaired(Repairs& repairs) const {
        return {Inner::repaired(repairs), setting(weight_decay, 0.0f, 1e6f, 0.0f, repairs)};
    }
    Step begin(typename Inner::Corrections& corrections, float rate) const {
        return {Inner::begin(corrections, rate), 1.0f - smaller(MOTE_PRODUCT(rate * weight_decay), 1.0f)};
    }
    template <class... At, class = typename EnableIf<sizeof...(At) == detail::places_of<Inner, Which>>::Type>
    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient,
                                              Array<Pack, Inner::memory>& memory, At... at) {
        if constexpr (detail::acts_on<Which, At...>()) {
            weight = weight * step.kept;
        }
        return detail::updated_by<Inner>(step, weight, gradient, memory, at...);
    }
};

/// Clamps each gradient to ±clip_value. torch.nn.utils.clip_grad_value_.
template <class Inner>
struct ClipValue : Inner {
    static_assert(detail::check_inner<Inner>() || true);  // its sentence is enough
    float clip_value = 1.0f;                              ///< [0, 10¹⁵]

    struct Step : Inner::Step {
        float clip_value;
    };

    constexpr ClipValue() = default;
    constexpr ClipValue(const Inner& inner, float largest) : Inner(inner), clip_value(largest) {}
    [[gnu::always_inline]] constexpr ClipValue repaired(Repairs& repairs) const {
        return {Inner::repaired(repairs), setting(clip_value, 0.0f, 1e15f, 0.0f, repairs)};
    }
    Step begin(typename Inner::Corrections& corrections, float rate) const {
        return {Inner::begin(corrections, rate), clip_value};
    }
    template <class... At, class = typename EnableIf<sizeof...(At) == detail::places_of<Inner>>::Type>
    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient,
                                              Array<Pack, Inner::memory>& memory, At... at) {
        return detail::updated_by<Inner>(step, weight, clamp_within(gradient, step.clip_value), memory, at...);
    }
};

/// Scales all gradients by min(1, max_norm / (norm + 10⁻⁶)), where norm is the root of the sum of their squares: 16 virtual
/// lanes over the parameters (order.hpp). torch.nn.utils.clip_grad_norm_. All gradients are kept first: 4 bytes a parameter of
/// scratch.
template <class Inner>
struct ClipNorm : Inner {
    static_assert(detail::check_inner<Inner>() || true);  // its sentence is enough
    float max_norm = 1.0f;                                ///< [0, 10³⁰]

    struct Step : Inner::Step {
        float max_norm, factor;
        detail::SquaresInLanes squares;
    };

    constexpr ClipNorm() = default;
    constexpr ClipNorm(const Inner& inner, float largest) : Inner(inner), max_norm(largest) {}
    [[gnu::always_inline]] constexpr ClipNorm repaired(Repairs& repairs) const {
        return {Inner::repaired(repairs), setting(max_norm, 0.0f, 1e30f, 0.0f, repairs)};
    }
    Step begin(typename Inner::Corrections& corrections, float rate) const {
        return {Inner::begin(corrections, rate), max_norm, 1.0f, {}};
    }
    static void observe(Step& step, const float* gradients, size_t count, bool is_last) {
        step.squares.add(gradients, count);
        if (is_last) {
            const float norm = square_root(step.squares.sum());
            step.factor = smaller(1.0f, quotient(step.max_norm, norm + 1e-6f));
        }
    }
    template <class... At, class = typename EnableIf<sizeof...(At) == detail::places_of<Inner>>::Type>
    [[gnu::always_inline]] static Pack update(const Step& step, Pack weight, Pack gradient,
                                              Array<Pack, Inner::memory>& memory, At... at) {
        return detail::updated_by<Inner>(step, weight, gradient * step.factor, memory, at...);
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
