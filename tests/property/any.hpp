// SPDX-License-Identifier: MIT
// One of several activations, losses or optimizers, chosen while the program runs: so one program goes through all of their
// combinations, and does what each of them does where it stands alone.
#pragma once

#include <mote/mote.hpp>

#include <string.h>
#include <initializer_list>
#include <tuple>
#include <type_traits>

/// does(pointer to an option) with option number `chosen`.
template <class... Options, class Does>
void with_option(size_t chosen, Does does) {
    size_t number = 0;
    ((number++ == chosen ? does(static_cast<Options*>(nullptr)) : void()), ...);
}
/// The same with its value.
template <class... Options, class Does>
void with_value(std::tuple<Options...>& values, size_t chosen, Does does) {
    size_t number = 0;
    ((number++ == chosen ? does(std::get<Options>(values)) : void()), ...);
}
template <class... Options, class Does>
void with_value(const std::tuple<Options...>& values, size_t chosen, Does does) {
    size_t number = 0;
    ((number++ == chosen ? does(std::get<Options>(values)) : void()), ...);
}

/// Which of the options this is.
template <class Option, class... Options>
constexpr size_t number_of_option() {
    constexpr bool is[] = {mote::is_same<Option, Options>...};
    size_t number = 0;
    while (!is[number]) {
        ++number;
    }
    return number;
}

template <class Pointer>
using Pointee = std::remove_pointer_t<Pointer>;

constexpr double largest_of_bounds(std::initializer_list<double> bounds) {
    double largest = 0;
    for (const double bound : bounds) {
        largest = bound < largest ? largest : bound;
    }
    return largest;
}

// Activations. ------------------------------------------------------------------------------------------------------

/// Stores the slope whether the option would or not; its value is the same.
template <class... Options>
struct AnyActivation {
    static constexpr size_t count = sizeof...(Options);
    static inline size_t chosen = 0;

    static constexpr uint32_t id = 200, parameter = 0;
    static constexpr bool slope_from_value = false;
    static constexpr double slope_bound = largest_of_bounds({Options::slope_bound...});
    static constexpr double value_bound(double z) { return largest_of_bounds({Options::value_bound(z)...}); }

    static mote::Pack value(mote::Pack z) {
        mote::Pack result = 0.0f;
        with_option<Options...>(chosen, [&](auto* option) { result = Pointee<decltype(option)>::value(z); });
        return result;
    }
    static mote::ValueAndSlope value_and_slope(mote::Pack z) {
        mote::ValueAndSlope result{0.0f, 0.0f};
        with_option<Options...>(chosen, [&](auto* option) {
            using Option = Pointee<decltype(option)>;
            if constexpr (Option::slope_from_value) {
                result.value = Option::value(z);
                result.slope = Option::slope(result.value);
            } else {
                result = Option::value_and_slope(z);
            }
        });
        return result;
    }
};

// Losses. -----------------------------------------------------------------------------------------------------------

/// All have the same Target. Rows come with weights, which reach those options that are SampleWeighted.
template <class... Options>
struct AnyLoss {
    static constexpr size_t count = sizeof...(Options);
    size_t chosen = 0;
    std::tuple<Options...> options{};

    AnyLoss() = default;
    template <class Option, class = std::enable_if_t<(mote::is_same<Option, Options> || ...)>>
    explicit AnyLoss(const Option& option) : chosen(number_of_option<Option, Options...>()) {
        std::get<Option>(options) = option;
    }
    AnyLoss repaired(mote::Repairs& repairs) const {
        AnyLoss result = *this;
        with_value(result.options, chosen,
                   [&](auto& option) { option = mote::detail::repaired_loss(option, repairs); });
        return result;
    }
};
/// The same, and rows of class 1 are left out.
template <class Any>
struct AnyIgnoring : Any {
    static constexpr uint32_t ignored_class = 1;
    AnyIgnoring repaired(mote::Repairs& repairs) const { return AnyIgnoring{Any::repaired(repairs)}; }
};

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

template <class... Options>
constexpr bool weighs_rows<AnyLoss<Options...>> = true;
template <class Any>
constexpr bool weighs_rows<AnyIgnoring<Any>> = true;

/// The total of a batch, as the options count it.
struct AnyTotal {
    size_t rows;
    float weight;

    AnyTotal& operator+=(const AnyTotal& other) {
        rows += other.rows;
        weight += other.weight;
        return *this;
    }
};
template <class Given>
constexpr auto total_for(AnyTotal total) {
    if constexpr (is_same<Given, float>) {
        return total.weight;
    } else {
        return total.rows;
    }
}

