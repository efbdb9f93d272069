// SPDX-License-Identifier: MIT
// Parity with PyTorch: a case is one of PyTorch's own training runs (golden/README.txt). mote starts from the same
// weights, sees the same rows, and must follow PyTorch's run in double precision as closely as PyTorch's own run in
// single precision does, times ten: another order of the sums gives errors of the same size, not the same errors.
#pragma once

#include <math.h>
#include <mote/mote.hpp>

#include "comparison.hpp"
#include "files.hpp"
#include "recorder.hpp"
#include "registration.hpp"

namespace parity {

/// What a case.json says. The last three are the distances of PyTorch's single precision from its double precision.
struct Case {
    size_t steps, rows;
    double loss_error;      ///< of one step's loss, relative to it
    double gradient_error;  ///< of one gradient of the first step, relative to the largest
    double weight_error;    ///< of one weight after the last step
};

/// Gives a setting, a float or a count, a number of PyTorch's.
template <class Setting>
constexpr void assign(Setting& setting, double number) {
    setting = static_cast<Setting>(number);
}

/// How far mote may be from double precision, in units of PyTorch's distance.
constexpr double factor = 10;
/// PyTorch's distance, given relative to the numbers compared. Where it is below one rounding, it is so by luck or
/// because hardly anything was rounded, in PyTorch's order of the sums; then two spacings of floats stand for it.
inline double fair_distance(double relative) { return relative < 0x1p-24 ? 0x1p-22 : relative; }

/// PyTorch's PREFIXw0, PREFIXb0, PREFIXw1, … [out][in] in mote's order: per Dense weight[in][out], then bias[out].
template <class Net, class Number, class Read>
std::vector<Number> read_parameters(const std::string& prefix, Read read) {
    std::vector<Number> parameters(Net::parameter_count);
    for (size_t layer = 0; layer < Net::depth; ++layer) {
        const size_t inputs = Net::width(layer), outputs = Net::width(layer + 1);
        const std::vector<Number> weights = read(prefix + "w" + std::to_string(layer));
        const std::vector<Number> biases = read(prefix + "b" + std::to_string(layer));
        if (weights.size() != inputs * outputs || biases.size() != outputs) {
            return {};
        }
        Number* const of_layer = parameters.data() + Net::offset(layer);
        for (size_t o = 0; o < outputs; ++o) {
            for (size_t i = 0; i < inputs; ++i) {
                of_layer[i * outputs + o] = weights[o * inputs + i];
            }
            of_layer[inputs * outputs + o] = biases[o];
        }
    }
    return parameters;
}

/// "weight of layer 1, output 3, input 0" for a place in the array of parameters.
template <class Net>
std::string place_of(size_t index) {
    size_t layer = 0;
    while (Net::offset(layer + 1) <= index) {
        ++layer;
    }
    const size_t row = (index - Net::offset(layer)) / Net::width(layer + 1);
    const size_t output = (index - Net::offset(layer)) % Net::width(layer + 1);
    const std::string place = " of layer " + std::to_string(layer) + ", output " + std::to_string(output);
    return row == Net::width(layer) ? "bias" + place : "weight" + place + ", input " + std::to_string(row);
}

/// Never 0, so that one can divide by it.
inline double largest_magnitude(const std::vector<double>& numbers) {
    double largest = 0x1p-126;
    for (const double number : numbers) {
        largest = fmax(largest, fabs(number));
    }
    return largest;
}

inline std::vector<float> targets_of(const std::string& folder, float) { return read_floats(folder + "/y"); }
inline std::vector<mote::ClassNumber> targets_of(const std::string& folder, mote::ClassNumber) {
    std::vector<mote::ClassNumber> classes;
    for (const int32_t number : read_integers(folder + "/y")) {
        classes.push_back(static_cast<mote::ClassNumber>(number));
    }
    return classes;
}

/// The data set of a case; step t takes the rows (t·batch + j) mod rows.
template <class Net, class Loss>
struct Data {
    using Target = mote::TargetOf<Loss>;
    static constexpr size_t targets = mote::targets_of_row<Net, Loss>;

    std::vector<float> x, batch_x;
    std::vector<Target> y, batch_y;

    explicit Data(const std::string& folder) : x(read_floats(folder + "/x")), y(targets_of(folder, Target{})) {}

