// SPDX-License-Identifier: MIT
// Levenberg–Marquardt: least squares by the normal equations of the whole data set. Levenberg 1944, "A Method for the Solution of
// Certain Non-Linear Problems in Least Squares"; Marquardt 1963, "An Algorithm for Least-Squares Estimation of Nonlinear
// Parameters", for the scaling; Nielsen 1999, "Damping Parameter in Marquardt's Method", for the damping.
//
// An iteration
//   linearize   all rows forward and back: the normal equations (normal_equations.hpp), scaled so that their diagonal is 1
//   try         factor with the damping on the diagonal, solve, move the weights, and sum up the squared errors of all rows
//   better      keeps the weights; the damping falls to a third, or less the worse the equations foretold the decrease
//   not better  or a pivot that rounding has eaten: the weights go back, the equations are multiplied out of their factors, and the
//               damping grows by 2, 4, 8, … times
// It ends where no damping finds better weights. No pass is repeated, and no second matrix is kept.
#pragma once

#include "minimize.hpp"
#include "normal_equations.hpp"
#include "residuals.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// Levenberg–Marquardt's settings. The loss is the mean squared error.
struct LevenbergMarquardt {
    using Loss = MeanSquaredError;

    float damping = 1.0f;  ///< at the start, next to a diagonal of 1, [1e-7, 1e6]
    Guard guard = {};      ///< what happens to a bad row; BadRow::reject refuses the whole data set

    static constexpr float least_damping = 1e-7f, highest_damping = 1e6f;

    constexpr LevenbergMarquardt repaired(Repairs& repairs) const {
        return {setting(damping, least_damping, highest_damping, 1.0f, repairs), guard};
    }

    /// What is remembered from iteration to iteration; zero at start.
    struct State {
        uint32_t iteration = 0;  ///< iterations that found better weights
        float damping = 0.0f;    ///< of the next one; 0: that of the settings
        float growth = 0.0f;     ///< by which the damping grows when it next has to; 0: by 2
    };
    template <class Net>
    using StateFor = State;
    /// 4·(P + 1)(P + 2)/2 bytes for P trained parameters, 4·7·P for vectors of them, and one row through the network. A port with
    /// lanes rounds each array up to whole Packs.
    template <class Net>
    struct Scratch {
        detail::NormalEquations<Net::trained_count> equations;
        float jacobian[detail::jacobian_rows * detail::NormalEquations<Net::trained_count>::row_stride] = {};
        alignas(Pack) float kept[in_packs(Net::trained_count)] = {};  ///< the weights before a step
        mote::Scratch<Net, detail::RecipeOfResiduals, 1> rows;        ///< its gradients are the step
    };
    template <class Net>
    static constexpr uint64_t count_floats() {
        const uint64_t parameters = Net::trained_count;
        return detail::sum_of_sizes(detail::product_of_sizes(parameters + 1, parameters + 2) / 2, 16 * parameters);
    }

    template <class Work>
    static detail::Iteration iterate(NetOf<Work>& net, Work& work, const LevenbergMarquardt& settings,
                                     const Samples<NetOf<Work>, MeanSquaredError>& samples, float least_gradient,
                                     bool is_first);
};

