// SPDX-License-Identifier: MIT
// The naive loops in the canonical order of base/order.hpp: one float after the other, no blocks, no lanes, no promise of
// speed. Every kernel of every port has to equal them bit for bit. To understand mote, read these first. After them comes
// the same network in double precision with the functions of <math.h>, for numeric gradients. What the library computes
// for each lane alone (activations, an optimizer's update, the settings of a step) is taken from there.
#pragma once

#include "property/any.hpp"

#include <math.h>

#include <vector>

namespace canonical {

using Floats = std::vector<float>;
constexpr double pi = 0x1.921fb54442d18p+1;

// The sums of one row. -----------------------------------------------------------------------------------------------

/// Σ_t a[t]·b[t] in 16 virtual lanes and a fixed tree.
inline float sum_in_lanes(const float* a, const float* b, size_t terms) {
    float lanes[16] = {};
    for (size_t t = 0; t < terms; ++t) {
        lanes[t % 16] = mote::mul_add(a[t], b[t], lanes[t % 16]);
    }
    for (const size_t half : {8u, 4u, 2u, 1u}) {
        for (size_t k = 0; k < half; ++k) {
            lanes[k] = lanes[k] + lanes[k + half];
        }
    }
    return lanes[0];
}

/// In how many chains an output is summed: few outputs are too few sums for a wide machine.
inline size_t chains_of_output(size_t inputs, size_t outputs) {
    if (inputs < 32 || outputs > 64) {
        return 1;
    }
    return outputs <= 16 ? 4 : 2;
}

/// out[o] = bias[o] + Σ_i in[i]·weight[i][o]; the biases are the row after the weights.
inline void affine(const float* weights, const float* in, float* out, size_t inputs, size_t outputs) {
    if (inputs >= 32 && outputs == 1) {
        out[0] = sum_in_lanes(in, weights, inputs) + weights[inputs];
        return;
    }
    const size_t chains = chains_of_output(inputs, outputs);
    for (size_t o = 0; o < outputs; ++o) {
        out[o] = weights[inputs * outputs + o];
        for (size_t chain = 0; chain < chains; ++chain) {
            const size_t end = chain + 1 == chains ? inputs : (chain + 1) * (inputs / chains);
            float sum = chains == 1 ? out[o] : 0.0f;
            for (size_t i = chain * (inputs / chains); i < end; ++i) {
                sum = mote::mul_add(in[i], weights[i * outputs + o], sum);
            }
            out[o] = chains == 1 ? sum : out[o] + sum;
        }
    }
}

/// Σ_o delta[o]·weight[o] over the outputs of one input.
inline float input_gradient(const float* delta, const float* weight, size_t outputs) {
    float sum = 0.0f;
    for (size_t o = 0; o < outputs; ++o) {
        sum = mote::mul_add(delta[o], weight[o], sum);
    }
    return sum;
}

/// Σ_b value[b]·delta[b] over the rows of a batch, for one weight; strides are those of the two arrays.
inline float weight_gradient(const float* values, size_t value_stride, const float* deltas, size_t delta_stride,
                             size_t rows) {
    float sum = values[0] * deltas[0];
    for (size_t b = 1; b < rows; ++b) {
        sum = mote::mul_add(values[b * value_stride], deltas[b * delta_stride], sum);
    }
    return sum;
}

// Losses: the sum over the rows, and outputs overwritten by their gradients. -----------------------------------------

/// What a loss makes of output number `o`: the sum with its loss, and its derivative.
template <class Loss>
float added_loss(const Loss& loss, float sum, float output, float target, [[maybe_unused]] size_t o, float& slope) {
    if constexpr (mote::detail::takes_targets<Loss>) {
        const auto both =
            loss.value_and_slope(output, target, [o](const float* settings) { return mote::Pack(settings[o]); });
        slope = mote::first_lane(both.slope);
        return sum + mote::first_lane(both.value);
    } else {
        const float error = output - target;
        slope = mote::first_lane(loss.slope(error));
        return mote::first_lane(loss.added(sum, error));
    }
}

template <class Loss>
float accumulate(const Loss& loss, std::vector<Floats>& outputs, const float* targets) {
    const float scale = mote::detail::LossTraits<Loss>::gradient_scale(loss, outputs.size(), outputs[0].size());
    float sum = 0.0f;
    for (Floats& row : outputs) {
        float of_row = 0.0f;
        for (size_t o = 0; o < row.size(); ++o) {
            float slope = 0.0f;
            of_row = added_loss(loss, of_row, row[o], *targets++, o, slope);
            row[o] = slope * scale;
        }
        sum = sum + of_row;
    }
    return sum;
}

/// Logits become e^(logit - largest); the largest.
inline float into_exponentials(Floats& row) {
    float largest = row[0];
    for (const float logit : row) {
        largest = logit > largest ? logit : largest;
    }
    for (float& logit : row) {
        logit = mote::first_lane(mote::exp(logit - largest));
    }
    return largest;
}
inline float sum_of(const Floats& row) {
    float sum = 0.0f;
    for (const float number : row) {
        sum = sum + number;
    }
    return sum;
}

inline float accumulate(mote::CrossEntropy, std::vector<Floats>& outputs, const mote::ClassNumber* classes) {
    const float scale = 1.0f / static_cast<float>(outputs.size());
    float sum = 0.0f;
    for (Floats& row : outputs) {
        const size_t target = *classes++;
        const float logit_of_target = row[target];
        const float of_target = logit_of_target - into_exponentials(row);
        const float exponentials = sum_of(row);
        for (float& logit : row) {
            logit = logit * (scale / exponentials);
        }
        row[target] = row[target] - scale;
        sum = sum + (mote::first_lane(mote::log(exponentials)) - of_target);
    }
    return sum;
}

/// With a weight a class and smoothed targets.
inline float accumulate_smoothed(std::vector<Floats>& outputs, const mote::ClassNumber* classes, const Floats& weights,
                                 float smoothing, float scale) {
    const float of_each = smoothing / static_cast<float>(weights.size());
    float sum = 0.0f;
    for (Floats& row : outputs) {
        const size_t target = *classes++;
        const float of_target = (1.0f - smoothing) * weights[target];
        const float of_all = mote::mul_add(of_each, sum_of(weights), of_target);
        const Floats logits = row;
        const float largest = into_exponentials(row), exponentials = sum_of(row);
        float weighted = 0.0f;
        for (size_t o = 0; o < row.size(); ++o) {
            weighted = mote::mul_add(weights[o], logits[o] - largest, weighted);
            row[o] = row[o] * (scale * of_all / exponentials) - weights[o] * (scale * of_each);
        }
        row[target] = row[target] - scale * of_target;
        sum = sum + (of_all * mote::first_lane(mote::log(exponentials)) -
                     mote::mul_add(of_each, weighted, of_target * (logits[target] - largest)));
    }
    return sum;
}
inline float accumulate(mote::SmoothedCrossEntropy loss, std::vector<Floats>& outputs,
                        const mote::ClassNumber* classes) {
    return accumulate_smoothed(outputs, classes, Floats(outputs[0].size(), 1.0f), loss.label_smoothing,
                               1.0f / static_cast<float>(outputs.size()));
}
template <size_t Classes>
float accumulate(const mote::WeightedCrossEntropy<Classes>& loss, std::vector<Floats>& outputs,
                 const mote::ClassNumber* classes) {
    float total = 0.0f;
    for (size_t row = 0; row < outputs.size(); ++row) {
        total = total + loss.class_weights[classes[row]];
    }
    return accumulate_smoothed(outputs, classes, Floats(loss.class_weights, loss.class_weights + Classes),
                               loss.label_smoothing, 1.0f / total);
}

/// That of the option which is chosen, none of them weighted.
template <class Any, class Target>
float accumulate_of_option(const Any& any, std::vector<Floats>& outputs, const Target* targets) {
    float sum = 0.0f;
    with_value(any.options, any.chosen, [&](const auto& option) { sum = accumulate(option, outputs, targets); });
    return sum;
}
template <class... Options>
float accumulate(const AnyLoss<Options...>& any, std::vector<Floats>& outputs, const float* targets) {
    return accumulate_of_option(any, outputs, targets);
}
template <class... Options>
float accumulate(const AnyLoss<Options...>& any, std::vector<Floats>& outputs, const mote::ClassNumber* classes) {
    return accumulate_of_option(any, outputs, classes);
}

// Activations in double precision. -----------------------------------------------------------------------------------

inline double value(mote::Identity, double z) { return z; }
inline double value(mote::Relu, double z) { return z < 0 ? 0 : z; }
inline double value(mote::Tanh, double z) { return ::tanh(z); }
inline double value(mote::Sigmoid, double z) { return 1 / (1 + ::exp(-z)); }
inline double value(mote::Mish, double z) { return z * ::tanh(::log1p(::exp(z))); }
template <uint32_t Frequency>
double value(mote::Sin<Frequency>, double z) {
    return ::sin(Frequency * z);
}
template <class Slope>
double value(mote::LeakyRelu<Slope>, double z) {
    return z > 0 ? z : Slope::bound * z;
}
inline double value(mote::Relu6, double z) { return ::fmin(::fmax(z, 0), 6); }
inline double value(mote::HardTanh, double z) { return ::fmin(::fmax(z, -1), 1); }
inline double value(mote::HardSigmoid, double z) { return ::fmin(::fmax(z + 3, 0), 6) / 6; }
inline double value(mote::HardSwish, double z) { return z * value(mote::HardSigmoid{}, z); }
inline double value(mote::Softsign, double z) { return z / (1 + ::fabs(z)); }
template <class Alpha>
double value(mote::Elu<Alpha>, double z) {
    return z > 0 ? z : Alpha::bound * ::expm1(z);
}
inline double value(mote::Selu, double z) {
    return 1.0507009873554804934 * (z > 0 ? z : 1.6732632423543772848 * ::expm1(z));
}
template <class Alpha>
double value(mote::Celu<Alpha>, double z) {
    return z > 0 ? z : Alpha::bound * ::expm1(z / Alpha::bound);
}
template <class Beta, class Threshold>
double value(mote::Softplus<Beta, Threshold>, double z) {
    return Beta::bound * z > Threshold::bound ? z : ::log1p(::exp(Beta::bound * z)) / Beta::bound;
}
inline double value(mote::Silu, double z) { return z / (1 + ::exp(-z)); }
inline double value(mote::Gelu, double z) { return 0.5 * z * ::erfc(-::sqrt(0.5) * z); }
inline double value(mote::GeluTanh, double z) {
    return 0.5 * z * (1 + ::tanh(0.79788456080286536 * (z + 0.044715 * z * z * z)));
}
inline double value(mote::LogSigmoid, double z) { return -::log1p(::exp(-z)); }
template <class... Options>
double value(AnyActivation<Options...>, double z) {
    double result = 0;
    with_option<Options...>(AnyActivation<Options...>::chosen,
                            [&](auto* option) { result = value(Pointee<decltype(option)>{}, z); });
    return result;
}

// The whole network. ------------------------------------------------------------------------------------------------

/// One row's way through a network: per trained layer its inputs, the outputs and their slopes.
struct Passed {
    std::vector<Floats> values, slopes;  ///< values[0] are the features, values[l + 1] and slopes[l] are layer l's
};

/// Which row of which step goes through which layer; or a prediction does.
struct Moment {
    bool trains = false;
    uint32_t step = 0;
    size_t row = 0, layer = 0;
};

/// What one row had in a layer: what entered, the gradients of its outputs, and those of its sums.
struct PassedBack {
    const Floats &in, &of_outputs, &deltas;
};

/// A trained layer, one number after the other. A specialization has
///   forward(parameters, in, out, slopes, moment)     a row; `out` and `slopes` are as long as they have to be
///   input_gradients<Capacity>(parameters, row, gradients)    of a row, from a PassedBack
///   parameter_gradients(values, deltas, gradients)    of a batch: what entered, and gradients of the sums
///   forward(parameters, in, moment)          in double precision
template <class Layer>
struct Naive;

template <size_t Outputs, class Activation>
struct Naive<mote::Dense<Outputs, Activation>> {
    static void forward(const float* parameters, const Floats& in, Floats& out, Floats& slopes, Moment) {
        affine(parameters, in.data(), out.data(), in.size(), Outputs);
        for (size_t o = 0; o < Outputs; ++o) {
            activate(out[o], out[o], slopes[o]);
        }
    }
    template <size_t Capacity>
    static void input_gradients(const float* weights, const PassedBack& row, Floats& gradients) {
        const auto sum = Capacity == 1 && Outputs >= 32 ? sum_in_lanes : input_gradient;
        for (size_t i = 0; i < gradients.size(); ++i) {
            gradients[i] = sum(row.deltas.data(), weights + i * Outputs, Outputs);
        }
    }
    static void parameter_gradients(const std::vector<Floats>& values, const std::vector<Floats>& deltas,
                                    float* gradients) {
        for (size_t i = 0; i <= values[0].size(); ++i) {  // the biases are weights of a 1
            for (size_t o = 0; o < Outputs; ++o) {
                Floats value, delta;
                for (size_t b = 0; b < values.size(); ++b) {
                    value.push_back(i < values[b].size() ? values[b][i] : 1.0f);
                    delta.push_back(deltas[b][o]);
                }
                *gradients++ = weight_gradient(value.data(), 1, delta.data(), 1, values.size());
            }
        }
    }
    static std::vector<double> forward(const double* parameters, const std::vector<double>& in, Moment) {
        std::vector<double> out;
        for (size_t o = 0; o < Outputs; ++o) {
            double z = parameters[in.size() * Outputs + o];
            for (size_t i = 0; i < in.size(); ++i) {
                z += in[i] * parameters[i * Outputs + o];
            }
            out.push_back(value(Activation{}, z));
        }
        return out;
    }

