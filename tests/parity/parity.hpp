// SPDX-License-Identifier: MIT
// Parity with PyTorch: a case is one of PyTorch's own training runs (golden/README.txt). mote starts from the same
// weights, sees the same rows, and must follow PyTorch's run in double precision as closely as PyTorch's own run in
// single precision does, times ten: another order of the sums gives errors of the same size, not the same errors.
#pragma once

#include <math.h>
#include <mote/mote.hpp>

#include <type_traits>

#include "comparison.hpp"
#include "files.hpp"
#include "old_nadam.hpp"
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

template <class Steps>
struct Milestones;
template <size_t Count>
struct Milestones<mote::MultiStep<Count>> {
    static constexpr uint32_t none[Count] = {};
    static constexpr mote::MultiStep<Count> made() { return mote::MultiStep<Count>(none); }
};

/// A loss or schedule to give its settings to.
template <class Made>
constexpr Made made() {
    if constexpr (std::is_default_constructible<Made>::value) {
        return Made{};
    } else if constexpr (std::is_constructible<Made, uint32_t>::value) {
        return Made(1);
    } else {
        return Milestones<Made>::made();
    }
}
/// How far mote may be from double precision, in units of PyTorch's distance.
constexpr double factor = 10;
/// PyTorch's distance, given relative to the numbers compared. Where it is below one rounding, it is so by luck or
/// because hardly anything was rounded, in PyTorch's order of the sums; then two spacings of floats stand for it.
inline double fair_distance(double relative) { return relative < 0x1p-24 ? 0x1p-22 : relative; }

/// How many weights each number that leaves a layer has: of a LayerNorm one, its gain.
template <class Net>
size_t weights_of_output(size_t layer) {
    size_t weights = 0;
    mote::for_each_index<0, Net::depth>([&](auto index) {
        constexpr size_t inputs = Net::width(index), outputs = Net::width(index + 1);
        weights = index == layer ? size_t{Net::template Layer<index>::weight_count(inputs)} / outputs : weights;
    });
    return weights;
}