    mote::Samples<Net, Loss> of_step(size_t step, size_t batch, size_t rows) {
        batch_x.clear();
        batch_y.clear();
        for (size_t j = 0; j < batch; ++j) {
            const size_t row = (step * batch + j) % rows;
            batch_x.insert(batch_x.end(), &x[row * Net::inputs], &x[row * Net::inputs] + Net::inputs);
            batch_y.insert(batch_y.end(), &y[row * targets], &y[row * targets] + targets);
        }
        return {batch_x.data(), batch_y.data(), batch};
    }
};

template <class Net>
void start(Net& net, const std::vector<float>& parameters) {
    for (size_t i = 0; i < parameters.size(); ++i) {
        net.parameters[i] = parameters[i];
    }
}

template <class Net, class Loss, size_t Batch>
bool first_gradients_agree(const std::string& folder, const Case& of, const std::vector<float>& initial,
                           Data<Net, Loss>& data) {
    static Net net;
    static mote::Workspace<Net, mote::Recipe<Loss, Recorder>, Batch> work;
    const auto recording = mote::Recipe{Loss{}, Recorder{}};
    const auto expected = read_parameters<Net, double>(folder + "/grad1_", read_doubles);
    Comparison comparison("first gradients", expected.size() == Net::parameter_count);

    start(net, initial);
    const mote::Result result = mote::train(net, work, recording, data.of_step(0, Batch, of.rows));
    comparison.require(result.status == mote::Status::ok, mote::describe(result.status));
    const double allowed = factor * fair_distance(of.gradient_error) * largest_magnitude(expected);
    for (size_t i = 0; i < expected.size(); ++i) {
        comparison(place_of<Net>(i), static_cast<double>(work.state.memory[i]), expected[i], allowed);
    }
    return comparison.passed();
}

template <class Net, class Recipe, size_t Batch>
bool losses_agree(Net& net, const Recipe& recipe, const std::string& folder, const Case& of,
                  Data<Net, typename Recipe::Loss>& data) {
    static mote::Workspace<Net, Recipe, Batch> work;
    const std::vector<double> expected = read_doubles(folder + "/loss");
    Comparison comparison("losses", expected.size() == of.steps && of.steps != 0);

    for (size_t step = 0; step < expected.size(); ++step) {
        const mote::Result result = mote::train(net, work, recipe, data.of_step(step, Batch, of.rows));
        comparison.require(result.status == mote::Status::ok, mote::describe(result.status));
        comparison.require(result.repairs.total() == 0, "the data or settings of the case had to be repaired");
        comparison("step " + std::to_string(step), static_cast<double>(result.loss), expected[step],
                   factor * fair_distance(of.loss_error) * fabs(expected[step]));
    }
    return comparison.passed();
}

template <class Net>
bool weights_agree(const Net& net, const std::string& folder, const Case& of) {
    const auto expected = read_parameters<Net, double>(folder + "/final_", read_doubles);
    Comparison comparison("final weights", expected.size() == Net::parameter_count);

    const double largest = largest_magnitude(expected);
    const double allowed = factor * fair_distance(of.weight_error / largest) * largest;
    for (size_t i = 0; i < expected.size(); ++i) {
        comparison(place_of<Net>(i), static_cast<double>(net.parameters[i]), expected[i], allowed);
    }
    return comparison.passed();
}

/// A case.json has no figure for the outputs; PyTorch's distance is taken from its own two files.
template <class Net>
bool outputs_agree(const Net& net, const std::string& folder, const Case& of, const std::vector<float>& x) {
    const std::vector<double> expected = read_doubles(folder + "/final_out");
    const std::vector<float> in_single_precision = read_floats(folder + "/final_out");
    const bool complete = expected.size() == of.rows * Net::outputs && in_single_precision.size() == expected.size();
    Comparison comparison("final outputs", complete);
    if (!complete) {
        return false;
    }
    std::vector<float> outputs(expected.size());
    mote::predict(net, x.data(), outputs.data(), of.rows);
    double distance = 0;
    for (size_t i = 0; i < expected.size(); ++i) {
        distance = fmax(distance, fabs(static_cast<double>(in_single_precision[i]) - expected[i]));
    }
    const double largest = largest_magnitude(expected);
    const double allowed = factor * fair_distance(distance / largest) * largest;
    for (size_t i = 0; i < expected.size(); ++i) {
        comparison("row " + std::to_string(i / Net::outputs) + ", output " + std::to_string(i % Net::outputs),
                   static_cast<double>(outputs[i]), expected[i], allowed);
    }
    return comparison.passed();
}

/// Trains as the case in `folder` did and compares all that is known of it.
template <class Net, size_t Batch, class Recipe>
bool agrees_with_pytorch(const Recipe& recipe, const std::string& folder, const Case& of) {
    static Net net;
    Data<Net, typename Recipe::Loss> data(folder);
    const auto initial = read_parameters<Net, float>(folder + "/init_", read_floats);
    Comparison complete("start", initial.size() == Net::parameter_count && data.x.size() == of.rows * Net::inputs &&
                                     data.y.size() == of.rows * data.targets && of.rows != 0);
    if (!complete.passed()) {
        return false;
    }
    bool agrees = first_gradients_agree<Net, typename Recipe::Loss, Batch>(folder, of, initial, data);
    start(net, initial);
    agrees = losses_agree<Net, Recipe, Batch>(net, recipe, folder, of, data) && agrees;
    agrees = weights_agree(net, folder, of) && agrees;
    return outputs_agree(net, folder, of, data.x) && agrees;
}

}  // namespace parity