namespace detail {

/// The normal equations of all rows, at the weights as they are.
template <class Net>
[[gnu::noinline]] Residuals linearize(Net& net, LevenbergMarquardt::Scratch<Net>& scratch, const Guard& guard,
                                      const Samples<Net, MeanSquaredError>& samples) {
    using Equations = NormalEquations<Net::trained_count>;
    ResidualStep<Net> step{net, {scratch.rows}, {}};
    size_t waiting = 0;
    scratch.equations.clear();
    Residuals found = for_each_row(net, scratch.rows, guard, samples, [&]() MOTE_INLINED {
        for (size_t o = 0; o < Net::outputs; ++o) {
            float* const to = scratch.jacobian + waiting * Equations::row_stride;
            step.forward();  // the way back from the last output has overwritten it
            to[Net::trained_count] = step.error(o);
            step.differentiate(o, to);
            if (++waiting == jacobian_rows) {
                scratch.equations.add(scratch.jacobian);
                waiting = 0;
            }
        }
    });
    if (waiting != 0) {
        for (float* rest = scratch.jacobian + waiting * Equations::row_stride;
             rest != scratch.jacobian + jacobian_rows * Equations::row_stride; ++rest) {
            *rest = 0.0f;  // which changes no sum
        }
        scratch.equations.add(scratch.jacobian);
    }
    found.sum = scratch.equations.sum_of_squared_errors();
    return found;
}

template <class Net>
float mean_of(const Residuals& residuals) {
    return residuals.rows == 0 ? 0.0f
                               : LossTraits<MeanSquaredError>::mean({}, residuals.sum, residuals.rows, Net::outputs);
}

/// Moves the weights by the solution, from those that were kept. False if that changes none of them.
template <class Net>
[[gnu::noinline]] bool move_weights(Net& net, const LevenbergMarquardt::Scratch<Net>& scratch) {
    float* const weights = net.parameters + Net::trained_first;
    const float* const step = scratch.rows.gradients;
    uint32_t changed = 0;
    for (size_t i = 0; i < Net::trained_count; ++i) {
        const float moved = mul_add(-step[i], scratch.equations.scales[i], scratch.kept[i]);
        weights[i] = clamp(moved, -Net::Limits::weights, Net::Limits::weights);
        changed |= float_bits(weights[i]) ^ float_bits(scratch.kept[i]);
    }
    return changed != 0;
}

/// Nielsen's damping after a step that was kept, from the share of the promised decrease that came true: a third of it after a
/// good one, up to twice as much after a poor one.
inline float damping_after(float damping, float decrease, float promised) {
    const float share = decrease < promised ? quotient(decrease, promised) : 1.0f;
    const float centred = mul_add(2.0f, share, -1.0f);
    const float factor = 1.0f - MOTE_PRODUCT(MOTE_PRODUCT(centred * centred) * centred);
    return clamp(damping * larger(factor, 1.0f / 3.0f), LevenbergMarquardt::least_damping,
                 LevenbergMarquardt::highest_damping);
}

}  // namespace detail

template <class Work>
detail::Iteration LevenbergMarquardt::iterate(NetOf<Work>& net, Work& work, const LevenbergMarquardt& settings,
                                              const Samples<NetOf<Work>, MeanSquaredError>& samples,
                                              float least_gradient, bool) {
    using Net = NetOf<Work>;
    auto& state = work.state;
    auto& scratch = work.scratch;
    auto& equations = scratch.equations;
    float* const weights = net.parameters + Net::trained_first;
    float* const step = scratch.rows.gradients;
    Repairs of_state;
    state.damping = float_bits(state.damping) == 0
                        ? settings.damping
                        : setting(state.damping, least_damping, highest_damping, settings.damping, of_state);
    state.growth = setting(state.growth, 2.0f, highest_damping, 2.0f, of_state);
    const detail::Residuals before = detail::linearize(net, scratch, settings.guard, samples);
    detail::Iteration iteration{before.status, detail::mean_of<Net>(before), false};
    if (before.status != Status::ok) {
        return iteration;
    }
    const float gradient = equations.scale();
    if (gradient <= MOTE_PRODUCT(least_gradient * square_root(before.sum))) {
        return iteration;
    }
    __builtin_memcpy(scratch.kept, weights, sizeof(float) * Net::trained_count);
    for (;;) {
        const size_t factored = equations.factor(state.damping);
        if (factored == Net::trained_count) {
            const float promised = equations.solve(step, state.damping);
            if (!detail::move_weights(net, scratch)) {
                break;
            }
            const detail::Residuals after = detail::sum_squared_errors(net, scratch.rows, settings.guard, samples);
            if (after.rows == before.rows && after.sum < before.sum) {
                state.damping = detail::damping_after(state.damping, before.sum - after.sum, promised);
                state.growth = 2.0f;
                ++state.iteration;
                return {Status::ok, detail::mean_of<Net>(after), true};
            }
            __builtin_memcpy(weights, scratch.kept, sizeof(float) * Net::trained_count);
        }
        if (state.damping >= highest_damping) {
            break;
        }
        state.damping = smaller(state.damping * state.growth, highest_damping);
        state.growth = smaller(state.growth + state.growth, highest_damping);
        equations.restore(factored);
    }
    state.growth = 2.0f;
    return iteration;
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