  private:
    /// What a unit's sum becomes, and the slope there.
    static void activate(float sum, float& value, float& slope) {
        if constexpr (Activation::slope_from_value) {
            value = mote::first_lane(Activation::value(sum));
            slope = mote::first_lane(Activation::slope(value));
        } else {
            const mote::ValueAndSlope both = Activation::value_and_slope(sum);
            value = mote::first_lane(both.value);
            slope = mote::first_lane(both.slope);
        }
    }
};

template <class Layer>
struct Naive<mote::Frozen<Layer>> : Naive<Layer> {};

/// Mean and 1 / √(variance + epsilon) of a row, both from sums in virtual lanes.
struct Statistics {
    float mean, scale;
};
inline Statistics statistics_of(const Floats& in, float epsilon) {
    const float inverse = 1.0f / static_cast<float>(in.size());
    const Floats ones(in.size(), 1.0f);
    const float mean = sum_in_lanes(ones.data(), in.data(), in.size()) * inverse;
    Floats deviations;
    for (const float number : in) {
        deviations.push_back(number - mean);
    }
    const float squares = sum_in_lanes(deviations.data(), deviations.data(), in.size());
    return {mean, 1.0f / mote::square_root(mote::mul_add(squares, inverse, epsilon))};
}
inline Floats normalized(const Floats& in, float epsilon) {
    const Statistics of_row = statistics_of(in, epsilon);
    Floats all;
    for (const float number : in) {
        all.push_back((number - of_row.mean) * of_row.scale);
    }
    return all;
}

template <class Epsilon>
struct Naive<mote::LayerNorm<Epsilon>> {
    static void forward(const float* parameters, const Floats& in, Floats& out, Floats& slopes, Moment) {
        const Floats values = normalized(in, Epsilon::number);
        for (size_t o = 0; o < in.size(); ++o) {
            out[o] = mote::mul_add(values[o], parameters[o], parameters[in.size() + o]);
            slopes[o] = 1.0f;
        }
    }
    template <size_t>
    static void input_gradients(const float* gains, const PassedBack& row, Floats& gradients) {
        const size_t count = row.in.size();
        const float inverse = 1.0f / static_cast<float>(count), scale = statistics_of(row.in, Epsilon::number).scale;
        const Floats values = normalized(row.in, Epsilon::number), ones(count, 1.0f);
        Floats scaled;
        for (size_t i = 0; i < count; ++i) {
            scaled.push_back(row.deltas[i] * gains[i]);
        }
        const float mean = sum_in_lanes(ones.data(), scaled.data(), count) * inverse;
        const float mean_product = sum_in_lanes(scaled.data(), values.data(), count) * inverse;
        for (size_t i = 0; i < count; ++i) {
            gradients[i] = mote::mul_add(values[i], -mean_product, scaled[i] - mean) * scale;
        }
    }
    static void parameter_gradients(const std::vector<Floats>& rows, const std::vector<Floats>& deltas,
                                    float* gradients) {
        const size_t count = rows[0].size();
        for (size_t b = 0; b < rows.size(); ++b) {
            const Floats values = normalized(rows[b], Epsilon::number);
            for (size_t o = 0; o < count; ++o) {
                float &gain = gradients[o], &bias = gradients[count + o];
                gain = b == 0 ? values[o] * deltas[b][o] : mote::mul_add(values[o], deltas[b][o], gain);
                bias = b == 0 ? deltas[b][o] : bias + deltas[b][o];
            }
        }
    }
    static std::vector<double> forward(const double* parameters, const std::vector<double>& in, Moment) {
        const auto count = static_cast<double>(in.size());
        double mean = 0, variance = 0;
        for (const double number : in) {
            mean += number / count;
        }
        for (const double number : in) {
            variance += (number - mean) * (number - mean) / count;
        }
        std::vector<double> out;
        for (size_t o = 0; o < in.size(); ++o) {
            const double value = (in[o] - mean) / ::sqrt(variance + Epsilon::bound);
            out.push_back(value * parameters[o] + parameters[in.size() + o]);
        }
        return out;
    }
};

/// What a Dropout makes of a number: 0, or so many times as much.
template <class Drops>
float dropped_factor(uint32_t seed, Moment moment, size_t width, size_t unit) {
    const mote::CountedRandom random(seed, static_cast<uint32_t>(moment.layer), moment.step);
    return random(static_cast<uint32_t>(moment.row * width + unit)) < Drops::threshold ? 0.0f : Drops::scale;
}
template <class Probability, uint32_t Seed>
struct Naive<mote::Dropout<Probability, Seed>> {
    static void forward(const float*, const Floats& in, Floats& out, Floats& factors, Moment moment) {
        for (size_t o = 0; o < in.size(); ++o) {
            factors[o] = moment.trains ? factor(moment, in.size(), o) : 1.0f;
            out[o] = in[o] * factors[o];
        }
    }
    template <size_t>
    static void input_gradients(const float*, const PassedBack& row, Floats& gradients) {
        gradients = row.deltas;
    }
    static void parameter_gradients(const std::vector<Floats>&, const std::vector<Floats>&, float*) {}
    static std::vector<double> forward(const double*, const std::vector<double>& in, Moment moment) {
        std::vector<double> out;
        for (size_t o = 0; o < in.size(); ++o) {
            out.push_back(in[o] * (moment.trains ? static_cast<double>(factor(moment, in.size(), o)) : 1.0));
        }
        return out;
    }

