// SPDX-License-Identifier: MIT
// The errors of all rows of a data set, and how each depends on each parameter (a Jacobian), row by row through the kernels of
// training. No backpropagation is written a second time: a row of the Jacobian is the gradient of one output, so the way back
// starts from 1 there and from 0 at the other outputs, and keeps what it finds.
#pragma once

#include "../loss/regression.hpp"
#include "all_rows.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

using RecipeOfResiduals = RecipeOfGradients<MeanSquaredError>;

/// In the place of a loss where the gradients of outputs are 0 and 1, for the proof.
struct OneOutput {
    using Target = float;
    static constexpr bool needs_logits = false;
    static constexpr size_t least_outputs = 1;
    static constexpr double error_bound(double, double) { return 1; }
    static constexpr double row_bound(double, size_t) { return 1; }
    static constexpr double gradient_bound(double, size_t) { return 1; }
};

/// The entries of a Jacobian are clamped to this magnitude, and the small ones are 0: then no product of two, and no sum of them
/// over most_rows, is too large or a denormal.
constexpr float largest_slope = 1e12f, smallest_slope = 0x1p-60f;

/// Whether errors have to be clamped, so that the sum of their squares over all rows is representable.
template <class Net>
constexpr bool clamps_residuals() {
    const double error = value_bound<Net, Net::depth>() + static_cast<double>(Net::Limits::targets);
    return error * error * static_cast<double>(Net::outputs) * most_rows > 1e35;
}

/// A step that goes back from one output.
template <class NetOfStep>
struct ResidualStep {
    using Net = NetOfStep;
    using Recipe = RecipeOfResiduals;
    static constexpr size_t capacity = 1;
    static constexpr Clamps needed = needed_clamps<Net, OneOutput, 1>();
    static_assert(
        training_closes<Net, OneOutput, 1>() && static_cast<double>(largest_slope) *
                                                        static_cast<double>(largest_slope) * most_rows *
                                                        static_cast<double>(Net::outputs) <
                                                    representable,
        "mote: it cannot be proven that second order learning of this network stays finite; lower the Ceilings, or "
        "the bounds of an own activation");

    /// What the layers ask a workspace for.
    struct Rows {
        Scratch<Net, Recipe, 1>& scratch;
    };
    struct Settings {
        Recipe::Optimizer::Step optimizer;
    };
    Net& net;
    Rows work;
    Settings settings;

    const float* features() const { return work.scratch.features; }
    float* outputs() const { return work.scratch.template activations<Net::depth - 1>(); }

    /// The row in scratch forward; all its slopes and values are then in scratch.
    [[gnu::noinline]] void forward() { detail::forward(net, work.scratch, features(), Size<1>{}, Uncut{}); }
    /// Output - target of the row, after forward().
    float error(size_t output) const {
        const float found = outputs()[output] - work.scratch.targets[output];
        return clamps_residuals<Net>() ? clamp(found, -error_clamp, error_clamp) : found;
    }
    /// How `output` depends on all parameters, after forward(): to jacobian [parameters].
    [[gnu::noinline]] void differentiate(size_t output, float* jacobian) {
        for (size_t o = 0; o < Net::outputs; ++o) {
            outputs()[o] = o == output ? 1.0f : 0.0f;
        }
        output_deltas(*this, 0, Size<1>{});
        backward(*this, Size<1>{}, Uncut{});
        for_columns<1>(size_t{Net::trained_count}, [&](auto columns) MOTE_INLINED {
            const Pack slopes = columns.load(work.scratch.gradients, 0);
            const Mask is_small = (bits(slopes) & 0x7fffffffu) < Bits(magnitude_bits(smallest_slope));
            columns.store(select(is_small, Pack(0.0f), clamp_within(slopes, largest_slope)), jacobian, 0);
        });
    }
};

/// What a pass over all rows found.
struct Residuals {
    Status status;
    size_t rows;  ///< that take part
    float sum;    ///< of squared errors, rows ascending and within a row outputs ascending
};

/// Takes the rows one after the other into scratch, and calls then() for each that takes part.
template <class Net, class Then>
[[gnu::always_inline]] inline Residuals for_each_row(const Net& net, Scratch<Net, RecipeOfResiduals, 1>& scratch,
                                                     const Guard& guard, const Samples<Net, MeanSquaredError>& samples,
                                                     Then then) {
    Residuals found{Status::ok, 0, 0.0f};
    Repairs counted_before;
    found.status = for_each_batch(net, scratch, guard, samples, counted_before, [&](size_t) MOTE_INLINED {
        ++found.rows;
        then();
    });
    return found;
}

/// The sum of squared errors of all rows.
template <class Net>
[[gnu::noinline]] Residuals sum_squared_errors(Net& net, Scratch<Net, RecipeOfResiduals, 1>& scratch,
                                               const Guard& guard, const Samples<Net, MeanSquaredError>& samples) {
    ResidualStep<Net> step{net, {scratch}, {}};
    float sum = 0.0f;
    Residuals found = for_each_row(net, scratch, guard, samples, [&]() MOTE_INLINED {
        step.forward();
        for (size_t o = 0; o < Net::outputs; ++o) {
            const float error = step.error(o);
            sum = mul_add(error, error, sum);
        }
    });
    found.sum = sum;
    return found;
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
