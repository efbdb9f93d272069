// SPDX-License-Identifier: MIT
// LayerNorm beside its naive loops, differences of the loss, and hostile numbers.
#include "property/gain.hpp"
#include "property/hostile.hpp"
#include "property/numeric.hpp"
#include "property/round_trip.hpp"
#include "sliced.hpp"

namespace {

using mote::CrossEntropy;
using mote::Dense;
using mote::LayerNorm;
using mote::MeanSquaredError;

template <size_t Inputs, class... Parts>
using Net = mote::Network<mote::Input<Inputs>, Parts...>;

using Between = Net<3, Dense<37, mote::Tanh>, LayerNorm<>, Dense<2>>;
using Ends =
    Net<9, LayerNorm<>, Dense<33, mote::Mish>, LayerNorm<mote::Ratio<1, 100>>, Dense<5, mote::Sigmoid>, LayerNorm<>>;
using Alone = Net<35, LayerNorm<>>;
using Narrow = Net<4, Dense<2>, LayerNorm<>, Dense<3, mote::Relu>, LayerNorm<>>;
using Scaled = Net<2, mote::InputScaling, mote::FourierFeatures<2>, LayerNorm<>, Dense<4, mote::Tanh>, LayerNorm<>,
                   mote::OutputScaling>;
using Kept = Net<5, mote::Frozen<Dense<20, mote::Tanh>>, mote::Frozen<LayerNorm<>>, LayerNorm<>, Dense<2>>;

constexpr MeanSquaredError squares;

}  // namespace

TEST_CASE("a row leaves LayerNorm with mean 0 and variance 1, and then gain and bias") {
    static Alone net;
    mote::init(net, 1, mote::Xavier{});
    CHECK((net.weight<0>(34, 0) == 1.0f && net.bias<0>(34) == 0.0f && net.bias<0>(0) == 0.0f));
    Numbers numbers(2);
    const canonical::Floats x = numbers.uniform(35, 3.0f);
    canonical::Floats y(35);
    mote::predict(net, x.data(), y.data(), 1);
    double sum = 0, of_squares = 0;
    for (const float number : y) {
        sum += static_cast<double>(number);
        of_squares += static_cast<double>(number) * static_cast<double>(number);
    }
    CHECK(::fabs(sum / 35) < 1e-6);
    CHECK(::fabs(of_squares / 35 - 1) < 1e-4);
    net.weight<0>(7, 0) = 2.0f;
    net.bias<0>(7) = 0.25f;
    const float before = y[7];
    mote::predict(net, x.data(), y.data(), 1);
    CHECK(y[7] == before * 2.0f + 0.25f);
    CHECK(mote::predict(net, canonical::Floats(35, 0.0f).data(), y.data(), 1) == 1);
    CHECK((y[0] == 0.0f && y[7] == 0.25f));
}

/// The largest difference, relative to the largest number expected.
template <size_t Count>
double relative_error(const float* found, const float (&expected)[Count]) {
    double error = 0, largest = 0;
    for (size_t i = 0; i < Count; ++i) {
        error = ::fmax(error, ::fabs(static_cast<double>(found[i] - expected[i])));
        largest = ::fmax(largest, ::fabs(static_cast<double>(expected[i])));
    }
    return error / largest;
}

TEST_CASE("a LayerNorm gives what PyTorch's gives, forward and back") {
    // Recorded from torch 1.13: Linear(5, 5) with the unit matrix, LayerNorm(5), mse_loss with zeros.
    constexpr float x[2][5] = {{1.0f, -2.0f, 0.5f, 4.0f, -0.25f}, {100.0f, 101.0f, 99.5f, 100.25f, 100.0f}};
    constexpr float y[2][5] = {}, gains[5] = {1.5f, -0.5f, 2.0f, 0.75f, 1.0f},
                    biases[5] = {0.25f, -1.0f, 0.5f, 0.0f, 2.0f};
    constexpr float outputs[10] = {0.517912626f,  -0.323839664f, 0.346907139f,  1.282153130f, 1.540721297f,
                                   -0.209272861f, -1.867509484f, -2.153564692f, 0.153088734f, 1.693818092f};
    constexpr float of_gains[5] = {0.031315822f, -0.560445845f, 0.566151440f, 0.444627404f, -0.245247394f};
    constexpr float of_biases[5] = {0.061727952f, -0.438269824f, -0.361331522f, 0.287048370f, 0.646907926f};
    constexpr float of_inputs[5] = {0.190580919f, -0.493634492f, -0.865967393f, 0.070390917f, 1.098630071f};
    using Small = Net<5, Dense<5>, LayerNorm<>>;
    const auto recording = mote::Recipe{squares, parity::Recorder{}};
    static Small net;
    static mote::Workspace<Small, decltype(recording), 2> work;
    for (size_t i = 0; i < 5; ++i) {
        net.weight<0>(i, i) = 1.0f;
        net.weight<1>(i, 0) = gains[i];
        net.bias<1>(i) = biases[i];
    }
    float predicted[10];
    mote::predict(net, x, predicted, 2);
    CHECK(relative_error(predicted, outputs) < 2e-6);
    const mote::Result result = mote::train(net, work, recording, {x, y});
    CHECK(::fabs(static_cast<double>(result.loss) - 1.5572872161865234) < 2e-6);
    CHECK(relative_error(work.state.memory.begin() + 30, of_gains) < 4e-6);
    CHECK(relative_error(work.state.memory.begin() + 35, of_biases) < 2e-6);
    CHECK(relative_error(work.state.memory.begin() + 25, of_inputs) < 2e-5);
}