  private:
    static float factor(Moment moment, size_t width, size_t unit) {
        return dropped_factor<typename mote::Dropout<Probability, Seed>::Drops>(Seed, moment, width, unit);
    }
};

template <class Layer>
struct Naive<mote::Residual<Layer>> : Naive<Layer> {
    static void forward(const float* parameters, const Floats& in, Floats& out, Floats& slopes, Moment moment) {
        Naive<Layer>::forward(parameters, in, out, slopes, moment);
        for (size_t o = 0; o < in.size(); ++o) {
            out[o] = in[o] + out[o];
        }
    }
    template <size_t Capacity>
    static void input_gradients(const float* parameters, const PassedBack& row, Floats& gradients) {
        Naive<Layer>::template input_gradients<Capacity>(parameters, row, gradients);
        for (size_t i = 0; i < gradients.size(); ++i) {
            gradients[i] = gradients[i] + row.of_outputs[i];
        }
    }
    static std::vector<double> forward(const double* parameters, const std::vector<double>& in, Moment moment) {
        std::vector<double> out = Naive<Layer>::forward(parameters, in, moment);
        for (size_t o = 0; o < in.size(); ++o) {
            out[o] += in[o];
        }
        return out;
    }
};

/// The pairs of a network's FourierFeatures, or 0.
template <class Layer>
constexpr size_t pairs_of_layer = 0;
template <size_t Pairs>
constexpr size_t pairs_of_layer<mote::FourierFeatures<Pairs>> = Pairs;
template <class Net>
constexpr size_t find_pairs() {
    size_t pairs = 0;
    mote::for_each_index<0, Net::input_layers>(
        [&](auto layer) { pairs += pairs_of_layer<typename Net::template InputLayer<layer>>; });
    return pairs;
}
template <class Net>
constexpr size_t pairs_of = find_pairs<Net>();

/// Features of a row whose numbers are all in their ranges.
template <class Net>
Floats features(const Net& net, const float* x) {
    Floats features;
    for (size_t i = 0; i < Net::inputs; ++i) {
        float value = x[i];
        if constexpr (Net::scales_input) {
            value = mote::mul_add(value, net.input_scales()[i], net.input_offsets()[i]);
        }
        for (size_t k = 1; k <= pairs_of<Net>; ++k) {
            const mote::SineAndCosine wave = mote::sin_cos(0x1.921fb6p+1f * static_cast<float>(k) * value);
            features.push_back(mote::first_lane(wave.sine));
            features.push_back(mote::first_lane(wave.cosine));
        }
        if constexpr (pairs_of<Net> == 0) {
            features.push_back(value);
        }
    }
    return features;
}

template <class Net>
Passed forward(const Net& net, const float* x, Moment moment = {}) {
    Passed passed{{features(net, x)}, {}};
    mote::for_each_index<0, Net::depth>([&](auto layer) {
        Floats out(Net::width(layer + 1)), slopes(Net::width(layer + 1));
        moment.layer = layer;
        Naive<typename Net::template Layer<layer>>::forward(net.parameters + Net::offset(layer), passed.values[layer],
                                                            out, slopes, moment);
        passed.values.push_back(out);
        passed.slopes.push_back(slopes);
    });
    return passed;
}

/// The outputs of one row in the user's units.
template <class Net>
Floats predict(const Net& net, const float* x) {
    Floats outputs = forward(net, x).values[Net::depth];
    if constexpr (Net::scales_output) {
        for (size_t o = 0; o < Net::outputs; ++o) {
            outputs[o] = mote::mul_add(outputs[o], net.output_scales()[o], net.output_offsets()[o]);
        }
    }
    return outputs;
}

/// A network that learns by the naive loops. Rows have to be clean, and so small that no clamp of bounds.hpp acts.
template <class Net, class Recipe, size_t Capacity>
struct Learner {
    using Optimizer = typename Recipe::Optimizer;
    using Step = typename Optimizer::Step;
    using Loss = mote::detail::LossTraits<typename Recipe::Loss>;
    using Target = mote::TargetOf<typename Recipe::Loss>;

