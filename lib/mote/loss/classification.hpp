// SPDX-License-Identifier: MIT
// Losses of class numbers, and of labels that are true or not.
#pragma once

#include "elementwise.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

namespace detail {

template <class Outputs>
[[gnu::always_inline]] inline float largest_of(const float* logits, Outputs outputs) {
    float largest = logits[0];
    for (size_t o = 1; o < outputs; ++o) {
        largest = larger(largest, logits[o]);
    }
    return largest;
}
/// Logits become e^(logit - largest); their sum.
template <class Outputs>
[[gnu::always_inline]] inline float into_exponentials(float* logits, float largest, Outputs outputs) {
    for_columns<1>(
        outputs, [&](auto columns) MOTE_INLINED { columns.store(exp(columns.load(logits, 0) - largest), logits, 0); });
    float sum = 0.0f;
    for (size_t o = 0; o < outputs; ++o) {
        sum = sum + logits[o];
    }
    return sum;
}

/// Loss and slope of a logit z against a target, clamped to [0, 1], a true one of which counts by a weight.
[[gnu::always_inline]] inline ValueAndSlope binary_cross_entropy(Pack z, Pack target, Pack positive_weight) {
    const Pack truth = min(max(target, 0.0f), 1.0f);
    // With e = e^-|z|: log(1 + e) is what both logarithms have in common, e / (1 + e) the lesser of both probabilities.
    const Pack e = exp(detail::negative(z)), common = detail::log1p_of(e);
    const Pack lesser = e / (1.0f + e), greater = 1.0f - lesser;
    const Mask is_negative = z < 0.0f;
    const Pack of_true = truth * positive_weight, of_false = 1.0f - truth;
    // Each term of the loss and of the slope for itself, so that none of them cancels.
    const Pack miss = common + max(0.0f - z, 0.0f), false_alarm = common + max(z, 0.0f);
    const Pack probability = select(is_negative, lesser, greater), rest = select(is_negative, greater, lesser);
    return {of_true * miss + of_false * false_alarm, of_false * probability - of_true * rest};
}

}  // namespace detail

/// mean(ln Σ_o e^z[o] - z[class]) over rows; the outputs are logits. torch.nn.CrossEntropyLoss. The largest logit is
/// subtracted first, so any finite logits are welcome.
struct CrossEntropy {
    using Target = ClassNumber;
    static constexpr bool needs_logits = true;
    static constexpr size_t least_outputs = 2;  ///< with one class, every answer is right
    static constexpr size_t target_count(size_t) { return 1; }

    static constexpr float gradient_scale(size_t rows, size_t) { return 1.0f / static_cast<float>(rows); }
    static constexpr float mean(float sum, size_t rows, size_t) { return sum / static_cast<float>(rows); }
    static constexpr double error_bound(double output, double) { return 2 * output + 12; }
    static constexpr double row_bound(double error, size_t) { return error; }
    static constexpr double gradient_bound(double, size_t) { return 1; }

    template <class Outputs>
    static float accumulate(float sum, const LossRows<ClassNumber>& batch, Outputs outputs) {
        for (size_t row = 0; row < batch.rows; ++row) {
            sum = sum + row_loss(batch.outputs + row * outputs, batch.targets[row], batch.scale, outputs);
        }
        return sum;
    }

  private:
    /// Logits become scale·(softmax - onehot).
    template <class Outputs>
    static float row_loss(float* logits, size_t target, float scale, Outputs outputs) {
        const float largest = detail::largest_of(logits, outputs), target_logit = logits[target] - largest;
        const float sum = detail::into_exponentials(logits, largest, outputs);
        const Pack factor = scale / sum;
        for_columns<1>(outputs,
                       [&](auto columns) MOTE_INLINED { columns.store(columns.load(logits, 0) * factor, logits, 0); });
        logits[target] = logits[target] - scale;
        return first_lane(log(sum)) - target_logit;
    }
};

namespace detail {

/// Every class weighs 1.
struct EqualWeights {
    float of(size_t) const { return 1.0f; }
    template <class Columns>
    Pack of(Columns) const {
        return 1.0f;
    }
    template <class Outputs>
    float sum(Outputs outputs) const {
        return static_cast<float>(size_t{outputs});
    }
};
/// Weights [outputs].
struct ClassWeights {
    const float* weights;

