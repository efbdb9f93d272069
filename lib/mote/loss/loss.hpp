// SPDX-License-Identifier: MIT
// Losses: what is minimized, and its gradient with respect to the network's outputs. A loss is a value: a struct of settings.
//
// A loss is elementwise, a mean over rows and outputs of a function of one output and its target, or it is not.
//
// An elementwise loss of the error alone, output - target, has
//   added(sum, error)        the sum and the loss of these errors, lane by lane
//   slope(error)             the derivative of that loss, divided by gradient_factor
//   gradient_factor          (static, if it has one, else 1) a constant factor, folded into the mean
//   factor()                 (if it has one, else 1) a factor of loss and derivative alike, folded into the mean
//   value_bound(error), slope_bound(error)    the largest loss and |derivative|, both without factor(), for |error| <= error,
//                            whatever the settings: what training_bounds.hpp proves with
//
// Any other elementwise loss has
//   value_and_slope(output, target, at)       the losses and derivatives of a Pack; at(array) are settings of these outputs
//   value_bound(size), slope_bound(size)      as above, for |output| and |target| <= size
//   needs_logits             whether the outputs must be logits
// The reduction over outputs, rows and lanes is in elementwise.hpp.
//
// A loss that is not elementwise has
//   Target, target_count(outputs)  the type of a target (float, or class number) and how many a row has
//   needs_logits, least_outputs    whether the outputs must be logits, and how few a network may have
//   gradient_scale(rows, outputs)  the factor of a row's gradient in the mean over the batch: averaged first, then summed
//   accumulate(sum, rows, outputs) adds the rows' losses to a sum, row by row, and overwrites the outputs with gradients
//   mean(sum, rows, outputs)       the loss that the user sees
//   error_bound(output, target), row_bound(error, outputs), gradient_bound(error, outputs)    what is proved with
//   weight(target)                 (if it has one, else 1) what a row counts, [0, 1000]; the mean is then over the rows' weights,
//                                  and gradient_scale() and mean() take their sum in place of the number of rows
//
// A loss with a setting for each output says how many with a static for_outputs.
// A loss with settings has repaired(repairs), called at the start of a step: the settings with every number in its range.
#pragma once

#include "../base/math.hpp"
#include "../guard/guard.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// A class number, from 0.
using ClassNumber = uint16_t;

/// Outputs, overwritten by gradients, and targets of `rows` rows.
template <class Target>
struct LossRows {
    float* outputs;         ///< [rows][outputs]
    const Target* targets;  ///< [rows][target_count]
    size_t rows;
    float scale;  ///< gradient_scale() of the whole batch
};
/// The same with a weight a row.
template <class Target>
struct WeightedLossRows : LossRows<Target> {
    const float* weights;  ///< [rows]
};