    Net net;
    mote::State<Net, Recipe> state{};                                ///< its memory is unused
    Floats memory = Floats(Optimizer::memory * Net::trained_count);  ///< [parameter][Optimizer::memory]

    /// One step; the loss before it.
    float train(const Recipe& recipe, const float* x, const Target* y, size_t count) {
        mote::Repairs repairs;
        const auto settings = mote::detail::begin_step<Net, Recipe>(state, recipe, repairs);
        Step step = settings.optimizer;
        std::vector<Passed> rows;
        std::vector<Floats> deltas;
        for (size_t b = 0; b < count; ++b) {
            rows.push_back(forward(net, x + b * Net::inputs, {true, state.step, b}));
            deltas.push_back(rows[b].values[Net::depth]);
        }
        const std::vector<Target> targets = in_network_units(y, count);
        const Floats weights(count, 1.0f);
        const mote::WeightedLossRows<Target> batch{{nullptr, targets.data(), count, 1.0f}, weights.data()};
        const auto total = Loss::total(settings.loss(), batch, count);
        const float sum = accumulate(settings.loss(), deltas, targets.data());
        const Floats gradients = all_gradients(rows, deltas);
        if constexpr (mote::detail::needs_all_gradients<Optimizer>) {
            Optimizer::observe(step, gradients.data(), gradients.size(), true);
        }
        move(gradients, step);
        if constexpr (Optimizer::bounded) {
            const float longest_step = Optimizer::longest_step(step);
            mote::detail::clamp_weights(
                net, mote::detail::weights_to_clamp<Net>(mote::detail::stripe_of<Net>(state.step), longest_step),
                longest_step);
        }
        forget_the_smallest();
        ++state.step;
        return Loss::mean(settings.loss(), sum, total, Net::outputs);
    }

