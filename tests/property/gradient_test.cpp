// SPDX-License-Identifier: MIT
// The gradients of every activation, loss and part of a network, against numeric ones.
#include "property/numeric.hpp"

#include "catch.hpp"

namespace {

using mote::Dense;

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
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::LeakyRelu<>>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::LeakyRelu<mote::Ratio<1, 5>>>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::Relu6>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::HardTanh>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::HardSigmoid>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::HardSwish>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::Softsign>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::Elu<>>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::Elu<mote::Ratio<1, 2>>>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::Selu>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::Celu<mote::Ratio<3, 2>>>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::Softplus<>>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::Softplus<mote::Ratio<2>>>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::Silu>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::Gelu>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::GeluTanh>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::LogSigmoid>>() < allowed);
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
    CHECK(gradient_error<MeanSquaredError, WithOutput<mote::HardTanh>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithOutput<mote::Selu>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithOutput<mote::Softplus<>>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithOutput<mote::Silu>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithOutput<mote::Gelu>>() < allowed);
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
