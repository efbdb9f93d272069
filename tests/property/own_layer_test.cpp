// SPDX-License-Identifier: MIT
// A layer of a user's own, Gain, keeps every promise that Dense keeps, wherever it stands.
#include "property/gain.hpp"

#include "property/hostile.hpp"
#include "property/numeric.hpp"
#include "property/round_trip.hpp"
#include "sliced.hpp"

namespace {

using mote::CrossEntropy;
using mote::Dense;
using mote::MeanSquaredError;
using own::Gain;

template <size_t Inputs, class... Parts>
using Net = mote::Network<mote::Input<Inputs>, Parts...>;

using Between = Net<3, Dense<37, mote::Tanh>, Gain, Dense<2>>;
using Ends = Net<9, Gain, Dense<33, mote::Mish>, Gain, Dense<5, mote::Sigmoid>, Gain>;
using Alone = Net<35, Gain>;
using Narrow = Net<1, Gain, Gain, Dense<3, mote::Relu>, Gain>;
using Scaled =
    Net<2, mote::InputScaling, mote::FourierFeatures<2>, Gain, Dense<4, mote::Tanh>, Gain, mote::OutputScaling>;

constexpr MeanSquaredError squares;

}  // namespace

TEST_CASE("a network with a layer of one's own learns") {
    using Xor = Net<2, Gain, Dense<8, mote::Tanh>, Gain, Dense<1>, Gain>;
    constexpr auto recipe = mote::Recipe{squares, mote::Adam{0.02f}};
    static Xor net;
    static mote::Workspace<Xor, decltype(recipe), 4> work;
    const float x[4][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, y[4] = {0, 1, 1, 0};
    mote::init(net, 1);
    const float before = net.parameters[0];
    for (int step = 0; step < 1000; ++step) {
        REQUIRE(mote::train(net, work, recipe, {x, y}).status == mote::Status::ok);
    }
    CHECK(mote::evaluate(net, work, recipe, {x, y}).loss < 1e-3f);
    CHECK(net.parameters[0] != before);
}

TEST_CASE("the gradients of a layer of one's own, and those of the layers around it, are right") {
    CHECK(gradient_error<MeanSquaredError, Between>() < 1e-5);
    CHECK(gradient_error<MeanSquaredError, Ends>() < 1e-5);
    CHECK(gradient_error<MeanSquaredError, Alone, 1>() < 1e-5);
    CHECK(gradient_error<MeanSquaredError, Scaled>() < 1e-5);
    CHECK(gradient_error<CrossEntropy, Ends, 1>() < 1e-5);
    CHECK(gradient_error<CrossEntropy, Narrow>() < 1e-5);
}

TEST_CASE("training with a layer of one's own equals its naive loop, bit for bit") {
    CHECK(training_differs<Between, 1>(mote::Recipe{squares, mote::Adam{0.01f}}) == 0);
    CHECK(training_differs<Between, 7>(mote::Recipe{squares, mote::Sgd{0.05f}}) == 0);
    CHECK(training_differs<Ends, 1>(mote::Recipe{squares, mote::SgdMomentum{0.01f}}) == 0);
    CHECK(training_differs<Ends, 16>(mote::Recipe{squares, mote::AdamW{0.01f}}) == 0);
    CHECK(training_differs<Alone, 1>(mote::Recipe{CrossEntropy{}, mote::Adam{0.01f}}) == 0);
    CHECK(training_differs<Alone, 50>(mote::Recipe{squares, mote::Adam{0.01f}}) == 0);
    CHECK(training_differs<Narrow, 1>(mote::Recipe{CrossEntropy{}, mote::Adam{0.01f}}) == 0);
    CHECK(training_differs<Narrow, 5>(mote::Recipe{squares, mote::Sgd{0.1f}}) == 0);
    CHECK(training_differs<Scaled, 3>(mote::Recipe{squares, mote::AdamW{0.01f}}) == 0);
}

TEST_CASE("steps with a layer of one's own in slices have the bits of whole ones") {
    for (const size_t budget : budgets) {
        INFO("budget " << budget);
        // One part at a time: a row of each Gain forward, and a Pack of gains back.
        const size_t slices = slices_of_equal_steps<Ends, 8>(mote::Recipe{squares, mote::Adam{0.01f}}, budget);
        CHECK((budget != 0 || slices >= 3 * 8 + mote::packs_of(9) + mote::packs_of(33) + mote::packs_of(5)));
        slices_of_equal_steps<Between, 1>(mote::Recipe{squares, mote::Sgd{0.01f}}, budget);
        slices_of_equal_steps<Alone, 50>(mote::Recipe{CrossEntropy{}, mote::AdamW{0.01f}}, budget);
    }
}

TEST_CASE("the parts of a layer of one's own count among the largest of a step") {
    const auto recipe = mote::Recipe{squares, mote::Adam{}};
    CHECK((largest_part_seen<Alone, 50>(recipe) == mote::WorkOf<Alone, 50>::largest_part()));
    CHECK((largest_part_seen<Ends, 1>(recipe) == mote::WorkOf<Ends, 1>::largest_part()));
}

TEST_CASE("a network with a layer of one's own is saved and loaded, and taken for no other") {
    CHECK(survives_an_image<Ends>());

    using Without = Net<9, Dense<33, mote::Mish>, Gain, Dense<5, mote::Sigmoid>, Gain>;
    CHECK(Without::shape_hash != Ends::shape_hash);
    CHECK((Net<4, Dense<4>, Gain>::shape_hash != Net<4, Gain, Dense<4>>::shape_hash));
}

TEST_CASE("any bits at all leave a network with a layer of one's own finite and below its ceilings") {
    using Linear = Net<2, Gain, Dense<4, mote::Identity>, Gain, Gain, Dense<2, mote::Mish>, Gain>;
    using High = Net<2, Gain, Gain, Dense<3, mote::Relu>, Gain, mote::Ceilings<1000, 1000000000, 1000000000>>;
    STATIC_REQUIRE(mote::detail::clamps_activation<Linear, 2>());
    STATIC_REQUIRE(mote::detail::clamps_activation<High, 0>());
    CHECK(broken_by_training<Linear, MeanSquaredError, mote::Sgd>() == 0);
    CHECK(broken_by_training<Linear, CrossEntropy, mote::Adam>() == 0);
    CHECK(broken_by_training<High, MeanSquaredError, mote::SgdMomentum>() == 0);
    CHECK(broken_by_training<High, MeanSquaredError, mote::AdamW, mote::Cosine, 1>() == 0);
}

TEST_CASE("where the proof asks for a clamp, training and prediction clamp what leaves a layer of one's own") {
    using Steep = Net<1, Gain, Gain, Dense<1>>;
    STATIC_REQUIRE(mote::detail::clamps_activation<Steep, 1>());
    Steep net{{1000.0f, 1000.0f, 1.0f, 0.0f}};
    CHECK(mote::predict(net, {1000.0f})[0] == mote::activation_clamp);
}
