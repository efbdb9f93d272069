// SPDX-License-Identifier: MIT
// L-BFGS: a quasi-Newton method whose memory is a few pairs of vectors. Nocedal 1980, "Updating Quasi-Newton Matrices with Limited
// Storage"; Liu & Nocedal 1989, "On the Limited Memory BFGS Method for Large Scale Optimization".
//
// An iteration
//   direct   the direction from the gradient g and the pairs of steps s and changes of the gradient y (two loops)
//   search   a length along it that satisfies the strong Wolfe conditions (Nocedal & Wright 2006, chapter 3): the loss has fallen
//            enough, and the slope has flattened. Lengths are bracketed: the lower end falls enough and still leads down, the
//            upper end lies beyond. Each costs the loss and the gradient of all rows
//   keep     the new pair in the place of the oldest, if the slope along s has risen: the curvature is positive
// If nothing better is found, the pairs are forgotten, and the gradient itself is tried; if that does not help either, it ends.
//
// The canonical order, the same bits on all machines: loss and gradient as gradient.hpp says; products of vectors in 16 virtual
// lanes (order.hpp). Each entry of a vector is within ±largest_of_vector, and 0 below smallest_of_vector:
//   direct   q = g; from the newest pair to the oldest: a = (s·q)/(s·y), q = q - a·y; then q = q·scale, with (s·y)/(y·y) of the newest
//            pair; from the oldest to the newest: q = q + (a - (y·q)/(s·y))·s; and last -q
//   s, y     the weights, and the gradients, less those before
#pragma once

#include "../kernel/lanes.hpp"
#include "gradient.hpp"
#include "minimize.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// L-BFGS's settings: for any loss that a recipe may have, Lbfgs<8, CrossEntropy>{} say. `Rows` is how many rows go through the
/// network at a time: more are faster where there are lanes, and take more scratch.
template <size_t Pairs = 8, class LossOfMethod = MeanSquaredError, size_t Rows = 16>
struct Lbfgs {
    static constexpr bool check() {
        constexpr bool is_valid = Pairs > 0;
        static_assert(is_valid, "mote: Lbfgs remembers at least one pair of vectors: Lbfgs<8>");
        return is_valid;
    }
    static constexpr size_t pairs = Pairs;
    using Loss = typename Conditional<detail::check_loss<LossOfMethod>(), LossOfMethod, MeanSquaredError>::Type;

    Loss loss{};
    Guard guard = {};  ///< what happens to a bad row; BadRow::reject refuses the whole data set

    constexpr Lbfgs repaired(Repairs& repairs) const { return {detail::repaired_loss(loss, repairs), guard}; }

    /// What is remembered from iteration to iteration, zero at start: 4·2·Pairs bytes for each trained parameter, 4·Pairs + 16 more.
    /// A port with lanes rounds each vector, and what stands before them, up to whole Packs.
    template <class Net>
    struct StateFor {
        uint32_t iteration = 0;        ///< iterations that found better weights
        uint32_t count = 0;            ///< pairs that are there
        uint32_t next = 0;             ///< where the next one goes
        float scale = 0.0f;            ///< (s·y)/(y·y) of the newest
        float curvatures[Pairs] = {};  ///< s·y
        struct Pair {
            alignas(Pack) float s[in_packs(Net::trained_count)];
            alignas(Pack) float y[in_packs(Net::trained_count)];
        };
        Pair remembered[Pairs] = {};
    };
    /// 4·3 bytes for each trained parameter, 4·Pairs + 8, and `Rows` rows through the network.
    template <class Net>
    struct Scratch {
        static_assert(sizeof(Workspace<Net, detail::RecipeOfGradients<Loss>, Rows>) != 0);  // says what does not fit
        alignas(Pack) float gradient[in_packs(Net::trained_count)] = {};
        alignas(Pack) float direction[in_packs(Net::trained_count)] = {};
        mote::Scratch<Net, detail::RecipeOfGradients<Loss>, Rows> rows;
        float shares[Pairs] = {};  ///< what the first loop leaves for the second
        float loss = 0.0f;
        detail::TotalOf<Loss> total{};
    };
    template <class Net>
    static constexpr uint64_t count_floats() {
        return detail::product_of_sizes(Net::trained_count,
                                        detail::sum_of_sizes(detail::product_of_sizes(Pairs, 2), 4));
    }

    template <class Work>
    static detail::Iteration iterate(NetOf<Work>& net, Work& work, const Lbfgs& settings,
                                     const Samples<NetOf<Work>, Loss>& samples, float least_gradient, bool is_first);
};

