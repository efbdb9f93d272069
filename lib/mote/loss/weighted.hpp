// SPDX-License-Identifier: MIT
// Rows that count more or less than others, by a weight that comes with each.
#pragma once

#include "elementwise.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// Another loss, with its settings by their names, whose mean over rows is weighted: Σ weight·loss / Σ weight. The samples then
/// are {x, y, weights} or {x, y, weights, count}, with a weight a row in [0, 1000]; without weights, every row counts 1. A weight
/// that is NaN or outside is a bad number of its row (repaired: 0, or the nearer end). A batch whose rows weigh less than 0.001
/// together teaches nothing, with a loss of 0, and does not count in the loss of fit()'s epoch. Costs 4 bytes a row of the batch,
/// and takes the losses row by row.
template <class Loss>
struct SampleWeighted : Loss {
    static_assert(detail::check_loss<Loss>() || true);  // its sentence is enough

    constexpr SampleWeighted() = default;
    constexpr explicit SampleWeighted(const Loss& weighted) : Loss(weighted) {}
    template <class Given = Loss, class = typename EnableIf<detail::has_settings_to_repair<Given>>::Type>
    [[gnu::always_inline]] constexpr SampleWeighted repaired(Repairs& repairs) const {
        return SampleWeighted{Given::repaired(repairs)};
    }
};

namespace detail {

template <class Loss>
constexpr bool weighs_rows<SampleWeighted<Loss>> = true;

template <class Loss>
struct LossTraits<SampleWeighted<Loss>, false> {
    using Inner = LossTraits<Loss>;
    using Target = typename Inner::Target;
    static constexpr bool needs_logits = Inner::needs_logits, clamps_errors = Inner::clamps_errors;
    static constexpr size_t least_outputs = Inner::least_outputs;
    static constexpr size_t target_count(size_t outputs) { return Inner::target_count(outputs); }
    static constexpr double error_bound(double output, double target) { return Inner::error_bound(output, target); }
    static constexpr double row_bound(double error, size_t outputs) {
        return static_cast<double>(largest_row_weight) * Inner::row_bound(error, outputs);
    }
    /// The weights of a batch, divided by their sum, are at most 1 together.
    static constexpr double gradient_bound(double error, size_t outputs) {
        return Inner::gradient_bound(error, outputs);
    }

    static float total(const SampleWeighted<Loss>& loss, const WeightedLossRows<Target>& batch, size_t rows) {
        float sum = 0.0f;
        for (size_t row = 0; row < rows; ++row) {
            const auto of_row = Inner::total(loss, LossRows<Target>{nullptr, batch.targets + row, 1, 1.0f}, size_t{1});
            sum = mul_add(batch.weights[row], static_cast<float>(of_row), sum);
        }
        return sum;
    }
    static float gradient_scale(const SampleWeighted<Loss>& loss, float total, size_t outputs) {
        return MOTE_PRODUCT(Inner::gradient_scale(loss, one, outputs) * share_of_total(total));
    }
    static float mean(const SampleWeighted<Loss>& loss, float sum, float total, size_t outputs) {
        return MOTE_PRODUCT(Inner::mean(loss, sum, one, outputs) * share_of_total(total));
    }
    template <bool ClampError, class Outputs>
    static float accumulate(const SampleWeighted<Loss>& loss, float sum, const WeightedLossRows<Target>& batch,
                            Outputs outputs) {
        const size_t targets = target_count(outputs);
        for (size_t row = 0; row < batch.rows; ++row) {
            const float weight = batch.weights[row];
            const LossRows<Target> alone{batch.outputs + row * outputs, batch.targets + row * targets, 1,
                                         MOTE_PRODUCT(batch.scale * weight)};
            sum = mul_add(weight, Inner::template accumulate<ClampError>(loss, 0.0f, alone, outputs), sum);
        }
        return sum;
    }

  private:
    static constexpr typename Conditional<weighs_targets<Loss>, float, size_t>::Type one = 1;
};

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
