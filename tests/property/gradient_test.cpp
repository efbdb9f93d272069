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

/// The largest error after any activation.
template <class Loss, class Net>
double error_with_any() {
    double largest = 0;
    size_t& chosen = EveryActivation::chosen;
    for (chosen = 0; chosen < EveryActivation::count; ++chosen) {
        const double error = gradient_error<Loss, Net>();
        INFO("activation " << chosen);
        CHECK(error < allowed);
        largest = largest < error ? error : largest;
    }
    return largest;
}

}  // namespace

TEST_CASE("the gradients of every activation are right, after a hidden layer and after the last") {
    CHECK(error_with_any<MeanSquaredError, WithHidden<EveryActivation>>() > 0);
    CHECK(error_with_any<CrossEntropy, WithHidden<EveryActivation>>() > 0);
    CHECK(error_with_any<MeanSquaredError, WithOutput<EveryActivation>>() > 0);
}

TEST_CASE("the gradients are right of an activation alone, whether its slope is stored or not") {
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::Tanh>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithHidden<mote::Mish>>() < allowed);
    CHECK(gradient_error<MeanSquaredError, WithOutput<mote::Sigmoid>>() < allowed);
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