template <class... Options>
struct LossTraits<AnyLoss<Options...>, false> {
    using Any = AnyLoss<Options...>;
    using Target = typename LossTraits<typename std::tuple_element<0, std::tuple<Options...>>::type>::Target;
    template <class Option>
    using TotalOf = decltype(LossTraits<Option>::total(declared<const Option&>(),
                                                       declared<const WeightedLossRows<Target>&>(), size_t{1}));

    static constexpr bool needs_logits = true, clamps_errors = (LossTraits<Options>::clamps_errors || ...);
    static constexpr size_t least_outputs = is_same<Target, float> ? 1 : 2;
    static constexpr size_t target_count(size_t outputs) { return is_same<Target, float> ? outputs : 1; }
    static constexpr double error_bound(double output, double target) {
        return largest_of_bounds({LossTraits<Options>::error_bound(output, target)...});
    }
    static constexpr double row_bound(double error, size_t outputs) {
        return largest_of_bounds({LossTraits<Options>::row_bound(error, outputs)...});
    }
    static constexpr double gradient_bound(double error, size_t outputs) {
        return largest_of_bounds({LossTraits<Options>::gradient_bound(error, outputs)...});
    }

    static AnyTotal total(const Any& loss, const WeightedLossRows<Target>& batch, size_t rows) {
        AnyTotal result{rows, 0.0f};
        with_value(loss.options, loss.chosen, [&](const auto& option) {
            using Option = Unqualified<decltype(option)>;
            result.weight = static_cast<float>(LossTraits<Option>::total(option, batch, rows));
        });
        return result;
    }
    static float gradient_scale(const Any& loss, AnyTotal total, size_t outputs) {
        float result = 0.0f;
        with_value(loss.options, loss.chosen, [&](const auto& option) {
            using Option = Unqualified<decltype(option)>;
            result = LossTraits<Option>::gradient_scale(option, total_for<TotalOf<Option>>(total), outputs);
        });
        return result;
    }
    static float mean(const Any& loss, float sum, AnyTotal total, size_t outputs) {
        float result = 0.0f;
        with_value(loss.options, loss.chosen, [&](const auto& option) {
            using Option = Unqualified<decltype(option)>;
            result = LossTraits<Option>::mean(option, sum, total_for<TotalOf<Option>>(total), outputs);
        });
        return result;
    }
    template <bool ClampError, class Outputs>
    static float accumulate(const Any& loss, float sum, const WeightedLossRows<Target>& batch, Outputs outputs) {
        float result = 0.0f;
        with_value(loss.options, loss.chosen, [&](const auto& option) {
            using Option = Unqualified<decltype(option)>;
            result = LossTraits<Option>::template accumulate<ClampError>(option, sum, batch, outputs);
        });
        return result;
    }
};
template <class Any>
struct LossTraits<AnyIgnoring<Any>, false> : LossTraits<Any, false> {};

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

// Optimizers. -------------------------------------------------------------------------------------------------------

/// All are bounded, or none is; none asks for all gradients (ClipNorm around this does).
template <class... Options>
struct AnyOptimizer {
    static constexpr size_t count = sizeof...(Options);
    static constexpr bool bounded = (Options::bounded && ...);
    static_assert(bounded || !(Options::bounded || ...));

    float learning_rate = 0.0f;
    size_t chosen = 0;
    std::tuple<Options...> options{};

    AnyOptimizer() = default;
    template <class Option, class = std::enable_if_t<(mote::is_same<Option, Options> || ...)>>
    explicit AnyOptimizer(const Option& option)
        : learning_rate(option.learning_rate), chosen(number_of_option<Option, Options...>()) {
        std::get<Option>(options) = option;
    }

    static constexpr size_t memory = static_cast<size_t>(largest_of_bounds({static_cast<double>(Options::memory)...}));
    /// The bytes of the chosen option's own.
    template <size_t... Sizes>
    struct Bytes {
        size_t chosen;
        // In whole words: padding would be no bits of anybody's.
        alignas(8) unsigned char bytes[(static_cast<size_t>(largest_of_bounds({static_cast<double>(Sizes)...})) + 7) /
                                       8 * 8];

        template <class Held>
        Held held() const {
            Held held;
            memcpy(static_cast<void*>(&held), bytes, sizeof held);
            return held;
        }
        template <class Held>
        void hold(const Held& held) {
            if constexpr (!mote::is_empty<Held>) {  // what has no data has a byte all the same, and it may be anything
                memcpy(bytes, static_cast<const void*>(&held), sizeof held);
            }
        }
    };
    using Corrections = Bytes<sizeof(typename Options::Corrections)...>;
    using Step = Bytes<sizeof(typename Options::Step)...>;

