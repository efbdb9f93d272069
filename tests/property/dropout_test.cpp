// SPDX-License-Identifier: MIT
// Dropout: what is dropped is what the formula says, everywhere; and predictions know nothing of it.
#include "property/gain.hpp"
#include "property/hostile.hpp"
#include "property/numeric.hpp"
#include "sliced.hpp"

namespace {

using mote::CrossEntropy;
using mote::Dense;
using mote::Dropout;
using mote::MeanSquaredError;
using mote::Ratio;

template <size_t Inputs, class... Parts>
using Net = mote::Network<mote::Input<Inputs>, Parts...>;

using Between = Net<3, Dense<37, mote::Tanh>, Dropout<>, Dense<2>>;
using Ends = Net<9, Dropout<Ratio<1, 5>>, Dense<33, mote::Mish>, Dropout<Ratio<1, 2>, 7>, Dense<5, mote::Sigmoid>,
                 Dropout<Ratio<1, 10>>>;
using Kept = Net<5, mote::Frozen<Dense<20, mote::Tanh>>, Dropout<>, Dense<6, mote::Tanh>, Dropout<>, Dense<2>>;

constexpr MeanSquaredError squares;

/// Whether unit `unit` of a row is dropped.
bool drops(uint32_t step, uint32_t layer, uint32_t row, uint32_t unit, uint32_t width, uint32_t threshold,
           uint32_t seed = 0) {
    return mote::CountedRandom(seed, layer, step)(row * width + unit) < threshold;
}

/// How far, in standard deviations, so many of `of` are from what `probability` lets expect.
double deviations(size_t found, size_t of, double probability) {
    const auto count = static_cast<double>(of);
    return ::fabs(static_cast<double>(found) - count * probability) / ::sqrt(count * probability * (1 - probability));
}

}  // namespace

TEST_CASE("in a step numbers become 0 or are divided by what is kept; without one they stay as they are") {
    using Only = Net<40, Dropout<Ratio<1, 5>>, Dense<1>>;
    const auto recipe = mote::Recipe{squares, mote::Sgd{0.0f}};
    static Only net;
    static mote::Workspace<Only, decltype(recipe), 50> work;
    mote::init(net, 1);
    work.state.step = 3;
    const canonical::Floats x(50 * 40, 2.0f), y(50);
    REQUIRE(mote::train(net, work, recipe, {x.data(), y.data(), 50}).status == mote::Status::ok);
    size_t dropped = 0;
    for (uint32_t row = 0; row < 50; ++row) {
        for (uint32_t unit = 0; unit < 40; ++unit) {
            const bool is_dropped = drops(3, 0, row, unit, 40, 0x33333333u);
            dropped += is_dropped ? 1u : 0u;
            CHECK(work.scratch.activations<0>()[row * 40 + unit] == (is_dropped ? 0.0f : 2.5f));
        }
    }
    CHECK(deviations(dropped, 2000, 0.2) < 4);
    REQUIRE(mote::evaluate(net, work, recipe, {x.data(), y.data(), 50}).status == mote::Status::ok);
    for (size_t i = 0; i < 2000; ++i) {
        REQUIRE(work.scratch.activations<0>()[i] == 2.0f);
    }
    mote::Array<float, 40> row{};
    row[39] = 3.0f;
    CHECK(mote::features<1>(net, row)[39] == 3.0f);

    using Without = Net<40, Dense<1>>;
    Without same{};
    std::copy(net.parameters, net.parameters + Only::parameter_count, same.parameters);
    canonical::Floats one(50), two(50);
    mote::predict(net, x.data(), one.data(), 50);
    mote::predict(same, x.data(), two.data(), 50);
    CHECK(different(one, two) == 0);
}

TEST_CASE("what is kept is divided exactly, and probabilities are exact to 2^-32") {
    STATIC_REQUIRE(Dropout<Ratio<1, 10>>::Drops::scale == 1.11111111111111f);
    STATIC_REQUIRE(Dropout<Ratio<1, 2>>::Drops::threshold == 0x80000000u);
    STATIC_REQUIRE(Dropout<Ratio<1, 3>>::Drops::threshold == 0x55555555u);
    STATIC_REQUIRE(Dropout<Ratio<0>>::Drops::threshold == 0);
    STATIC_REQUIRE(Dropout<Ratio<0>>::Drops::scale == 1.0f);
}