    float of(size_t o) const { return weights[o]; }
    template <class Columns>
    Pack of(Columns columns) const {
        return columns.load(weights, 0);
    }
    template <class Outputs>
    float sum(Outputs outputs) const {
        float sum = 0.0f;
        for (size_t o = 0; o < outputs; ++o) {
            sum = sum + weights[o];
        }
        return sum;
    }
};

/// The loss of one row against the target (1 - s)·onehot + s/outputs, each class times its weight; its logits become
/// gradients.
template <class Weights, class Outputs>
float smoothed_row_loss(float* logits, size_t target, float scale, float smoothing, Weights weights, Outputs outputs) {
    const float of_each = quotient(smoothing, static_cast<float>(size_t{outputs}));
    const float of_target = MOTE_PRODUCT((1.0f - smoothing) * weights.of(target));
    const float of_all = mul_add(of_each, weights.sum(outputs), of_target);
    const float largest = largest_of(logits, outputs), target_logit = logits[target] - largest;
    float weighted = 0.0f;
    for (size_t o = 0; o < outputs; ++o) {
        weighted = mul_add(weights.of(o), logits[o] - largest, weighted);
    }
    const float sum = into_exponentials(logits, largest, outputs);
    const Pack factor = quotient(scale * of_all, sum), share = scale * of_each;
    for_columns<1>(outputs, [&](auto columns) MOTE_INLINED {
        columns.store(columns.load(logits, 0) * factor - weights.of(columns) * share, logits, 0);
    });
    logits[target] = logits[target] - MOTE_PRODUCT(scale * of_target);
    const float of_sum = MOTE_PRODUCT(of_all * first_lane(log(sum)));
    return of_sum - mul_add(of_each, weighted, MOTE_PRODUCT(of_target * target_logit));
}

}  // namespace detail

/// CrossEntropy against targets that are not quite sure: 1 - label_smoothing for the class, and label_smoothing spread evenly
/// over all. torch.nn.CrossEntropyLoss with label_smoothing; Szegedy et al. 2016, "Rethinking the Inception Architecture".
struct SmoothedCrossEntropy {
    float label_smoothing = 0.1f;  ///< [0, 1]

    using Target = ClassNumber;
    static constexpr bool needs_logits = CrossEntropy::needs_logits;
    static constexpr size_t least_outputs = CrossEntropy::least_outputs;
    static constexpr size_t target_count(size_t) { return 1; }
    static constexpr float gradient_scale(size_t rows, size_t) { return CrossEntropy::gradient_scale(rows, 0); }
    static constexpr float mean(float sum, size_t rows, size_t) { return CrossEntropy::mean(sum, rows, 0); }
    static constexpr double error_bound(double output, double) { return CrossEntropy::error_bound(output, 0); }
    static constexpr double row_bound(double error, size_t) { return error; }
    static constexpr double gradient_bound(double, size_t) { return 1; }

    [[gnu::always_inline]] constexpr SmoothedCrossEntropy repaired(Repairs& repairs) const {
        return SmoothedCrossEntropy{setting(label_smoothing, 0.0f, 1.0f, 0.0f, repairs)};
    }

    template <class Outputs>
    float accumulate(float sum, const LossRows<ClassNumber>& batch, Outputs outputs) const {
        for (size_t row = 0; row < batch.rows; ++row) {
            sum = sum + detail::smoothed_row_loss(batch.outputs + row * outputs, batch.targets[row], batch.scale,
                                                  label_smoothing, detail::EqualWeights{}, outputs);
        }
        return sum;
    }
};

/// CrossEntropy in which rows count by the weight of their class, and the mean is over these weights: for classes that are rare.
/// WeightedCrossEntropy{{0.5f, 1, 4}}, a weight a class, and label smoothing beside it. torch.nn.CrossEntropyLoss with weight and
/// label_smoothing. A batch whose rows weigh less than 0.001 together teaches nothing, with a loss of 0, and does not count in the
/// loss of fit()'s epoch.
template <size_t Classes>
struct WeightedCrossEntropy {
    float class_weights[Classes] = {};  ///< [0, 1000]
    float label_smoothing = 0.0f;       ///< [0, 1]

    constexpr WeightedCrossEntropy() = default;
    constexpr explicit WeightedCrossEntropy(const float (&weights)[Classes], float smoothing = 0.0f)
        : label_smoothing(smoothing) {
        for (size_t o = 0; o < Classes; ++o) {
            class_weights[o] = weights[o];
        }
    }
    [[gnu::always_inline]] constexpr WeightedCrossEntropy repaired(Repairs& repairs) const {
        WeightedCrossEntropy inside = *this;
        for (float& weight : inside.class_weights) {
            weight = setting(weight, 0.0f, detail::largest_row_weight, 1.0f, repairs);
        }
        inside.label_smoothing = setting(label_smoothing, 0.0f, 1.0f, 0.0f, repairs);
        return inside;
    }

    using Target = ClassNumber;
    static constexpr size_t for_outputs = Classes;
    static constexpr bool needs_logits = CrossEntropy::needs_logits;
    static constexpr size_t least_outputs = CrossEntropy::least_outputs;
    static constexpr size_t target_count(size_t) { return 1; }
    static constexpr double error_bound(double output, double) { return CrossEntropy::error_bound(output, 0); }
    /// Weights are at most 1000, and what they are divided by at least 0.001.
    static constexpr double row_bound(double error, size_t) { return 2e3 * error; }
    static constexpr double gradient_bound(double, size_t) { return 2e6; }
    static float gradient_scale(float total, size_t) { return detail::share_of_total(total); }
    static float mean(float sum, float total, size_t) { return MOTE_PRODUCT(sum * detail::share_of_total(total)); }
    float weight(ClassNumber target) const { return class_weights[target]; }

