// SPDX-License-Identifier: MIT
// A residual connection around each layer that gives as many numbers as it takes.
#include "property/gain.hpp"
#include "property/hostile.hpp"
#include "property/numeric.hpp"
#include "property/round_trip.hpp"
#include "sliced.hpp"

namespace {

using mote::CrossEntropy;
using mote::Dense;
using mote::MeanSquaredError;
using mote::Residual;

template <size_t Inputs, class... Parts>
using Net = mote::Network<mote::Input<Inputs>, Parts...>;

using Between = Net<3, Dense<37, mote::Relu>, Residual<Dense<37, mote::Relu>>, Residual<Dense<37>>, Dense<2>>;
using Ends = Net<9, Residual<Dense<9, mote::Mish>>, Residual<mote::LayerNorm<>>, Dense<35, mote::Tanh>,
                 Residual<Dense<35, mote::Tanh>>, Residual<mote::Dropout<>>, Residual<own::Gain>, Dense<4>,
                 Residual<Dense<4, mote::Sigmoid>>>;
using Narrow = Net<1, Residual<Dense<1, mote::Tanh>>, Dense<2>, Residual<Dense<2, mote::Sin<2>>>, Dense<3>>;
using Kept = Net<5, mote::Frozen<Residual<Dense<5, mote::Tanh>>>, Residual<Dense<5, mote::Tanh>>, Dense<2>>;

constexpr MeanSquaredError squares;

}  // namespace

TEST_CASE("the gradients through a residual connection are right") {
    CHECK(gradient_error<MeanSquaredError, Between>() < 1e-5);
    CHECK(gradient_error<MeanSquaredError, Ends>() < 1e-5);
    CHECK(gradient_error<MeanSquaredError, Ends, 1>() < 1e-5);
    CHECK(gradient_error<CrossEntropy, Narrow>() < 1e-5);
    CHECK(gradient_error<MeanSquaredError, Kept>() < 1e-5);
}

TEST_CASE("training with residual connections equals the naive loops, bit for bit") {
    CHECK(training_differs<Between, 1>(mote::Recipe{squares, mote::Adam{0.01f}}) == 0);
    CHECK(training_differs<Between, 7>(mote::Recipe{squares, mote::Sgd{0.01f}}) == 0);
    CHECK(training_differs<Ends, 1>(mote::Recipe{squares, mote::SgdMomentum{0.001f}}) == 0);
    CHECK(training_differs<Ends, 60>(mote::Recipe{squares, mote::ClipNorm<mote::Adam>{{0.01f}, 0.1f}}) == 0);
    CHECK(training_differs<Narrow, 1>(mote::Recipe{CrossEntropy{}, mote::Adam{0.01f}}) == 0);
    CHECK(training_differs<Narrow, 5>(mote::Recipe{squares, mote::AdamW{0.01f}}) == 0);
    CHECK(training_differs<Kept, 3>(mote::Recipe{squares, mote::AdamW{0.01f}}) == 0);
}

TEST_CASE("steps with residual connections in slices have the bits of whole ones") {
    for (const size_t budget : budgets) {
        INFO("budget " << budget);
        slices_of_equal_steps<Ends, 8>(mote::Recipe{squares, mote::Adam{0.01f}}, budget);
        slices_of_equal_steps<Between, 1>(mote::Recipe{squares, mote::Sgd{0.01f}}, budget);
        slices_of_equal_steps<Narrow, 50>(mote::Recipe{CrossEntropy{}, mote::AdamW{0.01f}}, budget);
    }
    const auto recipe = mote::Recipe{squares, mote::Adam{}};
    CHECK((largest_part_seen<Ends, 50>(recipe) == mote::WorkOf<Ends, 50>::largest_part()));
    CHECK((largest_part_seen<Between, 1>(recipe) == mote::WorkOf<Between, 1>::largest_part()));
}

TEST_CASE("a network with residual connections is saved and loaded, and taken for no other") {
    CHECK(survives_an_image<Ends>());
    const uint32_t hashes[] = {
        Net<4, Residual<Dense<4>>>::shape_hash,
        Net<4, Dense<4>>::shape_hash,
        Net<4, Residual<Dense<4, mote::Tanh>>>::shape_hash,
        Net<4, Residual<mote::LayerNorm<>>>::shape_hash,
        Net<4, Residual<own::Gain>>::shape_hash,
    };
    for (const uint32_t& a : hashes) {
        for (const uint32_t& b : hashes) {
            CHECK((&a == &b) == (a == b));
        }
    }
}

TEST_CASE("any bits at all leave a network with residual connections finite and below its ceilings") {
    using Linear =
        Net<2, Residual<Dense<2>>, Residual<Dense<2>>, Residual<Dense<2, mote::Relu>>, Dense<2, mote::Mish>, Dense<2>>;
    STATIC_REQUIRE(mote::detail::clamps_activation<Linear, 0>());
    using High = Net<2, Residual<mote::LayerNorm<>>, Residual<Dense<2, mote::Relu>>, Residual<Dense<2>>,
                     mote::Ceilings<1000, 1000000000, 1000000000>>;
    CHECK(broken_by_training<Linear, MeanSquaredError, mote::Sgd>() == 0);
    CHECK(broken_by_training<Linear, CrossEntropy, mote::Adam>() == 0);
    CHECK(broken_by_training<High, MeanSquaredError, mote::AdamW, mote::Cosine, 1>() == 0);
}
