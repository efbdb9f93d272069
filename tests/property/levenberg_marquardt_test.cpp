// SPDX-License-Identifier: MIT
// Levenberg–Marquardt as naive loops over a whole square matrix, in the order that second_order/normal_equations.hpp promises: on
// every port minimize() has to give the same bits.
#include <string.h>
#include <mote/mote.hpp>

#include "canonical.hpp"
#include "catch.hpp"

using namespace mote;
using canonical::Floats;

namespace {

using Method = LevenbergMarquardt;

/// Rows have to be clean.
template <class Net>
struct NaiveMinimizer {
    static constexpr size_t parameters = Net::trained_count;

    Net net;
    Method::State state{};
    size_t rejected = 0, not_factored = 0;
    std::vector<Floats> matrix{};  ///< [parameters + 1][parameters + 1], of which the upper triangle is used

    std::vector<Floats> errors_of(const float* x, const float* y, size_t rows) const {
        std::vector<Floats> errors;
        for (size_t b = 0; b < rows; ++b) {
            errors.push_back(canonical::forward(net, x + b * Net::inputs).values[Net::depth]);
            for (size_t o = 0; o < Net::outputs; ++o) {
                float target = y[b * Net::outputs + o];
                if constexpr (Net::scales_output) {
                    target = (target - net.output_offsets()[o]) / net.output_scales()[o];
                }
                errors[b][o] = errors[b][o] - target;
            }
        }
        return errors;
    }
    static float sum_of_squares(const std::vector<Floats>& errors) {
        float sum = 0.0f;
        for (const Floats& row : errors) {
            for (const float error : row) {
                sum = mul_add(error, error, sum);
            }
        }
        return sum;
    }
    Floats gradients_of(const canonical::Passed& row, size_t output) const {
        Floats gradients(parameters), deltas(Net::outputs);
        deltas[output] = 1.0f;
        for_each_index<0, Net::depth>([&](auto index) {
            constexpr size_t layer = Net::depth - 1 - index;
            using Layer = canonical::Naive<typename Net::template Layer<layer>>;
            const Floats of_outputs = deltas;
            for (size_t o = 0; o < deltas.size(); ++o) {
                deltas[o] = deltas[o] * row.slopes[layer][o];
            }
            Layer::parameter_gradients({row.values[layer]}, {deltas},
                                       &gradients[Net::offset(layer) - Net::trained_first]);
            Floats of_inputs(Net::width(layer));
            const canonical::PassedBack back{row.values[layer], of_outputs, deltas};
            Layer::template input_gradients<1>(net.parameters + Net::offset(layer), back, of_inputs);
            deltas = of_inputs;
        });
        return gradients;
    }
    void linearize(const float* x, const std::vector<Floats>& errors) {
        matrix.assign(parameters + 1, Floats(parameters + 1));
        for (size_t b = 0; b < errors.size(); ++b) {
            for (size_t o = 0; o < Net::outputs; ++o) {
                Floats row = gradients_of(canonical::forward(net, x + b * Net::inputs), o);
                for (float& slope : row) {
                    slope = ::fabsf(slope) < 0x1p-60f ? 0.0f : slope;
                }
                row.push_back(errors[b][o]);
                for (size_t i = 0; i <= parameters; ++i) {
                    for (size_t j = i; j <= parameters; ++j) {
                        matrix[i][j] = mul_add(row[i], row[j], matrix[i][j]);
                    }
                }
            }
        }
    }
    Floats scale() {
        Floats scales;
        float highest = 0.0f;
        for (size_t i = 0; i < parameters; ++i) {
            highest = larger(highest, matrix[i][i]);
        }
        for (size_t i = 0; i < parameters; ++i) {
            const float square = matrix[i][i] + 0x1p-24f * highest;
            scales.push_back(square < 0x1p-100f ? 0.0f : 1.0f / ::sqrtf(square));
        }
        scales.push_back(1.0f);
        for (size_t i = 0; i < parameters; ++i) {
            for (size_t j = i; j <= parameters; ++j) {
                matrix[i][j] = (matrix[i][j] * scales[i]) * scales[j];
            }
        }
        return scales;
    }
    void add_rows_above(size_t i, float sign) {
        for (size_t j = i; j <= parameters; ++j) {
            for (size_t k = 0; k < i; ++k) {
                matrix[i][j] = mul_add(sign * matrix[k][i], matrix[k][j], matrix[i][j]);
            }
        }
    }
    size_t factor(float damping) {
        for (size_t i = 0; i < parameters; ++i) {
            matrix[i][i] = 1.0f + damping;
            add_rows_above(i, -1.0f);
            if (!(matrix[i][i] > 0.5f * damping)) {
                add_rows_above(i, 1.0f);
                return i;
            }
            const float root = ::sqrtf(matrix[i][i]), inverse = 1.0f / root;
            for (size_t j = i; j <= parameters; ++j) {
                matrix[i][j] = matrix[i][j] * inverse;
            }
            matrix[i][i] = root;
        }
        return parameters;
    }
    void restore(size_t count) {
        for (size_t i = count; i-- > 0;) {
            const float root = matrix[i][i];
            for (size_t j = i; j <= parameters; ++j) {
                matrix[i][j] = matrix[i][j] * root;
            }
            add_rows_above(i, 1.0f);
        }
    }
    /// One iteration; false if it found nothing better.
    bool iterate(const Method& settings, const float* x, const float* y, size_t rows) {
        const std::vector<Floats> errors = errors_of(x, y, rows);
        const float before = sum_of_squares(errors);
        linearize(x, errors);
        const Floats scales = scale();
        state.damping = state.damping == 0.0f ? settings.damping : state.damping;
        const Net kept = net;
        for (float growth = 2.0f;; growth += growth) {
            const size_t factored = factor(state.damping);
            not_factored += factored < parameters ? 1 : 0;
            if (factored == parameters) {
                float squares = 0.0f, length = 0.0f;
                Floats step(parameters);
                for (size_t i = 0; i < parameters; ++i) {
                    step[i] = matrix[i][parameters];
                    squares = mul_add(step[i], step[i], squares);
                }
                for (size_t i = parameters; i-- > 0;) {
                    step[i] = step[i] / matrix[i][i];
                    length = mul_add(step[i], step[i], length);
                    for (size_t k = 0; k < i; ++k) {
                        step[k] = mul_add(-step[i], matrix[k][i], step[k]);
                    }
                }
                const float promised = mul_add(state.damping, length, squares);
                float* const weights = net.parameters + Net::trained_first;
                for (size_t i = 0; i < parameters; ++i) {
                    weights[i] = clamp(mul_add(-step[i], scales[i], kept.parameters[Net::trained_first + i]),
                                       -Net::Limits::weights, Net::Limits::weights);
                }
                if (memcmp(net.parameters, kept.parameters, sizeof net.parameters) == 0) {
                    return false;
                }
                const float after = sum_of_squares(errors_of(x, y, rows));
                if (after < before) {
                    const float share = before - after < promised ? (before - after) / promised : 1.0f;
                    const float centred = mul_add(2.0f, share, -1.0f);
                    const float cube = (centred * centred) * centred;
                    const float factor_of_damping = 1.0f - cube;
                    const float third = 1.0f / 3.0f;
                    state.damping = state.damping * (factor_of_damping < third ? third : factor_of_damping);
                    state.damping = clamp(state.damping, Method::least_damping, Method::highest_damping);
                    return true;
                }
                ++rejected;
                net = kept;
            }
            if (state.damping >= Method::highest_damping) {
                return false;
            }
            state.damping = smaller(state.damping * growth, Method::highest_damping);
            restore(factored);
        }
    }
};

float wave(size_t i) { return static_cast<float>((i * 37 + 11) % 101) / 50.0f - 1.0f; }

/// Both on made rows; how many steps were not kept.
template <class Net>
size_t compare(uint32_t iterations, const Method& settings, size_t rows) {
    static Net net;
    static SecondOrderWorkspace<Net, Method> work;
    net = {};
    work = {};
    init(net, 3);
    if constexpr (Net::scales_output) {
        net.input_scales()[0] = 0.5f;
        net.output_scales()[0] = 3.0f;
        net.output_offsets()[0] = -1.0f;
    }
    NaiveMinimizer<Net> naive{net};
    std::vector<float> x, y;
    for (size_t i = 0; i < rows * Net::inputs; ++i) {
        x.push_back(2.0f * wave(i));
    }
    for (size_t i = 0; i < rows * Net::outputs; ++i) {
        const float at = x[i / Net::outputs * Net::inputs];
        y.push_back(at * at - static_cast<float>(i % Net::outputs) * at + 0.1f * wave(i + 5));
    }
    MinimizeOptions options;
    options.iterations = 1;
    options.least_gradient = 0.0f;
    for (uint32_t i = 0; i < iterations; ++i) {
        INFO("iteration " << i);
        const bool improves = naive.iterate(settings, x.data(), y.data(), rows);
        const MinimizeResult result = minimize(net, work, settings, {x, y, rows}, options);
        REQUIRE(result.status == Status::ok);
        REQUIRE(result.iterations == (improves ? 1 : 0));
        REQUIRE(memcmp(net.parameters, naive.net.parameters, sizeof net.parameters) == 0);
        REQUIRE(float_bits(work.state.damping) == float_bits(naive.state.damping));
    }
    return naive.rejected + naive.not_factored;
}

}  // namespace

