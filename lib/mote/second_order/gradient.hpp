// SPDX-License-Identifier: MIT
// The loss of a whole data set and its gradient, by the kernels of training. The gradient of a row is averaged over the whole data
// set before anything is summed; a batch is summed as in a step, and the batches ascending, from 0.
#pragma once

#include "all_rows.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// The entries of a vector are within this magnitude, and the small ones are 0: then no product of two, and no sum of them, is too
/// large or a denormal.
constexpr float largest_of_vector = 1e12f, smallest_of_vector = 0x1p-60f;

/// A Pack of such a vector.
[[gnu::always_inline]] inline Pack in_vector(Pack values) {
    const Mask is_small = (bits(values) & 0x7fffffffu) < Bits(magnitude_bits(smallest_of_vector));
    return select(is_small, Pack(0.0f), clamp_within(values, largest_of_vector));
}

/// What StepOf takes for a workspace.
template <class NetOfRows, class Loss, size_t Rows>
struct GradientWork {
    using Net = NetOfRows;
    using Recipe = RecipeOfGradients<Loss>;
    static constexpr size_t batch = Rows;

    Scratch<Net, Recipe, Rows>& scratch;
};

template <class Loss>
using RowsOf =
    typename Conditional<weighs_rows<Loss>, WeightedLossRows<TargetOf<Loss>>, LossRows<TargetOf<Loss>>>::Type;

/// What the mean over all rows is divided by: their number, or their weights.
template <class Loss>
using TotalOf = decltype(LossTraits<Loss>::total(declared<const Loss&>(), declared<RowsOf<Loss>>(), size_t{}));
template <class Net, class Loss, size_t Rows>
TotalOf<Loss> total_of_rows(const Net& net, Scratch<Net, RecipeOfGradients<Loss>, Rows>& scratch, const Loss& loss,
                            const Guard& guard, const Samples<Net, Loss>& samples) {
    using Traits = LossTraits<Loss>;
    Repairs counted_before;
    TotalOf<Loss> total{};
    (void)for_each_batch(net, scratch, guard, samples, counted_before, [&](size_t rows) MOTE_INLINED {
        total += Traits::total(loss, scratch.loss_rows(0, rows, 1.0f), rows);
    });
    return total;
}

/// The mean loss over all rows; its gradient goes to gradient [trained parameters].
template <class Net, class Loss, size_t Rows, class Total>
[[gnu::noinline]] float loss_and_gradient(Net& net, Scratch<Net, RecipeOfGradients<Loss>, Rows>& scratch,
                                          const Loss& loss, const Guard& guard, const Samples<Net, Loss>& samples,
                                          Total total, float* gradient) {
    using Work = GradientWork<Net, Loss, Rows>;
    using Step = StepOf<Work>;
    Work work{scratch};
    Step step{net, work, {loss, {}}};
    const float scale = Step::Loss::gradient_scale(loss, total, Net::outputs);
    __builtin_memset(gradient, 0, sizeof(float) * Net::trained_count);
    float sum = 0.0f;
    Repairs counted_before;
    (void)for_each_batch(net, scratch, guard, samples, counted_before, [&](size_t count) MOTE_INLINED {
        const auto rows = rows_of_batch<Rows>(count);
        forward(net, scratch, step.features(), rows, Uncut{});
        sum = add_losses<Step>(sum, loss, work, 0, rows, scale);
        output_deltas(step, 0, rows);
        backward(step, rows, Uncut{});
        for_columns<1>(size_t{Net::trained_count}, [&](auto columns) MOTE_INLINED {
            columns.store(in_vector(columns.load(gradient, 0) + columns.load(scratch.gradients, 0)), gradient, 0);
        });
    });
    return Step::Loss::mean(loss, sum, total, Net::outputs);
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
