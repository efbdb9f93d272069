// SPDX-License-Identifier: MIT
// A layer that the library does not have, by what lib/mote/layer/layer.hpp says alone: one trained gain a number.
#pragma once

#include "property/canonical.hpp"

namespace own {

/// Output o is gain[o]·input o. Lanes run over numbers; a part of the way forward is a row, of the way back a Pack of
/// gains.
struct Gain {
    static constexpr mote::LayerKind kind = mote::LayerKind::trained;
    static constexpr uint32_t identity[] = {128, 0, 0, 0};
    static constexpr size_t outputs(size_t inputs) { return inputs; }
    static constexpr uint64_t weight_count(uint64_t inputs) { return inputs; }
    static constexpr uint64_t parameter_count(uint64_t inputs) { return inputs; }

    static constexpr uint32_t frequency = 0;
    static void initialize(float* gains, size_t inputs, const mote::UniformBounds& bounds, float ceiling,
                           mote::Pcg32& random) {
        for (size_t i = 0; i < inputs; ++i) {
            gains[i] = mote::sanitized(1.0f + random.uniform(bounds.weights), ceiling);
        }
    }

    static constexpr double slope_bound = 1;
    static constexpr double value_bound(double input, double weight, size_t) { return input * weight; }
    static constexpr double gradient_spread(double weight, size_t) { return weight; }

    static constexpr bool stores_slopes(bool) { return false; }
    template <bool Stored>
    static mote::Pack delta(mote::Pack gradient, mote::Pack) {
        return gradient;
    }

    template <class At>
    static constexpr size_t forward_work(size_t) {
        return At::outputs;
    }
    template <class At, bool Clamps, class Batch, class Slopes, class Stages>
    static void forward(const float* gains, const float* in, float* out, Slopes, Batch batch, Stages&& stages) {
        stages.run(batch, forward_work<At>(batch), [&](auto range) {
            for (size_t row = range.first; row < range.last; ++row) {
                mote::for_columns<1>(At::outputs, [&](auto columns) {
                    mote::Pack value = columns.load(in + row * At::inputs, 0) * columns.load(gains, 0);
                    if constexpr (Clamps) {
                        value = clamp_within(value, mote::activation_clamp);
                    }
                    columns.store(value, out + row * At::outputs, 0);
                });
            }
        });
    }

    template <class At, size_t Capacity>
    static constexpr size_t block_floats() {
        return 0;
    }
    template <class At, size_t Capacity>
    static constexpr size_t backward_work(size_t batch) {
        return mote::Pack::width * (2 * batch + mote::work_of_update);
    }
    template <class Here, class Batch, class Stages>
    static void backward(Here here, Batch batch, Stages&& stages) {
        using At = typename Here::At;
        stages.run(mote::packs_of(At::inputs), backward_work<At, Here::capacity>(batch), [&](auto range) {
            const size_t first = range.first * mote::Pack::width;
            const auto of_part = [&](auto columns) {
                const mote::Pack gain = columns.load(here.trained(0).weights, 0);
                mote::Pack gradient = columns.load(here.values(), 0) * columns.load(here.deltas(), 0);
                for (size_t row = 1; row < batch; ++row) {
                    gradient = mote::mul_add(columns.load(here.values() + row * At::inputs, 0),
                                             columns.load(here.deltas() + row * At::outputs, 0), gradient);
                }
                if constexpr (!At::is_first) {
                    const auto finish = here.into_deltas(0);
                    for (size_t row = 0; row < batch; ++row) {
                        finish(columns.load(here.deltas() + row * At::outputs, 0) * gain, row, columns, 0);
                    }
                }
                here.template update<false>(0, columns, 0, gradient);
            };
            mote::for_columns<1>(first + mote::floats_in(range, At::inputs), of_part, first);
        });
    }
};

}  // namespace own

template <>
struct canonical::Naive<own::Gain> {
    static void forward(const float* gains, const Floats& in, Floats& out, Floats& slopes, Moment) {
        for (size_t o = 0; o < in.size(); ++o) {
            out[o] = in[o] * gains[o];
            slopes[o] = 1.0f;
        }
    }
    template <size_t>
    static void input_gradients(const float* gains, const PassedBack& row, Floats& gradients) {
        for (size_t o = 0; o < gradients.size(); ++o) {
            gradients[o] = row.deltas[o] * gains[o];
        }
    }
    static void parameter_gradients(const std::vector<Floats>& values, const std::vector<Floats>& deltas,
                                    float* gradients) {
        for (size_t o = 0; o < values[0].size(); ++o) {
            gradients[o] = values[0][o] * deltas[0][o];
            for (size_t b = 1; b < values.size(); ++b) {
                gradients[o] = mote::mul_add(values[b][o], deltas[b][o], gradients[o]);
            }
        }
    }
    static std::vector<double> forward(const double* gains, const std::vector<double>& in, Moment) {
        std::vector<double> out;
        for (size_t o = 0; o < in.size(); ++o) {
            out.push_back(in[o] * gains[o]);
        }
        return out;
    }
};
