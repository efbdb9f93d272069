// SPDX-License-Identifier: MIT
// Dense: a fully connected layer with its activation, and its way forward. The way back is in dense_backward.hpp.
#pragma once

#include "../activation/linear.hpp"
#include "../base/random.hpp"
#include "../guard/sanitize.hpp"
#include "../kernel/activate.hpp"
#include "../kernel/affine.hpp"
#include "layer.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// The sizes of a layer as kernels take them.
template <class At, class Batch>
constexpr auto shape_at(Batch batch) {
    constexpr auto inputs = size_for_kernel<At::inputs>();
    constexpr auto outputs = size_for_kernel<At::outputs>();
    return Shape<Batch, Unqualified<decltype(inputs)>, Unqualified<decltype(outputs)>>{batch, inputs, outputs};
}

/// Floats of so many rows of a layer in scratch; a single row fills its last Pack.
template <class Batch, class Outputs>
constexpr auto count_in_scratch(Batch batch, Outputs outputs) {
    if constexpr (Pack::width > 1 && is_same<Batch, Size<1>> && !is_same<Outputs, size_t>) {
        return Size<in_packs(Outputs{})>{};
    } else {
        return size_t{batch * outputs};
    }
}

/// The sums of a layer as one part of a stage. In a function of its own the part's loop has all registers.
template <size_t Chains, class ShapeOfLayer>
[[gnu::noinline]] void sums_of_part(const float* weights, const float* in, float* out, float* unfinished,
                                    PartRange rows, ShapeOfLayer shape) {
    if constexpr (Chains > 1) {
        affine_in_chains<Chains>(weights, in, out, unfinished, RowRange{rows.first, rows.last}, shape);
    } else {
        affine(weights, in, out, RowRange{rows.first, rows.last}, shape);
    }
}
/// Whether the sums of one row leave registers for more chains.
constexpr bool leaves_registers(size_t outputs) { return Pack::width > 1 && packs_of(outputs) < Tuning::block_packs; }
template <size_t Chains, class Parts, class Batch, class Inputs, class Outputs>
[[gnu::always_inline]] inline void sums_of_part(const float* weights, const float* in, float* out, float*,
                                                WholeRange<Parts> rows, Shape<Batch, Inputs, Outputs> shape) {
    if constexpr (Chains > 1 && is_same<Batch, Size<1>> && leaves_registers(Outputs{})) {
        affine_in_parallel_chains<Chains>(weights, in, out, shape.inputs, shape.outputs);
    } else if constexpr (Chains > 1) {
        affine_in_chains<Chains>(weights, in, out, shape);
    } else {
        affine(weights, in, out, RowRange{rows.first, rows.last}, shape);
    }
}

inline void fill_uniform(float* values, size_t count, float bound, float ceiling, Pcg32& random) {
    for (size_t i = 0; i < count; ++i) {
        values[i] = sanitized(random.uniform(bound), ceiling);
    }
}

/// Whether outputs are sums, without an activation.
template <class Layer, class = void>
constexpr bool gives_logits = true;
template <class Layer>
constexpr bool gives_logits<Layer, Void<typename Layer::Activation>> = is_same<typename Layer::Activation, Identity>;

}  // namespace detail

/// A fully connected layer: activation(bias[o] + Σ_i x[i]·weight[i][o]).
template <size_t Outputs, class ActivationOfLayer = Identity>
struct Dense {
    using Activation = detail::CheckedActivation<ActivationOfLayer>;

    static constexpr LayerKind kind = LayerKind::trained;
    static constexpr uint32_t identity[] = {2, static_cast<uint32_t>(Outputs), Activation::id, Activation::parameter,
                                            detail::second_parameter_of<Activation>};
    static constexpr size_t outputs(size_t) { return Outputs; }
    static constexpr uint64_t weight_count(uint64_t inputs) { return detail::product_of_sizes(inputs, Outputs); }
    static constexpr uint64_t parameter_count(uint64_t inputs) {
        return detail::sum_of_sizes(weight_count(inputs), Outputs);
    }

    static constexpr uint32_t frequency = detail::frequency_of<Activation>;
    static void initialize(float* parameters, size_t inputs, const UniformBounds& bounds, float ceiling,
                           Pcg32& random) {
        detail::fill_uniform(parameters, inputs * Outputs, bounds.weights, ceiling, random);
        detail::fill_uniform(parameters + inputs * Outputs, Outputs, bounds.biases, ceiling, random);
    }

    static constexpr double slope_bound = Activation::slope_bound;
    static constexpr double value_bound(double input, double weight, size_t inputs) {
        return Activation::value_bound(weight * (input * static_cast<double>(inputs) + 1.0));
    }
    static constexpr double gradient_spread(double weight, size_t outputs) {
        return weight * static_cast<double>(outputs);
    }

    /// Slopes are stored where they do not follow from the values, and for the last layer's activation, since the loss
    /// overwrites its values.
    static constexpr bool stores_slopes(bool is_last) {
        return !Activation::slope_from_value || (is_last && !is_same<Activation, Identity>);
    }
    template <bool Stored>
    [[gnu::always_inline]] static Pack delta(Pack gradient, Pack known) {
        if constexpr (Stored) {
            return gradient * known;
        } else {
            return gradient * Activation::slope(known);
        }
    }

    template <class At>
    static constexpr size_t forward_work(size_t batch) {
        return output_in_lanes(At::inputs, Outputs) ? At::inputs : larger(batch * Outputs, work_of_activation);
    }
    template <class At, size_t Capacity>
    static constexpr size_t unfinished_floats() {
        return chains_of_output(At::inputs, Outputs) > 1 ? in_packs(Capacity * Outputs) : 0;
    }
    template <class At, bool Clamps, class Batch, class Slopes, class Stages>
    [[gnu::always_inline]] static void forward(const float* parameters, const float* in, float* out, Slopes slopes,
                                               Batch batch, Stages&& stages) {
        const auto shape = detail::shape_at<At>(batch);
        if constexpr (output_in_lanes(At::inputs, Outputs)) {
            stages.run(batch, At::inputs, [&](auto rows) MOTE_INLINED {
                detail::affine_in_lanes(parameters, in + rows.first * At::inputs, out + rows.first, rows_in_range(rows),
                                        shape.inputs);
            });
        } else {
            stages.run(Size<At::inputs>{}, batch * Outputs, [&](auto rows) MOTE_INLINED {
                detail::sums_of_part<chains_of_output(At::inputs, Outputs)>(parameters, in, out, stages.unfinished(),
                                                                            rows, shape);
            });
        }
        const auto count = detail::count_in_scratch(batch, shape.outputs);
        stages.run(packs_of(count), work_of_activation, [&](auto range) MOTE_INLINED {
            const size_t first = range.first * Pack::width;
            detail::activate<Activation, Clamps>(out + first, slopes + first, floats_in(range, count));
        });
    }

    /// Defined in dense_backward.hpp, as are the sizes of its parts.
    template <class At, size_t Capacity>
    static constexpr size_t backward_work(size_t batch);
    template <class At, size_t Capacity>
    static constexpr size_t block_floats();
    template <class Here, class Batch, class Stages>
    static void backward(Here here, Batch batch, Stages&& stages);
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