/// PyTorch's PREFIXw0, PREFIXb0, PREFIXw1, … [out][in] in mote's order: per layer weight[in][out], then bias[out]. A layer without
/// parameters has no files, and those of parameters before number `first` are left out.
template <class Net, class Number, class Read>
std::vector<Number> read_parameters(const std::string& prefix, Read read, size_t first = 0) {
    std::vector<Number> parameters(Net::parameter_count);
    for (size_t layer = 0; layer < Net::depth; ++layer) {
        if (Net::offset(layer) == Net::offset(layer + 1) || Net::offset(layer) < first) {
            continue;
        }
        const size_t inputs = weights_of_output<Net>(layer), outputs = Net::width(layer + 1);
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
    return row == weights_of_output<Net>(layer) ? "bias" + place : "weight" + place + ", input " + std::to_string(row);
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
inline std::vector<int32_t> targets_of(const std::string& folder, mote::ClassNumber) {
    return read_integers(folder + "/y");
}

/// The data set of a case; step t takes the rows (t·batch + j) mod rows.
template <class Net, class Loss>
struct Data {
    using Target = mote::TargetOf<Loss>;
    static constexpr size_t targets = mote::targets_of_row<Net, Loss>;

    std::vector<float> x, batch_x;
    using InFile = typename mote::Conditional<mote::is_same<Target, float>, float, int32_t>::Type;
    std::vector<InFile> y, batch_y;
    std::vector<float> weights, batch_weights;  ///< if the rows have any

    explicit Data(const std::string& folder) : x(read_floats(folder + "/x")), y(targets_of(folder, Target{})) {
        if constexpr (mote::detail::weighs_rows<Loss>) {
            weights = read_floats(folder + "/sample_weight");
        }
    }

    mote::Samples<Net, Loss> of_step(size_t step, size_t batch, size_t rows) {
        batch_x.clear();
        batch_y.clear();
        batch_weights.clear();
        for (size_t j = 0; j < batch; ++j) {
            const size_t row = (step * batch + j) % rows;
            batch_x.insert(batch_x.end(), &x[row * Net::inputs], &x[row * Net::inputs] + Net::inputs);
            batch_y.insert(batch_y.end(), &y[row * targets], &y[row * targets] + targets);
            if constexpr (mote::detail::weighs_rows<Loss>) {
                batch_weights.push_back(weights.at(row));
            }
        }
        mote::Samples<Net, Loss> samples{batch_x.data(), batch_y.data(), batch};
        if constexpr (mote::detail::weighs_rows<Loss>) {
            samples.weights = batch_weights.data();
        }
        return samples;
    }
};

template <class Net>
void start(Net& net, const std::vector<float>& parameters) {
    for (size_t i = 0; i < parameters.size(); ++i) {
        net.parameters[i] = parameters[i];
    }
}

/// The rate of each step, if the case has a schedule.
template <class Recipe>
std::vector<double> read_rates(const std::string& folder) {
    return mote::is_same<typename Recipe::Schedule, mote::Constant> ? std::vector<double>{}
                                                                    : read_doubles(folder + "/lr");
}

template <class Given, class = void>
constexpr bool has_clip_value = false;
template <class Given>
constexpr bool has_clip_value<Given, mote::Void<decltype(&Given::clip_value)>> = true;
template <class Given, class = void>
constexpr bool has_max_norm = false;
template <class Given>
constexpr bool has_max_norm<Given, mote::Void<decltype(&Given::max_norm)>> = true;

/// Clips as another optimizer does.
template <class Recording, class Optimizer>
void clip_as([[maybe_unused]] Recording& recording, [[maybe_unused]] const Optimizer& optimizer) {
    if constexpr (has_clip_value<Recording>) {
        recording.clip_value = optimizer.clip_value;
    }
    if constexpr (has_max_norm<Recording>) {
        recording.max_norm = optimizer.max_norm;
    }
}

/// The gradients of the first step, after the file names' prefix; clipped as by `optimizer`.
template <class Net, size_t Batch, class Loss, class Optimizer>
bool first_gradients_agree(const char* prefix, const Loss& loss, const Optimizer& optimizer, const std::string& folder,
                           const Case& of, const std::vector<float>& initial, Data<Net, Loss>& data) {
    static Net net;
    static mote::Workspace<Net, mote::Recipe<Loss, Optimizer>, Batch> work;
    const auto expected = read_parameters<Net, double>(folder + prefix, read_doubles, Net::trained_first);
    Comparison comparison("first gradients", expected.size() == Net::parameter_count);

    start(net, initial);
    work = {};
    const mote::Result result = mote::train(net, work, mote::Recipe{loss, optimizer}, data.of_step(0, Batch, of.rows));
    comparison.require(result.status == mote::Status::ok, mote::describe(result.status));
    const double allowed = factor * fair_distance(of.gradient_error) * largest_magnitude(expected);
    for (size_t i = Net::trained_first; i < expected.size(); ++i) {
        comparison(place_of<Net>(i), static_cast<double>(work.state.memory[i - Net::trained_first]), expected[i],
                   allowed);
    }
    return comparison.passed();
}

template <class Net, class Recipe, size_t Batch>
bool losses_agree(Net& net, const Recipe& recipe, const std::string& folder, const Case& of,
                  Data<Net, typename Recipe::Loss>& data) {
    static mote::Workspace<Net, Recipe, Batch> work;
    const std::vector<double> expected = read_doubles(folder + "/loss"), rates = read_rates<Recipe>(folder);
    Comparison comparison("losses", expected.size() == of.steps && of.steps != 0);
    comparison.require(rates.empty() || rates.size() == of.steps, "there is not a rate for each step");

    for (size_t step = 0; step < expected.size(); ++step) {
        if (step < rates.size()) {
            const float rate = mote::detail::rate_of(recipe.schedule, recipe.optimizer.learning_rate,
                                                     static_cast<uint32_t>(step), work.state.schedule);
            comparison("rate of step " + std::to_string(step), static_cast<double>(rate), rates[step],
                       2e-5 * rates[step] + 1e-7 * rates[0]);
        }
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

/// Adam with moments of 16 bits ends where PyTorch's Adam ends: its last loss is within 1 % of PyTorch's.
template <class Net, size_t Batch, class Loss, class Schedule>
bool bfloat16_ends_near(const mote::Recipe<Loss, mote::Adam, Schedule>& recipe, const std::string& folder,
                        const Case& of, const std::vector<float>& initial, Data<Net, Loss>& data) {
    const auto half = mote::Recipe{recipe.loss, mote::AdamBfloat16{recipe.optimizer}, recipe.schedule};
    static Net net;
    static mote::Workspace<Net, mote::Unqualified<decltype(half)>, Batch> work;
    Comparison comparison("last loss with AdamBfloat16", of.steps != 0);
    start(net, initial);
    mote::Result result{};
    for (size_t step = 0; step < of.steps; ++step) {
        result = mote::train(net, work, half, data.of_step(step, Batch, of.rows));
        comparison.require(result.status == mote::Status::ok, mote::describe(result.status));
    }
    const double expected = read_doubles(folder + "/loss").back();
    comparison("the last step", static_cast<double>(result.loss), expected, 0.01 * fabs(expected));
    return comparison.passed();
}

template <class Optimizer>
using Unclipped = Optimizer;

/// Trains as the case in `folder` did and compares all that is known of it. `Clipped` is what the recipe's optimizer has around it,
/// if anything.
template <class Net, size_t Batch, template <class> class Clipped = Unclipped, class Recipe>
bool agrees_with_pytorch(const Recipe& recipe, const std::string& folder, const Case& of) {
    static Net net;
    Data<Net, typename Recipe::Loss> data(folder);
    const auto initial = read_parameters<Net, float>(folder + "/init_", read_floats);
    Comparison complete("start", initial.size() == Net::parameter_count && data.x.size() == of.rows * Net::inputs &&
                                     data.y.size() == of.rows * data.targets && of.rows != 0);
    if (!complete.passed()) {
        return false;
    }
    bool agrees = first_gradients_agree<Net, Batch>("/grad1_", recipe.loss, Recorder{}, folder, of, initial, data);
    if constexpr (!mote::is_same<Clipped<Recorder>, Recorder>) {
        Clipped<Recorder> recording;
        clip_as(recording, recipe.optimizer);
        agrees =
            first_gradients_agree<Net, Batch>("/grad1clipped_", recipe.loss, recording, folder, of, initial, data) &&
            agrees;
    }
    start(net, initial);
    agrees = losses_agree<Net, Recipe, Batch>(net, recipe, folder, of, data) && agrees;
    agrees = weights_agree(net, folder, of) && agrees;
    agrees = outputs_agree(net, folder, of, data.x) && agrees;
    if constexpr (mote::is_same<typename Recipe::Optimizer, mote::Adam>) {
        agrees = bfloat16_ends_near<Net, Batch>(recipe, folder, of, initial, data) && agrees;
    }
    return agrees;
}

}  // namespace parity