    std::vector<Target> in_network_units(const Target* y, size_t count) const {
        std::vector<Target> targets(y, y + count * mote::targets_of_row<Net, typename Recipe::Loss>);
        if constexpr (Net::scales_output) {
            for (size_t i = 0; i < targets.size(); ++i) {
                const size_t o = i % Net::outputs;
                targets[i] = (targets[i] - net.output_offsets()[o]) / net.output_scales()[o];
            }
        }
        return targets;
    }

    /// Of all trained parameters, from the gradients of the outputs.
    Floats all_gradients(const std::vector<Passed>& rows, std::vector<Floats> deltas) const {
        Floats gradients(Net::trained_count);
        mote::for_each_index<0, Net::depth - Net::frozen_layers>([&](auto index) {
            constexpr size_t layer = Net::depth - 1 - index;
            using Layer = Naive<typename Net::template Layer<layer>>;
            const float* const parameters = net.parameters + Net::offset(layer);
            std::vector<Floats> values, of_outputs = deltas;
            for (size_t b = 0; b < rows.size(); ++b) {
                for (size_t o = 0; o < deltas[b].size(); ++o) {
                    deltas[b][o] = deltas[b][o] * rows[b].slopes[layer][o];
                }
                values.push_back(rows[b].values[layer]);
            }
            Layer::parameter_gradients(values, deltas, &gradients[Net::offset(layer) - Net::trained_first]);
            for (size_t b = 0; b < rows.size(); ++b) {
                Floats of_inputs(Net::width(layer));
                Layer::template input_gradients<Capacity>(parameters, {values[b], of_outputs[b], deltas[b]}, of_inputs);
                deltas[b] = of_inputs;
            }
        });
        return gradients;
    }

