// SPDX-License-Identifier: MIT
// A residual connection: a layer, and what went into it.
#pragma once

#include "../kernel/activate.hpp"
#include "layer.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

template <class InnerLayer>
struct Residual;

namespace detail {

template <class Layer>
constexpr bool is_residual = false;
template <class Layer>
constexpr bool is_residual<Residual<Layer>> = true;

template <class Layer>
constexpr uint32_t word_of_identity(size_t number) {
    if constexpr (is_trained_layer<Layer>) {
        const uint32_t* const words = Layer::identity;  // clang does not know how many another template has
        return number < sizeof Layer::identity / sizeof(uint32_t) ? words[number] : 0;
    } else {
        return 0;
    }
}

/// True, or a sentence, once, that says what is wrong.
template <size_t Entering, size_t Leaving>
constexpr bool check_widths() {
    static_assert(Entering == Leaving,
                  "mote: Residual adds what enters a layer to what leaves it: as many numbers have to leave");
    return true;
}

/// The inner layer on its way back. Its deltas are those of its own sums, in the place of the slopes; what has gone past it
/// joins the gradients of the inputs.
template <class Here>
struct InnerStep : Here {
    const float* deltas() const {
        if constexpr (Here::At::stores_slopes) {
            return Here::slopes();
        } else {
            return Here::deltas();
        }
    }
    auto into_deltas(size_t first) const {
        const auto finish = Here::into_deltas(first);
        const float* const past = Here::deltas() + first;
        return [finish, past](Pack gradient, size_t row, auto columns, size_t pack) MOTE_INLINED {
            finish(gradient + columns.load(past + row * Here::At::inputs, pack), row, columns, pack);
        };
    }
};

}  // namespace detail

/// out[i] = in[i] + layer(in)[i], for a layer that gives as many numbers as it takes: Residual<Dense<16, Tanh>> after 16
/// numbers. He et al. 2016, "Deep Residual Learning for Image Recognition". Its parameters are those of the inner layer. In
/// training it stores the slopes of an activation, 4 bytes an output and row of the batch.
template <class InnerLayer>
struct Residual : InnerLayer {
    static constexpr bool check() {
        constexpr bool a = detail::check_parameters<InnerLayer>(), b = a && detail::is_trained_layer<InnerLayer> &&
                                                                       !detail::is_frozen<InnerLayer> &&
                                                                       !detail::is_residual<InnerLayer>;
        static_assert(b || !a,
                      "mote: Residual is for a layer that learns: Residual<Dense<16, Tanh>>, Frozen<Residual<…>>");
        return b;
    }

    static constexpr uint32_t identity[] = {
        detail::word_of_identity<InnerLayer>(0) << 8 | 7, detail::word_of_identity<InnerLayer>(1),
        detail::word_of_identity<InnerLayer>(2), detail::word_of_identity<InnerLayer>(3),
        detail::word_of_identity<InnerLayer>(4)};

    static constexpr double value_bound(double input, double weight, size_t inputs) {
        return input + InnerLayer::value_bound(input, weight, inputs);
    }
    static constexpr double slope_bound = 1;
    static constexpr double gradient_spread(double weight, size_t outputs) {
        return 1 + InnerLayer::gradient_spread(weight, outputs) * InnerLayer::slope_bound;
    }
    static constexpr double parameter_spread(double input, size_t inputs) {
        return detail::parameter_spread_of<InnerLayer>(input, inputs) * InnerLayer::slope_bound;
    }

    /// As at the end of a network: its values cannot be had from what is given on.
    static constexpr bool stores_slopes(bool) { return InnerLayer::stores_slopes(true); }
    template <bool Stored>
    [[gnu::always_inline]] static Pack delta(Pack gradient, Pack) {
        return gradient;
    }

    template <class At>
    static constexpr size_t forward_work(size_t batch) {
        return larger(InnerLayer::template forward_work<At>(batch), size_t{At::outputs});
    }
    template <class At, bool Clamps, class Batch, class Slopes, class Stages, class... Moments>
    [[gnu::always_inline]] static void forward(const float* parameters, const float* in, float* out, Slopes slopes,
                                               Batch batch, Stages&& stages, Moments... moment) {
        static_assert(detail::check_widths<At::inputs, At::outputs>());
        InnerLayer::template forward<At, false>(parameters, in, out, slopes, batch, stages, moment...);
        stages.run(batch, At::outputs, [&](auto range) MOTE_INLINED {
            for (size_t row = range.first; row < range.last; ++row) {
                for_columns<1>(size_for_kernel<At::outputs>(), [&](auto columns) MOTE_INLINED {
                    const size_t at = row * At::outputs;
                    const Pack value = columns.load(in + at, 0) + columns.load(out + at, 0);
                    columns.store(detail::clamped<Clamps>(value, activation_clamp), out + at, 0);
                });
            }
        });
    }

    template <class At, size_t Capacity>
    static constexpr size_t backward_work(size_t batch) {
        return larger(InnerLayer::template backward_work<At, Capacity>(batch), At::stores_slopes ? At::outputs : 1);
    }
    template <class Here, class Batch, class Stages>
    static void backward(Here here, Batch batch, Stages&& stages) {
        using At = typename Here::At;
        if constexpr (At::stores_slopes) {
            stages.run(batch, At::outputs, [&](auto range) MOTE_INLINED {
                for (size_t row = range.first; row < range.last; ++row) {
                    float* const slopes = here.slopes() + row * At::outputs;
                    const float* const deltas = here.deltas() + row * At::outputs;
                    for_columns<1>(size_for_kernel<At::outputs>(), [&](auto columns) MOTE_INLINED {
                        columns.store(
                            InnerLayer::template delta<true>(columns.load(deltas, 0), columns.load(slopes, 0)), slopes,
                            0);
                    });
                }
            });
        }
        InnerLayer::backward(detail::InnerStep<Here>{here}, batch, stages);
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