TEST_CASE("Levenberg-Marquardt equals the naive loops") {
    CHECK(compare<Network<Input<1>, Dense<4, Tanh>, Dense<1>>>(40, {}, 23) > 0);
    CHECK(compare<Network<Input<1>, InputScaling, Dense<8, Tanh>, Dense<1>, OutputScaling>>(40, {}, 50) > 0);
    compare<Network<Input<2>, Dense<3, Tanh>, Dense<3>>>(30, {}, 17);
    compare<Network<Input<3>, Dense<5, Mish>, Dense<4, Sigmoid>, Dense<2, Tanh>>>(20, {}, 9);
    compare<Network<Input<2>, Dense<33, Tanh>, Dense<1>>>(6, {}, 40);
    compare<Network<Input<1>, FourierFeatures<4>, Dense<6, Sin<1>>, Dense<1>>>(12, {}, 31);
    compare<Network<Input<3>, Dense<2>>>(3, {}, 12);
}

TEST_CASE("Levenberg-Marquardt equals the naive loops where pivots are eaten by rounding") {
    // Seven rows cannot determine 25 parameters, and the least damping is too little for the rest.
    CHECK(compare<Network<Input<1>, Dense<8, Tanh>, Dense<1>>>(12, {Method::least_damping, {}}, 7) > 0);
    CHECK(compare<Network<Input<1>, Dense<8, Relu>, Dense<1>>>(12, {Method::least_damping, {}}, 50) > 0);
}