  private:
    /// A sixteenth of the parameters each step, in turn.
    void forget_the_smallest() {
        const size_t length = (Net::trained_count + 15) / 16;
        for (size_t p = state.step % 16 * length; p < Net::trained_count && p < (state.step % 16 + 1) * length; ++p) {
            for (size_t m = 0; m < Optimizer::memory; ++m) {
                float& kept = memory[p * Optimizer::memory + m];
                kept = ::fabsf(kept) < 0x1p-100f ? 0.0f : kept;
            }
        }
    }

    /// All trained parameters, each by its gradient.
    void move(const Floats& gradients, const Step& step) {
        mote::for_each_index<Net::frozen_layers, Net::depth>([&](auto layer) {
            const size_t first = Net::offset(layer) - Net::trained_first;
            const size_t weights = Net::template Layer<layer>::weight_count(Net::width(layer));
            for (size_t p = first; p < Net::offset(layer + 1) - Net::trained_first; ++p) {
                if (p < first + weights) {
                    move(p, gradients[p], step, mote::Place<layer, false>{});
                } else {
                    move(p, gradients[p], step, mote::Place<layer, true>{});
                }
            }
        });
    }
    template <class Place>
    void move(size_t parameter, float gradient, const Step& step, [[maybe_unused]] Place place) {
        constexpr size_t kept_count = Optimizer::memory;
        float* const kept = memory.data() + kept_count * parameter;
        mote::Array<mote::Pack, kept_count> lanes;
        for (size_t m = 0; m < kept_count; ++m) {
            lanes[m] = kept[m];
        }
        float& weight = net.parameters[Net::trained_first + parameter];
        if constexpr (mote::detail::asks_for_place<Optimizer>) {
            weight = mote::first_lane(Optimizer::update(step, weight, gradient, lanes, place));
        } else {
            weight = mote::first_lane(Optimizer::update(step, weight, gradient, lanes));
        }
        if constexpr (!Optimizer::bounded) {
            weight = mote::clamp(weight, -Net::Limits::weights, Net::Limits::weights);
        }
        for (size_t m = 0; m < kept_count; ++m) {
            kept[m] = mote::first_lane(lanes[m]);
        }
    }
};

// The same in double precision. -------------------------------------------------------------------------------------

/// The loss of one row whose outputs, in the network's units, are z; each loss is a mean of these over the rows.
inline double loss(mote::MeanSquaredError, const std::vector<double>& z, const double* targets) {
    double sum = 0;
    for (size_t o = 0; o < z.size(); ++o) {
        sum += (z[o] - targets[o]) * (z[o] - targets[o]);
    }
    return sum / static_cast<double>(z.size());
}
/// The same for losses of one error or one output, from `of_output(z, target, o)`.
template <class OfOutput>
double mean_of_outputs(const std::vector<double>& z, const double* targets, OfOutput of_output) {
    double sum = 0;
    for (size_t o = 0; o < z.size(); ++o) {
        sum += of_output(z[o], targets[o], o);
    }
    return sum / static_cast<double>(z.size());
}
inline double loss(mote::L1, const std::vector<double>& z, const double* targets) {
    return mean_of_outputs(z, targets, [](double p, double y, size_t) { return ::fabs(p - y); });
}
inline double huber(double error, double delta) {
    return ::fabs(error) <= delta ? 0.5 * error * error : delta * (::fabs(error) - 0.5 * delta);
}
inline double loss(mote::Huber huber_loss, const std::vector<double>& z, const double* targets) {
    const auto delta = static_cast<double>(huber_loss.delta);
    return mean_of_outputs(z, targets, [=](double p, double y, size_t) { return huber(p - y, delta); });
}
inline double loss(mote::SmoothL1 smooth, const std::vector<double>& z, const double* targets) {
    const auto beta = static_cast<double>(smooth.beta);
    return mean_of_outputs(z, targets, [=](double p, double y, size_t) { return huber(p - y, beta) / beta; });
}
inline double loss(mote::LogCosh, const std::vector<double>& z, const double* targets) {
    return mean_of_outputs(z, targets, [](double p, double y, size_t) { return ::log(::cosh(p - y)); });
}
inline double loss(mote::Quantile of, const std::vector<double>& z, const double* targets) {
    const auto q = static_cast<double>(of.quantile);
    return mean_of_outputs(z, targets,
                           [=](double p, double y, size_t) { return p < y ? q * (y - p) : (1 - q) * (p - y); });
}
inline double loss(mote::Hinge, const std::vector<double>& z, const double* targets) {
    return mean_of_outputs(z, targets,
                           [](double p, double y, size_t) { return ::fmax(0, 1 - p * ::fmin(::fmax(y, -1), 1)); });
}
inline double binary_cross_entropy(double z, double y, double weight) {
    const double truth = ::fmin(::fmax(y, 0), 1);
    return weight * truth * ::log1p(::exp(-z)) + (1 - truth) * ::log1p(::exp(z));
}
inline double loss(mote::BinaryCrossEntropy, const std::vector<double>& z, const double* targets) {
    return mean_of_outputs(z, targets, [](double p, double y, size_t) { return binary_cross_entropy(p, y, 1); });
}
template <size_t Labels>
double loss(const mote::WeightedBinaryCrossEntropy<Labels>& weighted, const std::vector<double>& z,
            const double* targets) {
    return mean_of_outputs(z, targets, [&](double p, double y, size_t o) {
        return binary_cross_entropy(p, y, static_cast<double>(weighted.positive_weights[o]));
    });
}
inline double log_softmax(const std::vector<double>& z, size_t o) {
    double sum = 0;
    for (const double logit : z) {
        sum += ::exp(logit);
    }
    return z[o] - ::log(sum);
}
inline double loss(mote::CrossEntropy, const std::vector<double>& z, const double* target) {
    return -log_softmax(z, static_cast<size_t>(*target));
}
template <class WeightOf>
double smoothed_cross_entropy(const std::vector<double>& z, size_t target, double smoothing, WeightOf weight_of) {
    double sum = -(1 - smoothing) * weight_of(target) * log_softmax(z, target);
    for (size_t o = 0; o < z.size(); ++o) {
        sum -= smoothing / static_cast<double>(z.size()) * weight_of(o) * log_softmax(z, o);
    }
    return sum;
}
inline double loss(mote::SmoothedCrossEntropy of, const std::vector<double>& z, const double* target) {
    return smoothed_cross_entropy(z, static_cast<size_t>(*target), static_cast<double>(of.label_smoothing),
                                  [](size_t) { return 1.0; });
}
template <size_t Classes>
double loss(const mote::WeightedCrossEntropy<Classes>& of, const std::vector<double>& z, const double* target) {
    return smoothed_cross_entropy(z, static_cast<size_t>(*target), static_cast<double>(of.label_smoothing),
                                  [&](size_t o) { return static_cast<double>(of.class_weights[o]); });
}

template <class... Options>
double loss(const AnyLoss<Options...>& any, const std::vector<double>& z, const double* targets) {
    double result = 0;
    with_value(any.options, any.chosen, [&](const auto& option) { result = loss(option, z, targets); });
    return result;
}

/// What a row counts in the mean.
template <class Loss>
double weight_of_row(const Loss&, const double*) {
    return 1;
}
template <size_t Classes>
double weight_of_row(const mote::WeightedCrossEntropy<Classes>& of, const double* target) {
    return static_cast<double>(of.class_weights[static_cast<size_t>(*target)]);
}

template <class... Options>
double weight_of_row(const AnyLoss<Options...>& any, const double* target) {
    double result = 1;
    with_value(any.options, any.chosen, [&](const auto& option) { result = weight_of_row(option, target); });
    return result;
}

/// The mean loss of a network with these parameters, laid out as Net's, in its first step.
template <class Net, class Loss>
double mean_loss(const Loss& loss_of_row, const std::vector<double>& parameters, const std::vector<double>& x,
                 const std::vector<double>& y) {
    constexpr size_t targets = mote::targets_of_row<Net, Loss>;
    const double* const input_scaling = parameters.data();
    const double* const output_scaling = parameters.data() + Net::trained_first + Net::trained_count;
    const size_t rows = x.size() / Net::inputs;
    double sum = 0, total = 0;
    for (size_t b = 0; b < rows; ++b) {
        std::vector<double> values;
        for (size_t i = 0; i < Net::inputs; ++i) {
            const double scale = Net::scales_input ? input_scaling[i] : 1;
            const double offset = Net::scales_input ? input_scaling[Net::inputs + i] : 0;
            const double input = x[b * Net::inputs + i] * scale + offset;
            for (size_t k = 1; k <= pairs_of<Net>; ++k) {
                values.push_back(::sin(pi * static_cast<double>(k) * input));
                values.push_back(::cos(pi * static_cast<double>(k) * input));
            }
            if (pairs_of<Net> == 0) {
                values.push_back(input);
            }
        }
        mote::for_each_index<0, Net::depth>([&](auto layer) {
            values = Naive<typename Net::template Layer<layer>>::forward(parameters.data() + Net::offset(layer), values,
                                                                         {true, 0, b, layer});
        });
        std::vector<double> target(&y[b * targets], &y[b * targets] + targets);
        if (Net::scales_output) {
            for (size_t o = 0; o < targets; ++o) {
                target[o] = (target[o] - output_scaling[Net::outputs + o]) / output_scaling[o];
            }
        }
        sum += loss(loss_of_row, values, target.data());
        total += weight_of_row(loss_of_row, target.data());
    }
    return sum / total;
}

}  // namespace canonical
