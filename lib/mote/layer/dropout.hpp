// SPDX-License-Identifier: MIT
// Dropout: training goes without some of the numbers, others each time.
#pragma once

#include "../activation/activation.hpp"
#include "../base/random.hpp"
#include "../kernel/activate.hpp"
#include "layer.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// A probability as kernels take it: one number of 32 bits in 2^32, and what makes up for what is dropped.
template <class Given>
struct DropProbability {
    static constexpr bool is_ratio = false, is_valid = false;
    static constexpr uint32_t identity = 0, threshold = 0;
    static constexpr float scale = 1.0f;
};
template <int32_t Numerator, int32_t Denominator>
struct DropProbability<Ratio<Numerator, Denominator>> {
    static constexpr bool is_ratio = true, is_valid = Numerator >= 0 && Numerator < Denominator;
    static constexpr int32_t numerator = is_valid ? Numerator : 0, denominator = is_valid ? Denominator : 1;
    static constexpr uint32_t identity = Ratio<numerator, denominator>::identity;
    static constexpr auto threshold =
        static_cast<uint32_t>((uint64_t{numerator} << 32) / static_cast<uint32_t>(denominator));
    static constexpr float scale = Ratio<denominator, denominator - numerator>::number;
};

}  // namespace detail

/// torch.nn.Dropout: in a step each number becomes 0 with this probability, and the others are divided by 1 - probability, so
/// that their mean stays; predict(), features() and evaluate() take all numbers as they are. Hinton et al. 2012, "Improving
/// Neural Networks by Preventing Co-adaptation of Feature Detectors"; Srivastava et al. 2014. No parameters.
/// What is dropped follows from the seed, the number of the step (State::step), the number of the layer, the number's own and
/// the place of its row in the batch: on every machine, whole or in slices, and it is computed again on the way back, so
/// nothing is stored. A zeroed state begins with the same numbers again; for others, choose another seed.
template <class Probability = Ratio<1, 2>, uint32_t Seed = 0>
struct Dropout {
    using Drops = detail::DropProbability<Probability>;

    static constexpr bool check() {
        constexpr bool a = Drops::is_ratio, b = a && Drops::is_valid;
        static_assert(a, "mote: Dropout takes its probability as a Ratio: Dropout<Ratio<1, 5>>");
        static_assert(b || !a, "mote: the probability of Dropout is 0 or more, and less than 1");
        return b;
    }

    static constexpr LayerKind kind = LayerKind::trained;
    static constexpr uint32_t identity[] = {6, Drops::identity, 0, 0};
    static constexpr size_t outputs(size_t inputs) { return inputs; }
    static constexpr uint64_t weight_count(uint64_t) { return 0; }
    static constexpr uint64_t parameter_count(uint64_t) { return 0; }

    static constexpr uint32_t frequency = 0;
    static void initialize(float*, size_t, const UniformBounds&, float, Pcg32&) {}

    static constexpr double value_bound(double input, double, size_t) { return input * scale_bound; }
    static constexpr double slope_bound = 1;
    static constexpr double gradient_spread(double, size_t) { return scale_bound; }

    static constexpr bool stores_slopes(bool) { return false; }
    template <bool Stored>
    [[gnu::always_inline]] static Pack delta(Pack gradient, Pack) {
        return gradient;
    }

    static constexpr bool differs_in_training = true;
    template <class At>
    static constexpr size_t forward_work(size_t) {
        return 8 * At::inputs;
    }
    template <class At, bool Clamps, class Batch, class Slopes, class Stages, class... Moments>
    static void forward(const float*, const float* in, float* out, Slopes, Batch batch, Stages&& stages,
                        Moments... moment) {
        const auto count = size_for_kernel<At::inputs>();
        stages.run(batch, forward_work<At>(batch), [&](auto range) MOTE_INLINED {
            for (size_t row = range.first; row < range.last; ++row) {
                for_columns<1>(count, [&](auto columns) MOTE_INLINED {
                    Pack value = columns.load(in + row * At::inputs, 0);
                    if constexpr (sizeof...(Moments) > 0) {
                        value = value * factors<At>(row, columns.first, moment...);
                    }
                    columns.store(detail::clamped<Clamps>(value, activation_clamp), out + row * At::inputs, 0);
                });
            }
        });
    }

    template <class At, size_t Capacity>
    static constexpr size_t block_floats() {
        return 0;
    }
    template <class At, size_t Capacity>
    static constexpr size_t backward_work(size_t) {
        return At::is_first ? 1 : 8 * At::inputs;
    }
    template <class Here, class Batch, class Stages>
    static void backward(Here here, Batch batch, Stages&& stages) {
        using At = typename Here::At;
        if constexpr (!At::is_first) {
            const Moment moment = here.moment();
            const auto count = size_for_kernel<At::inputs>();
            const auto finish = here.into_deltas(0);
            stages.run(batch, backward_work<At, Here::capacity>(batch), [&](auto range) MOTE_INLINED {
                for (size_t row = range.first; row < range.last; ++row) {
                    for_columns<1>(count, [&](auto columns) MOTE_INLINED {
                        const Pack delta = columns.load(here.deltas() + row * At::inputs, 0);
                        finish(delta * factors<At>(row, columns.first, moment), row, columns, 0);
                    });
                }
            });
        }
    }

  private:
    static constexpr double scale_bound = static_cast<double>(Drops::scale);

    /// 0 or the scale, for numbers `first` … of a row.
    template <class At>
    [[gnu::always_inline]] static Pack factors(size_t row, size_t first, Moment moment) {
        const CountedRandom random(Seed, static_cast<uint32_t>(At::index), moment.step);
        const uint32_t number =
            static_cast<uint32_t>(moment.row + row) * static_cast<uint32_t>(At::inputs) + static_cast<uint32_t>(first);
        float factor[Pack::width];
        for (uint32_t lane = 0; lane < Pack::width; ++lane) {
            factor[lane] = random(number + lane) < Drops::threshold ? 0.0f : Drops::scale;
        }
        return Pack::load(factor);
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