    AnyOptimizer repaired(mote::Repairs& repairs) const {
        AnyOptimizer result = *this;
        with_value(result.options, chosen, [&](auto& option) {
            option = option.repaired(repairs);
            result.learning_rate = option.learning_rate;
        });
        return result;
    }
    Step begin(Corrections& corrections, float rate) const {
        Step step{};
        step.chosen = corrections.chosen = chosen;
        with_value(options, chosen, [&](const auto& option) {
            auto own = corrections.template held<typename std::decay_t<decltype(option)>::Corrections>();
            step.hold(option.begin(own, rate));
            corrections.hold(own);
        });
        return step;
    }
    static float longest_step(const Step& step) {
        float result = 0.0f;
        with_option<Options...>(step.chosen, [&](auto* pointer) {
            using Option = Pointee<decltype(pointer)>;
            if constexpr (Option::bounded) {
                result = Option::longest_step(step.template held<typename Option::Step>());
            }
        });
        return result;
    }
    template <class Place>
    static mote::Pack update(const Step& step, mote::Pack weight, mote::Pack gradient,
                             mote::Array<mote::Pack, memory>& all, Place place) {
        mote::Pack result = weight;
        with_option<Options...>(step.chosen, [&](auto* pointer) {
            using Option = Pointee<decltype(pointer)>;
            mote::Array<mote::Pack, Option::memory> own;
            for (size_t i = 0; i < Option::memory; ++i) {
                own[i] = all[i];
            }
            result = mote::detail::updated_by<Option>(step.template held<typename Option::Step>(), weight, gradient,
                                                      own, place);
            for (size_t i = 0; i < Option::memory; ++i) {
                all[i] = own[i];
            }
        });
        return result;
    }
};

// The families, whole. ----------------------------------------------------------------------------------------------

using EveryActivation =
    AnyActivation<mote::Identity, mote::Relu, mote::Tanh, mote::Sigmoid, mote::Mish, mote::Sin<30>, mote::LeakyRelu<>,
                  mote::LeakyRelu<mote::Ratio<1, 5>>, mote::Relu6, mote::HardTanh, mote::HardSigmoid, mote::HardSwish,
                  mote::Softsign, mote::Elu<>, mote::Elu<mote::Ratio<1, 2>>, mote::Selu, mote::Celu<mote::Ratio<3, 2>>,
                  mote::Softplus<>, mote::Softplus<mote::Ratio<2>>, mote::Silu, mote::Gelu, mote::GeluTanh,
                  mote::LogSigmoid>;

template <size_t Outputs>
using AnyLossOfNumbers =
    AnyLoss<mote::MeanSquaredError, mote::L1, mote::Huber, mote::SmoothL1, mote::LogCosh, mote::Quantile,
            mote::BinaryCrossEntropy, mote::WeightedBinaryCrossEntropy<Outputs>, mote::Hinge>;
template <size_t Classes>
using AnyLossOfClasses = AnyLoss<mote::CrossEntropy, mote::SmoothedCrossEntropy, mote::WeightedCrossEntropy<Classes>>;

/// These, and all of them weighted.
template <class Any>
struct WithWeighted;
template <class... Options>
struct WithWeighted<AnyLoss<Options...>> {
    using Type = AnyLoss<Options..., mote::SampleWeighted<Options>...>;
};

using EveryBoundedOptimizer =
    AnyOptimizer<mote::Adam, mote::AdamW, mote::AmsGrad, mote::AdamBfloat16, mote::Adamax, mote::NAdam, mote::RmsProp,
                 mote::Adagrad, mote::Lion, mote::Rprop, mote::L1Penalty<mote::Adam>, mote::L2Penalty<mote::RmsProp>,
                 mote::DecoupledDecay<mote::Lion>, mote::ClipValue<mote::Adam>>;
using EveryUnboundedOptimizer = AnyOptimizer<
    mote::Sgd, mote::SgdMomentum, mote::SgdNesterov, mote::SgdDampened, mote::L2Penalty<mote::Sgd, mote::OnlyWeights>,
    mote::DecoupledDecay<mote::SgdMomentum, mote::OnlyWeights>, mote::ClipValue<mote::Sgd>, mote::RmsPropCentered,
    mote::RmsPropMomentum, mote::RmsPropCenteredMomentum, mote::RAdam, mote::Adadelta>;