TEST_CASE("the gradients of LayerNorm, and those of the layers around it, are right") {
    CHECK(gradient_error<MeanSquaredError, Between>() < 1e-5);
    CHECK(gradient_error<MeanSquaredError, Ends>() < 1e-5);
    CHECK(gradient_error<MeanSquaredError, Alone, 1>() < 1e-5);
    CHECK(gradient_error<MeanSquaredError, Scaled>() < 1e-5);
    CHECK(gradient_error<CrossEntropy, Ends, 1>() < 1e-5);
    CHECK(gradient_error<CrossEntropy, Narrow>() < 1e-5);
    CHECK(gradient_error<MeanSquaredError, Kept>() < 1e-5);
}

TEST_CASE("training with LayerNorm equals the naive loops, bit for bit") {
    CHECK(training_differs<Between, 1>(mote::Recipe{squares, mote::Adam{0.01f}}) == 0);
    CHECK(training_differs<Between, 7>(mote::Recipe{squares, mote::Sgd{0.05f}}) == 0);
    CHECK(training_differs<Ends, 1>(mote::Recipe{squares, mote::SgdMomentum{0.01f}}) == 0);
    CHECK(training_differs<Ends, 16>(mote::Recipe{squares, mote::ClipNorm<mote::Adam>{{0.01f}, 0.1f}}) == 0);
    CHECK(training_differs<Alone, 1>(mote::Recipe{CrossEntropy{}, mote::Adam{0.01f}}) == 0);
    CHECK(training_differs<Alone, 60>(mote::Recipe{squares, mote::Adam{0.01f}}) == 0);
    CHECK(training_differs<Scaled, 3>(mote::Recipe{squares, mote::AdamW{0.01f}}) == 0);
    CHECK(training_differs<Kept, 5>(mote::Recipe{squares, mote::AdamW{0.01f}}) == 0);
}

TEST_CASE("steps with LayerNorm in slices have the bits of whole ones") {
    for (const size_t budget : budgets) {
        INFO("budget " << budget);
        slices_of_equal_steps<Ends, 8>(mote::Recipe{squares, mote::Adam{0.01f}}, budget);
        slices_of_equal_steps<Between, 1>(mote::Recipe{squares, mote::Sgd{0.01f}}, budget);
        slices_of_equal_steps<Alone, 50>(mote::Recipe{CrossEntropy{}, mote::AdamW{0.01f}}, budget);
    }
    const auto recipe = mote::Recipe{squares, mote::Adam{}};
    CHECK((largest_part_seen<Alone, 50>(recipe) == mote::WorkOf<Alone, 50>::largest_part()));
    CHECK((largest_part_seen<Ends, 1>(recipe) == mote::WorkOf<Ends, 1>::largest_part()));
}

TEST_CASE("a network with LayerNorm is saved and loaded, and taken for no other") {
    CHECK(survives_an_image<Ends>());
    CHECK((Net<4, LayerNorm<>>::shape_hash != Net<4, LayerNorm<mote::Ratio<1, 1000>>>::shape_hash));
    CHECK((Net<4, Dense<4>, LayerNorm<>>::shape_hash != Net<4, LayerNorm<>, Dense<4>>::shape_hash));
}

TEST_CASE("any bits at all leave a network with LayerNorm finite and below its ceilings") {
    using Linear = Net<2, Dense<4>, Dense<4>, LayerNorm<>, Dense<2, mote::Mish>, LayerNorm<>>;
    using High = Net<2, LayerNorm<>, Dense<3, mote::Relu>, Dense<3>, LayerNorm<mote::Ratio<1, 100000000>>, Dense<1>,
                     mote::Ceilings<1000, 4000000000, 1000000000>>;
    CHECK(broken_by_training<Linear, MeanSquaredError, mote::Sgd>() == 0);
    CHECK(broken_by_training<Linear, CrossEntropy, mote::Adam>() == 0);
    CHECK(broken_by_training<High, MeanSquaredError, mote::SgdMomentum>() == 0);
    CHECK(broken_by_training<High, MeanSquaredError, mote::AdamW, mote::Cosine, 1>() == 0);
}

TEST_CASE("the proof knows that a normalized number may be larger than what enters") {
    // Behind a Tanh nothing is above 1, but of 64 numbers one may be 8 deviations from the mean.
    STATIC_REQUIRE(LayerNorm<>::value_bound(1.0, 1.0, 64) >= 8.0 + 1.0);
    STATIC_REQUIRE(LayerNorm<>::value_bound(1.0, 1.0, 64) < 32.0);
    STATIC_REQUIRE(mote::detail::parameter_spread_of<LayerNorm<>>(1.0, 64) >= 8.0);
    STATIC_REQUIRE(mote::detail::parameter_spread_of<Dense<4>>(0.5, 64) == 1.0);
    STATIC_REQUIRE(LayerNorm<>::value_bound(1e20, 1.0, 64) > 1e37);
}
