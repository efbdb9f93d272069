// SPDX-License-Identifier: MIT
// A loss of a user's own, Huber, keeps every promise that the library's losses keep, and its setting is read
// everywhere.
#include "property/huber.hpp"

#include "property/numeric.hpp"
#include "sliced.hpp"

namespace {

using mote::Dense;
using own::Huber;

template <size_t Inputs, class... Parts>
using Net = mote::Network<mote::Input<Inputs>, Parts...>;
using Several = Net<3, Dense<9, mote::Tanh>, Dense<5>>;
using One = Net<2, Dense<33, mote::Mish>, Dense<1, mote::Sigmoid>>;

constexpr float not_a_number = __builtin_nanf("");

/// Outputs 0 for every row, so that errors are the targets' negatives.
using Zero = Net<1, Dense<1>>;
template <class Work>
mote::Result loss_of_zero(Work& work, const mote::Recipe<Huber, mote::Sgd>& recipe) {
    const float x[3] = {1, 2, 3}, y[3] = {0.25f, -0.5f, 2.0f};
    return mote::evaluate(Zero{}, work, recipe, {x, y});
}

}  // namespace

TEST_CASE("a loss of one's own has the value that PyTorch defines, for every setting") {
    static mote::Workspace<Zero, mote::Recipe<Huber, mote::Sgd>, 2> work;
    const auto with = [&](float delta) { return loss_of_zero(work, {Huber{delta}, mote::Sgd{}}).loss; };
    CHECK(with(0.5f) == (0.03125f + 0.125f + 0.875f) / 3.0f);
    CHECK(with(1.0f) == (0.03125f + 0.125f + 1.5f) / 3.0f);
    CHECK(with(100.0f) == (0.03125f + 0.125f + 2.0f) / 3.0f);
    CHECK(with(0.0f) == 0.0f);
}

TEST_CASE("the gradients of a loss of one's own are right, on the parabola and on the lines") {
    for (const float delta : {0.01f, 0.5f, 1.0f, 10.0f}) {
        CHECK(gradient_error<Huber, Several>({delta}) < 1e-5);
        CHECK(gradient_error<Huber, One>({delta}) < 1e-5);
        CHECK(gradient_error<Huber, Several, 1>({delta}) < 1e-5);
    }
}

TEST_CASE("training with a loss of one's own equals its naive loop, bit for bit") {
    for (const float delta : {0.1f, 0.5f, 1e6f}) {
        CHECK(training_differs<Several, 1>(mote::Recipe{Huber{delta}, mote::Adam{0.01f}}) == 0);
        CHECK(training_differs<Several, 7>(mote::Recipe{Huber{delta}, mote::SgdMomentum{0.01f}}) == 0);
        CHECK(training_differs<One, 16>(mote::Recipe{Huber{delta}, mote::Sgd{0.1f}}) == 0);
    }
}

TEST_CASE("another setting of a loss is another step and another fit") {
    using Recipe = mote::Recipe<Huber, mote::Sgd>;
    static Several nets[4];
    static mote::Workspace<Several, Recipe, 4> work;
    Numbers numbers(1);
    const std::vector<float> x = numbers.uniform(12, 1.0f), y = numbers.uniform(20, 2.0f);
    for (Several& net : nets) {
        mote::init(net, 2);
    }
    const Recipe narrow{Huber{0.1f}, mote::Sgd{0.1f}}, wide{Huber{1.0f}, mote::Sgd{0.1f}};
    REQUIRE(mote::train(nets[0], work, narrow, {x.data(), y.data(), 4}).status == mote::Status::ok);
    REQUIRE(mote::train(nets[1], work, wide, {x.data(), y.data(), 4}).status == mote::Status::ok);
    CHECK_FALSE(same_bits::networks(nets[0], nets[1]));

    mote::FitOptions options;
    options.epochs = 1;
    options.batch = 4;
    options.shuffle = false;
    work = {};
    REQUIRE(mote::fit(nets[2], work, narrow, {x.data(), y.data(), 4}, options).status == mote::Status::ok);
    work = {};
    REQUIRE(mote::fit(nets[3], work, wide, {x.data(), y.data(), 4}, options).status == mote::Status::ok);
    CHECK(same_bits::networks(nets[2], nets[0]));
    CHECK(same_bits::networks(nets[3], nets[1]));
}

TEST_CASE("a step in slices keeps the settings of the loss it began with") {
    for (const size_t budget : budgets) {
        slices_of_equal_steps<Several, 4>(mote::Recipe{Huber{0.25f}, mote::Adam{0.01f}}, budget);
    }
}

TEST_CASE("a setting of a loss that is NaN is repaired and counted in train, evaluate, fit and slices") {
    using Recipe = mote::Recipe<Huber, mote::Sgd>;
    const Recipe spoiled{Huber{not_a_number}, mote::Sgd{}}, repaired{Huber{1.0f}, mote::Sgd{}};
    static mote::SlicedWorkspace<Zero, Recipe, 4> work;
    const mote::Result evaluated = loss_of_zero(work, spoiled);
    CHECK(evaluated.repairs.settings == 1);
    CHECK(evaluated.loss == loss_of_zero(work, repaired).loss);

    static Zero trained, fitted, sliced, clean;
    const float x[3] = {1, 2, 3}, y[3] = {0.25f, -0.5f, 2.0f};
    CHECK(mote::train(clean, work, repaired, {x, y}).repairs.settings == 0);
    CHECK(mote::train(trained, work, spoiled, {x, y}).repairs.settings == 1);
    CHECK(same_bits::networks(trained, clean));

    mote::FitOptions options;
    options.epochs = 1;
    options.batch = 4;
    options.shuffle = false;
    CHECK(mote::fit(fitted, work, spoiled, {x, y}, options).repairs.settings == 1);
    CHECK(same_bits::networks(fitted, clean));

    REQUIRE(mote::begin(sliced, work, spoiled, {x, y}).status == mote::Status::ok);
    const mote::Result advanced = mote::advance(sliced, work, 1000000);
    CHECK(advanced.status == mote::Status::ok);
    CHECK(advanced.repairs.settings == 1);
    CHECK(same_bits::networks(sliced, clean));
}

TEST_CASE("who waives the guard waives the repair, in training and in evaluation alike") {
    using Recipe = mote::Recipe<Huber, mote::Sgd, mote::Constant, mote::Unguarded>;
    const Recipe spoiled{Huber{not_a_number}, mote::Sgd{}, {}, {}};
    static mote::Workspace<Zero, Recipe, 4> work;
    Zero net{};
    const float x[1] = {1}, y[1] = {2};
    const mote::Result evaluated = mote::evaluate(net, work, spoiled, {x, y});
    const mote::Result trained = mote::train(net, work, spoiled, {x, y});
    CHECK(evaluated.repairs.settings == trained.repairs.settings);
    CHECK(mote::float_bits(evaluated.loss) == mote::float_bits(trained.loss));
}

TEST_CASE("any bits at all leave training with a loss of one's own finite") {
    using Deep = Net<2, Dense<3, mote::Mish>, Dense<4, mote::Identity>, Dense<2>>;
    using High = Net<2, Dense<4, mote::Relu>, Dense<2>, mote::Ceilings<1000, 1000000000, 1000000000>>;
    CHECK(broken_by_training<Deep, Huber, mote::Sgd>() == 0);
    CHECK(broken_by_training<High, Huber, mote::Adam>() == 0);
}
