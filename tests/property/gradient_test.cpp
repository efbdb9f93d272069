// SPDX-License-Identifier: MIT
// The gradients of every activation, loss and part of a network against differences of a loss in double precision that
// shares no line with the library.
#include "canonical.hpp"

#include "catch.hpp"
#include "parity/recorder.hpp"
#include "property/numbers.hpp"

namespace {

using mote::Dense;

constexpr size_t rows = 7;

std::vector<double> widened(const std::vector<float>& numbers) { return {numbers.begin(), numbers.end()}; }

std::vector<float> targets_for(mote::MeanSquaredError, Numbers& numbers, size_t outputs) {
    return numbers.uniform(rows * outputs, 1.0f);
}
std::vector<mote::ClassNumber> targets_for(mote::CrossEntropy, Numbers& numbers, size_t outputs) {
    std::vector<mote::ClassNumber> classes;
    for (size_t b = 0; b < rows; ++b) {
        classes.push_back(static_cast<mote::ClassNumber>(numbers.below(outputs)));
    }
    return classes;
}

/// Half the difference of the losses at ±step, by the step.
template <class Net, class Loss>
double numeric_gradient(std::vector<double>& parameters, size_t index, const std::vector<double>& x,
                        const std::vector<double>& y) {
    constexpr double step = 1e-6;
    const double before = parameters[index];
    parameters[index] = before + step;
    const double above = canonical::mean_loss<Net, Loss>(parameters, x, y);
    parameters[index] = before - step;
    const double below = canonical::mean_loss<Net, Loss>(parameters, x, y);
    parameters[index] = before;
    return (above - below) / (2 * step);
}

/// The largest difference between a gradient of training and its numeric one, relative to the largest gradient; or 1
/// where the losses differ. Single precision leaves about 1e-6; a wrong factor or sign somewhere gives 1e-2 and more.
template <class Loss, class Net, size_t Batch = rows>
double gradient_error() {
    static Net net;
    static mote::Workspace<Net, mote::Recipe<Loss, parity::Recorder>, Batch> work;
    const auto recording = mote::Recipe{Loss{}, parity::Recorder{}};
    Numbers numbers(8);
    mote::init(net, 9);
    for (size_t i = 0; i < Net::parameter_count; ++i) {
        const bool trained = i >= Net::trained_first && i < Net::trained_first + Net::trained_count;
        net.parameters[i] = trained ? net.parameters[i] : 1.5f + numbers.uniform(1.0f);
    }
    const std::vector<float> x = numbers.uniform(Batch * Net::inputs, 1.0f);
    auto y = targets_for(Loss{}, numbers, Net::outputs);
    y.resize(Batch * mote::targets_of_row<Net, Loss>);

    const mote::Result result = mote::train(net, work, recording, {x.data(), y.data(), Batch});
    std::vector<double> parameters(net.parameters, net.parameters + Net::parameter_count);
    const std::vector<double> wide_x = widened(x), wide_y(y.begin(), y.end());
    const double loss = canonical::mean_loss<Net, Loss>(parameters, wide_x, wide_y);
    if (result.status != mote::Status::ok || !(::fabs(static_cast<double>(result.loss) - loss) <= 1e-5 * loss)) {
        return 1;
    }
    double largest = 0, error = 0;
    for (size_t i = 0; i < Net::trained_count; ++i) {
        const double numeric = numeric_gradient<Net, Loss>(parameters, Net::trained_first + i, wide_x, wide_y);
        largest = ::fmax(largest, ::fabs(numeric));
        error = ::fmax(error, ::fabs(static_cast<double>(work.state.memory[i]) - numeric));
    }
    return error / largest;
}

constexpr double allowed = 1e-5;

using mote::CrossEntropy;
using mote::MeanSquaredError;
template <class Activation>
using WithHidden = mote::Network<mote::Input<3>, Dense<5, Activation>, Dense<4>>;
template <class Activation>
using WithOutput = mote::Network<mote::Input<3>, Dense<4, mote::Tanh>, Dense<2, Activation>>;

}  // namespace

TEST_CASE("the gradients of a mean squared error are right behind every activation") {
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::Identity>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::Relu>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::Tanh>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::Sigmoid>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::Mish>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::Sin<30>>>() < allowed);
}

TEST_CASE("the gradients of a cross entropy are right behind every activation") {
    CHECK(gradient_error<CrossEntropy, WithHidden<mote::Identity>>() < allowed);
    CHECK(gradient_error<CrossEntropy, WithHidden<mote::Relu>>() < allowed);
    CHECK(gradient_error<CrossEntropy, WithHidden<mote::Tanh>>() < allowed);
    CHECK(gradient_error<CrossEntropy, WithHidden<mote::Sigmoid>>() < allowed);
    CHECK(gradient_error<CrossEntropy, WithHidden<mote::Mish>>() < allowed);
    CHECK(gradient_error<CrossEntropy, WithHidden<mote::Sin<>>>() < allowed);
}

TEST_CASE("the gradients are right where the outputs have an activation") {
    CHECK(gradient_error<MeanSquaredError, WithOutput<mote::Relu>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithOutput<mote::Tanh>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithOutput<mote::Sigmoid>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithOutput<mote::Mish>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithOutput<mote::Sin<2>>>() < allowed);
}

TEST_CASE("the gradients are right without a hidden layer and through many") {
    CHECK(gradient_error<MeanSquaredError, mote::Network<mote::Input<1>, Dense<1>>>() < allowed);
    CHECK(gradient_error<CrossEntropy, mote::Network<mote::Input<6>, Dense<3>>>() < allowed);
    using Deep = mote::Network<mote::Input<2>, Dense<5, mote::Mish>, Dense<7, mote::Tanh>, Dense<6, mote::Sin<2>>,
                               Dense<5, mote::Sigmoid>, Dense<3>>;
    CHECK(gradient_error<MeanSquaredError, Deep>() < allowed);
    CHECK(gradient_error<CrossEntropy, Deep>() < allowed);
}

TEST_CASE("the gradients of a single row are right, in virtual lanes too") {
    using Wide = mote::Network<mote::Input<2>, Dense<3, mote::Mish>, Dense<35, mote::Tanh>, Dense<2>>;
    CHECK(gradient_error<MeanSquaredError, Wide, 1>() < allowed);
    CHECK(gradient_error<CrossEntropy, Wide, 1>() < allowed);
}

TEST_CASE("the gradients are those of the scaled problem behind scalings and features") {
    CHECK(gradient_error<MeanSquaredError,
                         mote::Network<mote::Input<2>, mote::InputScaling, Dense<4, mote::Tanh>, Dense<2>>>() <
          allowed);
    CHECK(gradient_error<MeanSquaredError,
                         mote::Network<mote::Input<2>, Dense<4, mote::Mish>, Dense<2>, mote::OutputScaling>>() <
          allowed);
    using All = mote::Network<mote::Input<2>, mote::InputScaling, mote::FourierFeatures<3>, Dense<4, mote::Tanh>,
                              Dense<2, mote::Sigmoid>, mote::OutputScaling>;
    CHECK(gradient_error<MeanSquaredError, All>() < allowed);
    using Features = mote::Network<mote::Input<1>, mote::FourierFeatures<5>, Dense<4, mote::Relu>, Dense<3>>;
    CHECK(gradient_error<CrossEntropy, Features>() < allowed);
}
