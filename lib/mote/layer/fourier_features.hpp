// SPDX-License-Identifier: MIT
// Fourier features: inputs as the terms of a Fourier series.
#pragma once

#include "../base/math.hpp"
#include "../kernel/block.hpp"
#include "layer.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// Fixed, untrained: each input x becomes sin(kπx), cos(kπx) for k = 1 … Pairs, in this order: a Fourier series on
/// [-1, 1] for the network to combine. After Tancik et al. 2020, "Fourier Features Let Networks Learn High Frequency
/// Functions in Low Dimensional Domains", section 2, with the harmonics of the interval instead of random frequencies.
/// Scale other inputs to [-1, 1] with InputScaling; beyond |x| = 31 830/k the features of k are those of 0.
template <size_t Pairs>
struct FourierFeatures {
    static constexpr LayerKind kind = LayerKind::input;
    static constexpr uint32_t identity[] = {1, static_cast<uint32_t>(Pairs), 0, 0};
    static constexpr bool is_guarded = false;
    static constexpr size_t outputs(size_t inputs) { return 2 * Pairs * inputs; }
    static constexpr uint64_t parameter_count(uint64_t) { return 0; }
    static constexpr double value_bound(double, double) { return 1; }
    static void initialize(float*, size_t) {}

    template <class Then>
    static void map(const float*, float x, size_t i, size_t, Then then) {
        constexpr float pi = 0x1.921fb6p+1f;
        for_columns<1>(Size<Pairs>{}, [&](auto columns) MOTE_INLINED {
            float factors[Pack::width], sines[Pack::width], cosines[Pack::width];
            for (size_t lane = 0; lane < Pack::width; ++lane) {
                factors[lane] = pi * static_cast<float>(columns.first + lane + 1);
            }
            const SineAndCosine waves = sin_cos(Pack::load(factors) * x);
            waves.sine.store(sines);
            waves.cosine.store(cosines);
            for (size_t lane = 0; lane < columns.tail_lanes; ++lane) {
                const size_t feature = 2 * (Pairs * i + columns.first + lane);
                then(sines[lane], feature);
                then(cosines[lane], feature + 1);
            }
        });
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