    template <class Outputs>
    float accumulate(float sum, const LossRows<ClassNumber>& batch, Outputs outputs) const {
        for (size_t row = 0; row < batch.rows; ++row) {
            sum = sum + detail::smoothed_row_loss(batch.outputs + row * outputs, batch.targets[row], batch.scale,
                                                  label_smoothing, detail::ClassWeights{class_weights}, outputs);
        }
        return sum;
    }
};
template <size_t Classes>
WeightedCrossEntropy(const float (&)[Classes]) -> WeightedCrossEntropy<Classes>;
template <size_t Classes>
WeightedCrossEntropy(const float (&)[Classes], float) -> WeightedCrossEntropy<Classes>;

/// A loss of class numbers to which rows of class `Number` mean nothing: they are left out, and not counted as bad. A negative
/// number in the samples is class 65536. IgnoreClass<255, CrossEntropy>{}. torch's ignore_index.
template <uint32_t Number, class Loss>
struct IgnoreClass : Loss {
    static_assert(is_same<typename detail::LossTraits<Loss>::Target, ClassNumber>,
                  "mote: IgnoreClass is for a loss of class numbers: IgnoreClass<255, CrossEntropy>");
    static_assert(!detail::weighs_rows<Loss>,
                  "mote: SampleWeighted is the outermost: SampleWeighted{IgnoreClass<255, CrossEntropy>{}}");
    static constexpr uint32_t ignored_class = Number;

    constexpr IgnoreClass() = default;
    constexpr explicit IgnoreClass(const Loss& loss) : Loss(loss) {}
    template <class Given = Loss, class = typename EnableIf<detail::has_settings_to_repair<Given>>::Type>
    [[gnu::always_inline]] constexpr IgnoreClass repaired(Repairs& repairs) const {
        return IgnoreClass{Given::repaired(repairs)};
    }
};

/// The mean of -y·log(σ(z)) - (1 - y)·log(1 - σ(z)) over rows and outputs, where y, clamped to [0, 1], says how true a label is.
/// The outputs are logits, one a label; labels do not exclude each other. torch.nn.BCEWithLogitsLoss.
struct BinaryCrossEntropy {
    static constexpr bool needs_logits = true;
    static constexpr double value_bound(double output) { return output + 1; }
    static constexpr double slope_bound(double) { return 1; }

    template <class At>
    [[gnu::always_inline]] static ValueAndSlope value_and_slope(Pack output, Pack target, At) {
        return detail::binary_cross_entropy(output, target, 1.0f);
    }
};

/// The same in which a true label counts by the weight of its output: for labels that are rarely true.
/// WeightedBinaryCrossEntropy{{5.0f, 1.0f}}, a weight an output. BCEWithLogitsLoss with pos_weight.
template <size_t Labels>
struct WeightedBinaryCrossEntropy {
    float positive_weights[Labels] = {};  ///< [0, 1000]

    constexpr WeightedBinaryCrossEntropy() = default;
    constexpr explicit WeightedBinaryCrossEntropy(const float (&weights)[Labels]) {
        for (size_t o = 0; o < Labels; ++o) {
            positive_weights[o] = weights[o];
        }
    }
    [[gnu::always_inline]] constexpr WeightedBinaryCrossEntropy repaired(Repairs& repairs) const {
        WeightedBinaryCrossEntropy inside = *this;
        for (float& weight : inside.positive_weights) {
            weight = setting(weight, 0.0f, detail::largest_row_weight, 1.0f, repairs);
        }
        return inside;
    }

    static constexpr size_t for_outputs = Labels;
    static constexpr bool needs_logits = BinaryCrossEntropy::needs_logits;
    static constexpr double value_bound(double output) { return 1e3 * (output + 1); }
    static constexpr double slope_bound(double) { return 1e3; }
    template <class At>
    [[gnu::always_inline]] ValueAndSlope value_and_slope(Pack output, Pack target, At at) const {
        return detail::binary_cross_entropy(output, target, at(positive_weights));
    }
};
template <size_t Labels>
WeightedBinaryCrossEntropy(const float (&)[Labels]) -> WeightedBinaryCrossEntropy<Labels>;

/// mean max(0, 1 - y·p), for targets y, clamped to [-1, 1], that are -1 or 1: a margin between two classes. The gradient of a
/// margin of exactly 1 is 0. Cortes & Vapnik 1995, "Support-Vector Networks".
struct Hinge {
    static constexpr double value_bound(double output) { return output + 1; }
    static constexpr double slope_bound(double) { return 1; }

    template <class At>
    [[gnu::always_inline]] static ValueAndSlope value_and_slope(Pack output, Pack target, At) {
        const Pack side = clamp_within(target, 1.0f), missing = 1.0f - output * side;
        return {max(missing, 0.0f), select(0.0f < missing, 0.0f - side, 0.0f)};
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
