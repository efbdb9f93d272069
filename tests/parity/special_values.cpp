// SPDX-License-Identifier: MIT
// Parity where it is hardest: zeros, denormals, infinities and NaNs, to the bit where PyTorch's semantics are exact.
#include <stdlib.h>

#include "activation_table.hpp"

namespace {

constexpr float infinity = __builtin_inff(), not_a_number = __builtin_nanf("");

/// How near a function has to be to PyTorch's.
enum class Nearness {
    exact,     ///< the same bits, those of a NaN too
    rounded,   ///< the same bits, but any NaN for a NaN
    computed,  ///< at finite numbers, as near as an activation has to be
};

/// A function by its name in the table, and its slope where mote has one.
struct Function {
    const char* name;
    Nearness nearness;
    float (*value)(float);
    float (*slope)(float) = nullptr;
    double lost = 4e-44;  ///< what PyTorch loses of a computed value that is a denormal: its e^-100 may be 0
};

template <class Activation>
float value_of(float x) {
    return mote::first_lane(parity::value_and_slope<Activation>(x).value);
}
template <class Activation>
float slope_of(float x) {
    return mote::first_lane(parity::value_and_slope<Activation>(x).slope);
}

/// The loss of one output against the target 0, and the output's gradient.
mote::Array<float, 2> squared_error(float output) {
    const float target = 0.0f;
    using Loss = mote::detail::LossTraits<mote::MeanSquaredError>;
    const mote::LossRows<float> row{&output, &target, 1, Loss::gradient_scale({}, 1, 1)};
    const float sum = Loss::accumulate<false>({}, 0.0f, row, size_t{1});
    return {{Loss::mean({}, sum, 1, 1), output}};
}

// Names that do not stand here are not built yet.
constexpr Function functions[] = {
    {"nan_to_num()", Nearness::exact, [](float x) { return mote::nan_to_num(x); }},
    {"nan_to_num(nan=7,posinf=1e6,neginf=-1e6)", Nearness::exact,
     [](float x) { return mote::nan_to_num(x, 7.0f, 1e6f, -1e6f); }},
    {"clamp(-100,100)", Nearness::exact, [](float x) { return mote::clamp(x, -100.0f, 100.0f); }},
    {"clamp(min=-100)", Nearness::exact, [](float x) { return mote::clamp(x, -100.0f, infinity); }},
    {"clamp(max=100)", Nearness::exact, [](float x) { return mote::clamp(x, -infinity, 100.0f); }},
    {"clamp(min=5,max=-5)", Nearness::exact, [](float x) { return mote::clamp(x, 5.0f, -5.0f); }},
    {"clamp(min=-0.0,max=1)", Nearness::exact, [](float x) { return mote::clamp(x, -0.0f, 1.0f); }},
    {"clamp(-1,-0.0)", Nearness::exact, [](float x) { return mote::clamp(x, -1.0f, -0.0f); }},
    {"clamp(0,0)", Nearness::exact, [](float x) { return mote::clamp(x, 0.0f, 0.0f); }},
    {"clamp(-inf,inf)", Nearness::exact, [](float x) { return mote::clamp(x, -infinity, infinity); }},
    {"clamp(nan,1)", Nearness::exact, [](float x) { return mote::clamp(x, not_a_number, 1.0f); }},
    {"clamp(-1,nan)", Nearness::exact, [](float x) { return mote::clamp(x, -1.0f, not_a_number); }},
    {"clamp(nan_to_num(x),-100,100)", Nearness::exact, [](float x) { return mote::sanitized(x, 100.0f); }},
    {"relu", Nearness::exact, value_of<mote::Relu>, slope_of<mote::Relu>},
    {"mse vs 0", Nearness::rounded, [](float x) { return squared_error(x)[0]; },
     [](float x) { return squared_error(x)[1]; }},
    {"tanh", Nearness::computed, value_of<mote::Tanh>, slope_of<mote::Tanh>},
    {"sigmoid", Nearness::computed, value_of<mote::Sigmoid>, slope_of<mote::Sigmoid>},
    // PyTorch's vectorised exp is so far off among the denormals (golden/special.log: mish(-100)).
    {"mish", Nearness::computed, value_of<mote::Mish>, slope_of<mote::Mish>, 3e-43},
    // In PyTorch -100 / (1 + e^100) has an infinite divisor.
    {"silu", Nearness::computed, value_of<mote::Silu>, slope_of<mote::Silu>, 4e-42},
    {"gelu(erf)", Nearness::computed, value_of<mote::Gelu>, slope_of<mote::Gelu>},
    {"gelu(tanh)", Nearness::computed, value_of<mote::GeluTanh>, slope_of<mote::GeluTanh>},
    {"softplus", Nearness::computed, value_of<mote::Softplus<>>, slope_of<mote::Softplus<>>},
    {"elu", Nearness::computed, value_of<mote::Elu<>>, slope_of<mote::Elu<>>},
    {"leaky_relu(0.01)", Nearness::rounded, value_of<mote::LeakyRelu<>>, slope_of<mote::LeakyRelu<>>},
};

/// A row of the table: what the columns 3, 4 and 6 say in hexadecimal.
struct Row {
    std::string name, input_name;
    uint32_t input, value, slope;
};

std::vector<Row> rows_of(const char* file) {
    const std::vector<uint8_t> bytes = parity::File(file).bytes;
    std::vector<Row> rows;
    std::vector<std::string> columns(1);
    for (const uint8_t byte : bytes) {
        if (byte == '\t') {
            columns.emplace_back();
        } else if (byte != '\n') {
            columns.back() += static_cast<char>(byte);
        } else {
            const auto bits = [&](size_t at) {
                return static_cast<uint32_t>(strtoul(columns[at].c_str(), nullptr, 16));
            };
            if (columns.size() >= 6 && columns[0] != "op") {
                rows.push_back({columns[0], columns[1], bits(2), bits(3), bits(5)});
            }
            columns.assign(1, "");
        }
    }
    return rows;
}

float float_of(uint32_t bits) {
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/// How far a number may be from PyTorch's, where it is computed.
struct Distance {
    double relative, absolute;
};

void compare(parity::Comparison& comparison, const std::string& where, const Function& function, float number,
             uint32_t expected, Distance distance) {
    const bool both_nan = mote::is_nan(number) && mote::is_nan(float_of(expected));
    if (function.nearness == Nearness::computed && !both_nan) {
        const auto value = static_cast<double>(float_of(expected));
        comparison(where, static_cast<double>(number), value, distance.relative * fabs(value) + distance.absolute);
    } else if (mote::float_bits(number) != expected && !(both_nan && function.nearness != Nearness::exact)) {
        const std::string got = std::to_string(mote::float_bits(number));
        comparison.require(false, (where + ": bits " + got + " instead of " + std::to_string(expected)).c_str());
    }
}

bool special_values_agree(const char* file) {
    constexpr parity::Allowed most = parity::allowed<mote::Mish>;
    constexpr Distance slopes{most.slope_relative, most.slope_absolute};
    const std::vector<Row> rows = rows_of(file);
    parity::Comparison comparison("special values", !rows.empty());
    for (const Function& function : functions) {
        unsigned found = 0;
        for (const Row& row : rows) {
            if (row.name != function.name) {
                continue;
            }
            ++found;
            const float input = float_of(row.input);
            const std::string where = row.name + " of " + row.input_name;
            // What activations make of infinities is nobody's business: their sums are finite (bounds.hpp).
            if (function.nearness != Nearness::computed || !mote::is_infinite(input)) {
                compare(comparison, where, function, function.value(input), row.value,
                        {most.value * 0x1p-23, function.lost});
            }
            if (function.slope != nullptr && mote::is_finite(input) && mote::is_nan(float_of(row.slope))) {
                // PyTorch multiplies an infinity by 0 (in gelu(tanh), whose cube overflows).
                comparison.require(mote::is_finite(function.slope(input)), ("slope of " + where).c_str());
            } else if (function.slope != nullptr && mote::is_finite(input)) {
                compare(comparison, "slope of " + where, function, function.slope(input), row.slope, slopes);
            }
        }
        comparison.require(found != 0, "a function of mote does not stand in the table");
    }
    return comparison.passed();
}

const parity::Registration registration("special_values", special_values_agree);

}  // namespace