TEST_CASE("what is dropped in one place says nothing of what is dropped in another") {
    constexpr uint32_t steps = 400, rows = 8, units = 16, half = 0x80000000u;
    size_t all = 0, next_unit = 0, next_row = 0, next_step = 0, next_layer = 0, next_seed = 0, unit_of_next_step = 0;
    size_t of_unit[units] = {};
    for (uint32_t step = 0; step < steps; ++step) {
        for (uint32_t row = 0; row < rows; ++row) {
            for (uint32_t unit = 0; unit < units; ++unit) {
                const bool here = drops(step, 1, row, unit, units, half);
                all += here ? 1u : 0u;
                of_unit[unit] += here ? 1u : 0u;
                next_unit += here == drops(step, 1, row, (unit + 1) % units, units, half) ? 1u : 0u;
                next_row += here == drops(step, 1, (row + 1) % rows, unit, units, half) ? 1u : 0u;
                next_step += here == drops(step + 1, 1, row, unit, units, half) ? 1u : 0u;
                unit_of_next_step += here == drops(step + 1, 1, row, unit + 1, units, half) ? 1u : 0u;
                next_layer += here == drops(step, 2, row, unit, units, half) ? 1u : 0u;
                next_seed += here == drops(step, 1, row, unit, units, half, 1) ? 1u : 0u;
            }
        }
    }
    for (const size_t found : {all, next_unit, next_row, next_step, unit_of_next_step, next_layer, next_seed}) {
        CHECK(deviations(found, steps * rows * units, 0.5) < 4.5);
    }
    for (const size_t found : of_unit) {
        CHECK(deviations(found, steps * rows, 0.5) < 4.5);
    }
}

TEST_CASE("the gradients of Dropout, and those of the layers around it, are right") {
    CHECK(gradient_error<MeanSquaredError, Between>() < 1e-5);
    CHECK(gradient_error<MeanSquaredError, Ends>() < 1e-5);
    CHECK(gradient_error<CrossEntropy, Ends, 1>() < 1e-5);
    CHECK(gradient_error<MeanSquaredError, Kept>() < 1e-5);
}

TEST_CASE("training with Dropout equals the naive loops, bit for bit") {
    CHECK(training_differs<Between, 1>(mote::Recipe{squares, mote::Adam{0.01f}}) == 0);
    CHECK(training_differs<Between, 7>(mote::Recipe{squares, mote::Sgd{0.05f}}) == 0);
    CHECK(training_differs<Ends, 1>(mote::Recipe{squares, mote::SgdMomentum{0.01f}}) == 0);
    CHECK(training_differs<Ends, 100>(mote::Recipe{squares, mote::ClipNorm<mote::Adam>{{0.01f}, 0.1f}}) == 0);
    CHECK(training_differs<Kept, 5>(mote::Recipe{squares, mote::AdamW{0.01f}}) == 0);
}

TEST_CASE("steps with Dropout in slices have the bits of whole ones") {
    for (const size_t budget : budgets) {
        INFO("budget " << budget);
        slices_of_equal_steps<Ends, 8>(mote::Recipe{squares, mote::Adam{0.01f}}, budget);
        slices_of_equal_steps<Between, 1>(mote::Recipe{squares, mote::Sgd{0.01f}}, budget);
        slices_of_equal_steps<Ends, 100>(mote::Recipe{CrossEntropy{}, mote::AdamW{0.01f}}, budget);
    }
    const auto recipe = mote::Recipe{squares, mote::Adam{}};
    CHECK((largest_part_seen<Ends, 50>(recipe) == mote::WorkOf<Ends, 50>::largest_part()));
    CHECK((largest_part_seen<Between, 1>(recipe) == mote::WorkOf<Between, 1>::largest_part()));
}

TEST_CASE("an image does not hold the seed, but the probability") {
    CHECK((Net<4, Dropout<>, Dense<1>>::shape_hash == Net<4, Dropout<Ratio<1, 2>, 5>, Dense<1>>::shape_hash));
    CHECK((Net<4, Dropout<>, Dense<1>>::shape_hash != Net<4, Dropout<Ratio<1, 3>>, Dense<1>>::shape_hash));
    CHECK((Net<4, Dropout<>, Dense<1>>::shape_hash != Net<4, Dense<1>>::shape_hash));
}

TEST_CASE("any bits at all leave a network with Dropout finite and below its ceilings") {
    using Linear =
        Net<2, Dropout<>, Dense<4>, Dropout<>, Dense<4>, Dropout<Ratio<9999, 10000>>, Dense<2, mote::Mish>, Dense<2>>;
    using High = Net<2, Dropout<Ratio<99, 100>>, Dense<3, mote::Relu>, Dropout<>, Dense<1>,
                     mote::Ceilings<1000, 1000000000, 1000000000>>;
    STATIC_REQUIRE(mote::detail::clamps_activation<Linear, 4>());
    STATIC_REQUIRE(mote::detail::clamps_activation<High, 0>());
    CHECK(broken_by_training<Linear, MeanSquaredError, mote::Sgd>() == 0);
    CHECK(broken_by_training<Linear, CrossEntropy, mote::Adam>() == 0);
    CHECK(broken_by_training<High, MeanSquaredError, mote::AdamW, mote::Cosine, 1>() == 0);
}