namespace detail {

// Vectors -----------------------------------------------------------------------------------------------------------

// Templates: a function that is there whether it is called or not makes GCC's -Os inline less elsewhere.

/// a·b in 16 virtual lanes.
template <class Count>
[[gnu::noinline]] float product_in_lanes(const float* a, const float* b, Count count) {
    float product = 0.0f;
    sums_in_lanes(
        a, b, Size<1>{}, count, [](auto...) MOTE_INLINED {},
        [&](Pack sums, auto) MOTE_INLINED { product = first_lane(sums); });
    return product;
}
/// to + factor·from.
template <class Count>
[[gnu::noinline]] void add_scaled(float* to, float factor, const float* from, Count count) {
    for_columns<1>(count, [&](auto columns) MOTE_INLINED {
        columns.store(in_vector(mul_add(factor, columns.load(from, 0), columns.load(to, 0))), to, 0);
    });
}
/// from·factor.
template <class Count>
[[gnu::noinline]] void scale_vector(float* to, float factor, const float* from, Count count) {
    for_columns<1>(count,
                   [&](auto columns) MOTE_INLINED { columns.store(in_vector(columns.load(from, 0) * factor), to, 0); });
}
/// to becomes from - to.
template <class Count>
[[gnu::noinline]] void subtract_from(float* to, const float* from, Count count) {
    for_columns<1>(count, [&](auto columns) MOTE_INLINED {
        columns.store(in_vector(columns.load(from, 0) - columns.load(to, 0)), to, 0);
    });
}
/// A quotient within what an entry of a vector may be.
inline float bounded_quotient(float a, float b) { return clamp(quotient(a, b), -largest_of_vector, largest_of_vector); }

// The direction -----------------------------------------------------------------------------------------------------

/// Where a pair is: number `age` from the newest, which is 0.
template <size_t Pairs>
constexpr size_t place_of_pair(size_t next, size_t age) {
    return next > age ? next - 1 - age : next + Pairs - 1 - age;
}

/// The gradient times the inverse of what the pairs say of the second derivatives, downwards.
template <class Method, class Net>
[[gnu::noinline]] void direct(const typename Method::template StateFor<Net>& state,
                              typename Method::template Scratch<Net>& scratch) {
    constexpr size_t count = Net::trained_count;
    float* const direction = scratch.direction;
    if (state.count == 0) {
        scale_vector(direction, -1.0f, scratch.gradient, count);
        return;
    }
    __builtin_memcpy(direction, scratch.gradient, sizeof(float) * count);
    for (size_t age = 0; age < state.count; ++age) {
        const size_t at = place_of_pair<Method::pairs>(state.next, age);
        const auto& pair = state.remembered[at];
        const float share = bounded_quotient(product_in_lanes(pair.s, direction, count), state.curvatures[at]);
        add_scaled(direction, -share, pair.y, count);
        scratch.shares[at] = share;
    }
    scale_vector(direction, state.scale, direction, count);
    for (size_t age = state.count; age-- > 0;) {
        const size_t at = place_of_pair<Method::pairs>(state.next, age);
        const auto& pair = state.remembered[at];
        const float share = bounded_quotient(product_in_lanes(pair.y, direction, count), state.curvatures[at]);
        add_scaled(direction, scratch.shares[at] - share, pair.s, count);
    }
    scale_vector(direction, -1.0f, direction, count);
}

// The search --------------------------------------------------------------------------------------------------------

/// Nocedal & Wright's numbers: the loss falls by this share of what the slope foretells, and the slope to this share of itself.
constexpr float least_decrease = 1e-4f, flattened = 0.9f;
/// So many lengths are tried.
constexpr size_t most_lengths = 20;

/// Moves the weights from where they were along the direction. False if that changes none of them.
template <class Net>
[[gnu::noinline]] bool move_along(Net& net, const float* from, const float* direction, float length) {
    float* const weights = net.parameters + Net::trained_first;
    uint32_t changed = 0;
    for (size_t i = 0; i < Net::trained_count; ++i) {
        weights[i] = clamp(mul_add(length, direction[i], from[i]), -Net::Limits::weights, Net::Limits::weights);
        changed |= float_bits(weights[i]) ^ float_bits(from[i]);
    }
    return changed != 0;
}

/// The next length: a fourfold one as long as there is no upper end, else where a line through both slopes is 0, or the middle.
struct Bracket {
    float low = 0.0f, slope_at_low, high = 0.0f, slope_at_high = 0.0f;