namespace detail {

/// The errors of outputs are clamped to this magnitude where training_bounds.hpp finds no proof without it.
constexpr float error_clamp = 1e6f;

template <class Loss, class = void>
constexpr bool is_regression = false;
template <class Loss>
constexpr bool is_regression<Loss, Void<decltype(declared<const Loss&>().added(declared<Pack>(), declared<Pack>()))>> =
    true;

/// The settings of any outputs: for asking what a loss is.
struct AnyOutputs {
    Pack operator()(const float* settings) const;
};
template <class Loss, class = void>
constexpr bool takes_targets = false;
template <class Loss>
constexpr bool takes_targets<Loss, Void<decltype(ValueAndSlope(declared<const Loss&>().value_and_slope(
                                       declared<Pack>(), declared<Pack>(), declared<AnyOutputs>())))>> = true;
/// A row or a class weighs at most so much.
constexpr float largest_row_weight = 1e3f;

/// Whether a loss weighs rows by weights that come with them (weighted.hpp).
template <class Loss>
constexpr bool weighs_rows = false;

template <class Loss>
constexpr bool is_elementwise_loss = (is_regression<Loss> || takes_targets<Loss>)&&!weighs_rows<Loss>;

template <class Given, class = void>
constexpr bool has_slope_of_loss = false;
template <class Given>
constexpr bool has_slope_of_loss<Given, Void<decltype(Pack(declared<const Given&>().slope(declared<Pack>())))>> = true;
template <class Given, class = void>
constexpr bool has_bounds_of_loss = false;
template <class Given>
constexpr bool has_bounds_of_loss<Given, Void<decltype(Given::value_bound(1.0) + Given::slope_bound(1.0))>> = true;
template <class Given, class = void>
constexpr bool is_other_loss = false;
template <class Given>
constexpr bool is_other_loss<
    Given,
    Void<typename Given::Target, decltype(Given::target_count(size_t{1}) + Given::least_outputs + !Given::needs_logits +
                                          Given::gradient_scale(size_t{1}, size_t{1}) +
                                          Given::mean(1.0f, size_t{1}, size_t{1}) + Given::error_bound(1.0, 1.0) +
                                          Given::row_bound(1.0, size_t{1}) + Given::gradient_bound(1.0, size_t{1}))>> =
    true;

template <class Given, class = void>
constexpr bool has_accumulate = false;
template <class Given>
constexpr bool
    has_accumulate<Given, Void<decltype(declared<const Given&>().accumulate(
                                            0.0f, declared<const LossRows<typename Given::Target>&>(), size_t{1}) +
                                        0.0f)>> = true;

/// The settings of a loss, in their ranges.
template <class Loss, class = void>
constexpr bool has_settings_to_repair = false;
template <class Loss>
constexpr bool
    has_settings_to_repair<Loss, Void<decltype(Loss(declared<const Loss&>().repaired(declared<Repairs&>())))>> = true;

/// In the place of what is no loss.
struct NoLoss {
    static Pack added(Pack sum, Pack) { return sum; }
    static Pack slope(Pack error) { return error; }
    static constexpr double value_bound(double) { return 1; }
    static constexpr double slope_bound(double) { return 1; }
};

/// A loss, or a sentence that says what it lacks.
template <class Given>
constexpr bool check_loss() {
    constexpr bool a = is_elementwise_loss<Given> || is_other_loss<Given> || weighs_rows<Given>,
                   b = a && (!is_regression<Given> || has_slope_of_loss<Given>),
                   c = b && (!is_elementwise_loss<Given> || has_bounds_of_loss<Given>),
                   d = c && (is_elementwise_loss<Given> || has_accumulate<Given> || weighs_rows<Given>),
                   e = d && (is_empty<Given> || has_settings_to_repair<Given>);
    static_assert(a,
                  "mote: the first value of a Recipe is a loss, which has added(Pack sum, Pack error), "
                  "value_and_slope(Pack output, Pack target, at), or all that the third kind needs: Recipe{loss, "
                  "optimizer, schedule, guard} (loss/loss.hpp)");
    static_assert(b || !a, "mote: this loss lacks slope(Pack error) (loss/loss.hpp)");
    static_assert(c || !b,
                  "mote: this loss lacks value_bound(double size) or slope_bound(double size) (loss/loss.hpp)");
    static_assert(d || !c,
                  "mote: this loss lacks accumulate(float sum, const LossRows<Target>&, outputs) (loss/loss.hpp)");
    static_assert(e || !d, "mote: this loss has settings, and lacks repaired(Repairs&) const (loss/loss.hpp)");
    return e;
}

/// Whether rows count by a weight of their target.
template <class Loss, class = void>
constexpr bool weighs_targets = false;
template <class Loss>
constexpr bool weighs_targets<Loss, Void<decltype(declared<const Loss&>().weight(typename Loss::Target{}) + 0.0f)>> =
    true;

/// How many outputs a loss is for, if not for any number.
template <class Loss, class = void>
constexpr size_t outputs_of_loss = 0;
template <class Loss>
constexpr size_t outputs_of_loss<Loss, Void<decltype(Loss::for_outputs + 0)>> = Loss::for_outputs;

/// Whether a class number says that its row is to be left out.
template <class Loss, class = void>
constexpr bool ignores_class = false;
template <class Loss>
constexpr bool ignores_class<Loss, Void<decltype(Loss::ignored_class + 0)>> = true;
template <class Loss, class Found>
[[gnu::always_inline]] constexpr bool is_ignored([[maybe_unused]] Found target) {
    if constexpr (ignores_class<Loss>) {
        return target == Loss::ignored_class;
    } else {
        return false;
    }
}

/// Whether rows weigh next to nothing, so that nothing is learned from them. Rows that are counted never do.
constexpr bool is_negligible(float total) { return total < 1e-3f; }
constexpr bool is_negligible(size_t) { return false; }
/// 1 / total, or 0.
inline float share_of_total(float total) { return is_negligible(total) ? 0.0f : quotient(1.0f, total); }

/// What the library asks of a loss, whatever its kind. The total of a batch is its number of rows, or the sum of their weights.
template <class Loss, bool = is_elementwise_loss<Loss>>
struct LossTraits;

template <class Loss>
[[gnu::always_inline]] constexpr Loss repaired_loss(const Loss& loss, [[maybe_unused]] Repairs& repairs) {
    if constexpr (has_settings_to_repair<Loss>) {
        return loss.repaired(repairs);
    } else {
        return loss;
    }
}

template <class Loss>
struct LossTraits<Loss, false> {
    using Target = typename Loss::Target;
    static constexpr bool needs_logits = Loss::needs_logits, clamps_errors = false;
    static constexpr size_t least_outputs = Loss::least_outputs;
    static constexpr size_t target_count(size_t outputs) { return Loss::target_count(outputs); }
    static constexpr double error_bound(double output, double target) { return Loss::error_bound(output, target); }
    static constexpr double row_bound(double error, size_t outputs) { return Loss::row_bound(error, outputs); }
    static constexpr double gradient_bound(double error, size_t outputs) {
        return Loss::gradient_bound(error, outputs);
    }

    template <class Rows>
    [[gnu::always_inline]] static constexpr auto total([[maybe_unused]] const Loss& loss,
                                                       [[maybe_unused]] const LossRows<Target>& batch, Rows rows) {
        if constexpr (weighs_targets<Loss>) {
            float sum = 0.0f;
            for (size_t row = 0; row < rows; ++row) {
                sum = sum + loss.weight(batch.targets[row]);
            }
            return sum;
        } else {
            return rows;
        }
    }
    template <class Total>
    static constexpr float gradient_scale(const Loss&, Total total, size_t outputs) {
        return Loss::gradient_scale(total, outputs);
    }
    template <class Total>
    static constexpr float mean(const Loss&, float sum, Total total, size_t outputs) {
        return Loss::mean(sum, total, outputs);
    }
    template <bool ClampError, class Outputs>
    [[gnu::always_inline]] static float accumulate(const Loss& loss, float sum, const LossRows<Target>& batch,
                                                   Outputs outputs) {
        return loss.accumulate(sum, batch, outputs);
    }
};

}  // namespace detail

/// What a target of this loss is: a float, or a class number.
template <class Loss>
using TargetOf = typename detail::LossTraits<Loss>::Target;

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