    float next() const {
        if (float_bits(high) == 0) {
            return smaller(4.0f * low, largest_of_vector);
        }
        const float share = slope_at_high > 0.0f ? quotient(slope_at_low, slope_at_low - slope_at_high) : 0.5f;
        return mul_add(clamp(share, 0.1f, 0.9f), high - low, low);
    }
};

/// Moves the weights along the direction until the strong Wolfe conditions hold; loss and gradient are then those of the new
/// weights. evaluate() finds them. False if no length does: weights and gradient are then anything.
template <class Net, class ScratchOfMethod, class Evaluate>
[[gnu::always_inline]] inline bool search(Net& net, ScratchOfMethod& scratch, const float* from, float slope,
                                          float length, Evaluate evaluate) {
    const float loss_before = scratch.loss;
    Bracket bracket{0.0f, slope};
    for (size_t tried = 1; tried <= most_lengths; ++tried) {
        const bool is_last = tried == most_lengths;
        length = is_last ? bracket.low : length;
        if (float_bits(length) == 0 || !move_along(net, from, scratch.direction, length)) {
            return false;
        }
        scratch.loss = evaluate();
        if (is_last) {
            return true;  // its loss has fallen enough
        }
        const float there = product_in_lanes(scratch.gradient, scratch.direction, Net::trained_count);
        if (scratch.loss > mul_add(MOTE_PRODUCT(least_decrease * length), slope, loss_before) ||
            there > MOTE_PRODUCT(-flattened * slope)) {
            bracket.high = length;
            bracket.slope_at_high = there;
        } else if (there < MOTE_PRODUCT(flattened * slope)) {
            bracket.low = length;
            bracket.slope_at_low = there;
        } else {
            return true;
        }
        length = bracket.next();
    }
    return false;
}

// The pairs ---------------------------------------------------------------------------------------------------------

/// s·y is at least this share of the product of both lengths: below it, rounding may have made it.
constexpr float least_cosine = 0x1p-20f;
/// s·s and y·y are at least so large.
constexpr float least_square = 0x1p-100f;

/// Makes a pair of what was kept at state.next, the weights and the gradient before the step. Without positive curvature there is
/// none (Powell 1978 would bend it; a pair less does no harm).
template <class Method, class Net>
[[gnu::noinline]] void keep_pair(const Net& net, typename Method::template StateFor<Net>& state,
                                 const typename Method::template Scratch<Net>& scratch) {
    constexpr size_t count = Net::trained_count;
    auto& pair = state.remembered[state.next];
    subtract_from(pair.s, net.parameters + Net::trained_first, count);
    subtract_from(pair.y, scratch.gradient, count);
    const float curvature = product_in_lanes(pair.s, pair.y, count);
    const float step = product_in_lanes(pair.s, pair.s, count), change = product_in_lanes(pair.y, pair.y, count);
    if (step < least_square || change < least_square ||
        curvature < MOTE_PRODUCT(least_cosine * square_root(step)) * square_root(change)) {
        return;
    }
    state.curvatures[state.next] = curvature;
    state.scale = bounded_quotient(curvature, change);
    state.next = state.next + 1 == Method::pairs ? 0 : state.next + 1;
    ++state.count;
}

}  // namespace detail

template <size_t Pairs, class LossOfMethod, size_t Rows>
template <class Work>
detail::Iteration Lbfgs<Pairs, LossOfMethod, Rows>::iterate(NetOf<Work>& net, Work& work, const Lbfgs& settings,
                                                            const Samples<NetOf<Work>, Loss>& samples,
                                                            float least_gradient, bool is_first) {
    using Net = NetOf<Work>;
    constexpr size_t count = Net::trained_count;
    auto& state = work.state;
    auto& scratch = work.scratch;
    float* const weights = net.parameters + Net::trained_first;
    const auto evaluate = [&] {
        return detail::loss_and_gradient(net, scratch.rows, settings.loss, settings.guard, samples, scratch.total,
                                         scratch.gradient);
    };
    if (is_first) {
        state.count = smaller(state.count, uint32_t{Pairs});
        state.next %= uint32_t{Pairs};
        scratch.total = detail::total_of_rows(net, scratch.rows, settings.loss, settings.guard, samples);
        scratch.loss = evaluate();
    }
    detail::Iteration iteration{Status::ok, scratch.loss, false};
    float largest = 0.0f;
    for (size_t i = 0; i < count; ++i) {
        largest = larger(largest, __builtin_fabsf(scratch.gradient[i]));
    }
    if (largest <= MOTE_PRODUCT(least_gradient * square_root(larger(scratch.loss, 0.0f)))) {
        return iteration;
    }
    for (;;) {
        detail::direct<Lbfgs, Net>(state, scratch);
        const float slope = detail::product_in_lanes(scratch.gradient, scratch.direction, count);
        const bool has_pairs = state.count != 0;
        // Whatever the state was told, this is finite and leads down.
        bool is_better = all_within(scratch.direction, count, detail::largest_of_vector) && slope < 0.0f;
        if (is_better) {
            auto& kept = state.remembered[state.next];
            __builtin_memcpy(kept.s, weights, sizeof(float) * count);
            __builtin_memcpy(kept.y, scratch.gradient, sizeof(float) * count);
            state.count = smaller(state.count, uint32_t{Pairs - 1});
            const float length = has_pairs ? 1.0f : smaller(1.0f, quotient(1.0f, square_root(0.0f - slope)));
            is_better = detail::search(net, scratch, kept.s, slope, length, evaluate);
            if (!is_better) {
                __builtin_memcpy(weights, kept.s, sizeof(float) * count);
                __builtin_memcpy(scratch.gradient, kept.y, sizeof(float) * count);
                scratch.loss = iteration.loss;
            }
        }
        if (is_better) {
            detail::keep_pair<Lbfgs, Net>(net, state, scratch);
            ++state.iteration;
            return {Status::ok, scratch.loss, true};
        }
        state.count = 0;
        if (!has_pairs) {
            return iteration;
        }
    }
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
