// SPDX-License-Identifier: MIT
// Frozen layers: in the network, not in the training.
#include "property/alike.hpp"
#include "property/gain.hpp"
#include "property/hostile.hpp"
#include "property/numeric.hpp"
#include "sliced.hpp"

namespace {

using mote::Dense;
using mote::Frozen;
using mote::MeanSquaredError;
using mote::Tanh;

template <size_t Inputs, class... Parts>
using Net = mote::Network<mote::Input<Inputs>, Parts...>;

using One = Net<4, Frozen<Dense<16, Tanh>>, Dense<9, mote::Mish>, Dense<3>>;
using Three =
    Net<5, Frozen<Dense<37, mote::Mish>>, Frozen<own::Gain>, Frozen<Dense<6, mote::Sin<2>>>, Dense<33, Tanh>, Dense<2>>;
using Scaled = Net<2, mote::InputScaling, mote::FourierFeatures<2>, Frozen<Dense<5, Tanh>>, Frozen<Dense<4, Tanh>>,
                   Dense<1>, mote::OutputScaling>;
using AllLearn = Net<5, Dense<37, mote::Mish>, own::Gain, Dense<6, mote::Sin<2>>, Dense<33, Tanh>, Dense<2>>;

constexpr MeanSquaredError squares;
template <class Optimizer>
using Learns = mote::Recipe<MeanSquaredError, Optimizer>;

/// A network that begins after the frozen layers of `Whole` learns on what they give, computed before: in how many steps it
/// differs from `Whole`.
template <class Whole, class Head, size_t Batch, class Recipe>
size_t head_differs(const Recipe& recipe) {
    static Whole whole;
    static Head head;
    static mote::Workspace<Whole, Recipe, Batch> work;
    static mote::Workspace<Head, Recipe, Batch> work_of_head;
    work = {};
    work_of_head = {};
    mote::init(whole, 31);
    const Whole before = whole;
    for (size_t p = 0; p < Head::parameter_count; ++p) {
        head.parameters[p] = whole.parameters[Whole::trained_first + p];
    }
    Numbers numbers(32);
    size_t differ = 0;
    for (size_t step = 0; step < 40; ++step) {
        const size_t count = step % 3 == 2 ? 1 + numbers.below(Batch) : Batch;
        const canonical::Floats x = numbers.uniform(count * Whole::inputs, 2.0f);
        canonical::Floats features, y = numbers.uniform(count * Whole::outputs, 2.0f);
        for (size_t row = 0; row < count; ++row) {
            std::vector<float> of_row(x.begin() + static_cast<ptrdiff_t>(row * Whole::inputs),
                                      x.begin() + static_cast<ptrdiff_t>((row + 1) * Whole::inputs));
            mote::Array<float, Whole::inputs> inputs{};
            std::copy(of_row.begin(), of_row.end(), inputs.begin());
            for (const float feature : mote::features<Whole::frozen_layers>(whole, inputs)) {
                features.push_back(feature);
            }
        }
        const mote::Result one = mote::train(whole, work, recipe, {x.data(), y.data(), count});
        const mote::Result two = mote::train(head, work_of_head, recipe, {features.data(), y.data(), count});
        const bool same =
            one.status == mote::Status::ok && different(&one.loss, &two.loss, 1) == 0 &&
            different(whole.parameters + Whole::trained_first, head.parameters, Head::parameter_count) == 0 &&
            different(work.state.memory.begin(), work_of_head.state.memory.begin(), work.state.memory.size()) == 0;
        differ += same ? 0u : 1u;
    }
    return differ + different(before.parameters, whole.parameters, Whole::trained_first);
}

}  // namespace

TEST_CASE("after frozen layers a network learns as one on their features, bit for bit, and they stay as they are") {
    using HeadOfOne = Net<16, Dense<9, mote::Mish>, Dense<3>>;
    using HeadOfThree = Net<6, Dense<33, Tanh>, Dense<2>>;
    CHECK(head_differs<One, HeadOfOne, 1>(mote::Recipe{squares, mote::Adam{0.01f}}) == 0);
    CHECK(head_differs<One, HeadOfOne, 7>(mote::Recipe{squares, mote::SgdMomentum{0.01f}}) == 0);
    CHECK(head_differs<One, HeadOfOne, 7>(mote::Recipe{squares, mote::ClipNorm<mote::Adam>{{0.01f}, 0.1f}}) == 0);
    CHECK(head_differs<Three, HeadOfThree, 1>(mote::Recipe{squares, mote::Adam{0.01f}}) == 0);
    CHECK(head_differs<Three, HeadOfThree, 100>(mote::Recipe{squares, mote::AdamW{0.01f}}) == 0);
}

TEST_CASE("a workspace has no byte for a frozen layer but for what enters the first that learns") {
    using Head = Net<16, Dense<9, mote::Mish>, Dense<3>>;
    using Adam = Learns<mote::Adam>;
    STATIC_REQUIRE(sizeof(mote::State<One, Adam>) == sizeof(mote::State<Head, Adam>));
    STATIC_REQUIRE(sizeof(mote::Scratch<One, Adam, 8>) ==
                   sizeof(mote::Scratch<Head, Adam, 8>) + sizeof(float) * mote::in_packs(8 * 4));
    // What passes from one frozen layer to the next has one place, or two in turn, for the rows that go on together.
    using Narrow = Net<6, Dense<33, Tanh>, Dense<2>>;
    constexpr size_t passing = 2 * mote::in_packs(mote::detail::rows_at_once<64> * 37);
    constexpr size_t rounding = sizeof(float) * 2 * (mote::Pack::width - 1);
    STATIC_REQUIRE(sizeof(mote::Scratch<Three, Adam, 64>) <=
                   sizeof(mote::Scratch<Narrow, Adam, 64>) + sizeof(float) * (64 * 5 + passing) + rounding);
    STATIC_REQUIRE(mote::detail::slope_count<Three, 64>() == 0);
}

TEST_CASE("the way back ends before a frozen layer") {
    // One part a slice: none of them belongs to the way back of a frozen layer, or to the sweep of its parameters.
    const auto recipe = mote::Recipe{squares, mote::Adam{0.01f}};
    using Head = Net<4, Dense<3>>;
    using After = Net<64, Frozen<Dense<4, Tanh>>, Dense<3>>;
    const size_t of_head = slices_of_equal_steps<Head, 1>(recipe, 0);
    const size_t of_both = slices_of_equal_steps<After, 1>(recipe, 0);
    // 64 rows of sums, the activations, and once the clamp of 64·4 weights and 4 biases.
    CHECK(of_both == of_head + 64 + mote::packs_of(4) + 260);
}

TEST_CASE("training with frozen layers equals the naive loops, bit for bit") {
    CHECK(training_differs<One, 1>(mote::Recipe{squares, mote::Adam{0.01f}}) == 0);
    CHECK(training_differs<One, 60>(mote::Recipe{squares, mote::Sgd{0.05f}}) == 0);
    CHECK(training_differs<Three, 1>(mote::Recipe{mote::CrossEntropy{}, mote::SgdMomentum{0.01f}}) == 0);
    CHECK(training_differs<Three, 100>(mote::Recipe{squares, mote::ClipNorm<mote::Adam>{{0.01f}, 0.1f}}) == 0);
    CHECK(training_differs<Scaled, 3>(mote::Recipe{squares, mote::AdamW{0.01f}}) == 0);
}

TEST_CASE("the gradients after frozen layers are right") {
    CHECK(gradient_error<MeanSquaredError, One>() < 1e-5);
    CHECK(gradient_error<mote::CrossEntropy, Three, 1>() < 1e-5);
    CHECK(gradient_error<MeanSquaredError, Scaled>() < 1e-5);
}

TEST_CASE("steps with frozen layers in slices have the bits of whole ones") {
    for (const size_t budget : budgets) {
        INFO("budget " << budget);
        slices_of_equal_steps<One, 8>(mote::Recipe{squares, mote::Adam{0.01f}}, budget);
        slices_of_equal_steps<Three, 1>(mote::Recipe{squares, mote::Sgd{0.01f}}, budget);
        slices_of_equal_steps<Three, 50>(mote::Recipe{squares, mote::AdamW{0.01f}}, budget);
    }
    const auto recipe = mote::Recipe{squares, mote::Adam{}};
    CHECK((largest_part_seen<Three, 50>(recipe) == mote::WorkOf<Three, 50>::largest_part()));
    CHECK((largest_part_seen<One, 1>(recipe) == mote::WorkOf<One, 1>::largest_part()));
}

TEST_CASE("predictions and losses go through all layers, and an image of the network that learned them fits") {
    static AllLearn learned;
    static Three frozen;
    static mote::Image<AllLearn> image;
    mote::init(learned, 3);
    mote::init(frozen, 3);
    CHECK(different(learned.parameters, frozen.parameters, AllLearn::parameter_count) == 0);
    learned.parameters[0] = 1.4f * AllLearn::Limits::weights;  // between two sweeps
    REQUIRE(mote::save(learned, image) == mote::Status::ok);
    REQUIRE(mote::load(frozen, image) == mote::Status::ok);
    CHECK(different(learned.parameters, frozen.parameters, AllLearn::parameter_count) == 0);

    Numbers numbers(6);
    const canonical::Floats x = numbers.uniform(30 * 5, 1.0f), y = numbers.uniform(30 * 2, 1.0f);
    canonical::Floats one(30 * 2), two(30 * 2);
    CHECK(mote::predict(learned, x.data(), one.data(), 30) == 30);
    CHECK(mote::predict(frozen, x.data(), two.data(), 30) == 30);
    CHECK(different(one, two) == 0);
    CHECK(different(one.data(), mote::predict(frozen, {x[0], x[1], x[2], x[3], x[4]}).begin(), 2) == 0);

    const auto recipe = mote::Recipe{squares, mote::Adam{}};
    static mote::Workspace<AllLearn, decltype(recipe), 8> work;
    static mote::Workspace<Three, decltype(recipe), 8> work_of_frozen;
    const float loss = mote::evaluate(learned, work, recipe, {x.data(), y.data(), 30}).loss;
    const float loss_of_frozen = mote::evaluate(frozen, work_of_frozen, recipe, {x.data(), y.data(), 30}).loss;
    CHECK(different(&loss, &loss_of_frozen, 1) == 0);

    learned.parameters[0] = 1.6f * AllLearn::Limits::weights;
    REQUIRE(mote::save(learned, image) == mote::Status::ok);
    CHECK(mote::load(frozen, image) == mote::Status::unsafe_image);
}

TEST_CASE("any bits at all leave a network with frozen layers finite and below its ceilings") {
    using Linear = Net<2, Frozen<Dense<4>>, Frozen<Dense<4>>, Dense<4>, Dense<2, mote::Mish>, Dense<2>>;
    using High = Net<2, mote::InputScaling, Frozen<Dense<3, mote::Relu>>, Dense<2>,
                     mote::Ceilings<1000, 1000000000, 1000000000>>;
    STATIC_REQUIRE(mote::detail::clamps_activation<Linear, 0>());
    STATIC_REQUIRE(mote::detail::clamps_activation<High, 0>());
    CHECK(broken_by_training<Linear, MeanSquaredError, mote::Sgd>() == 0);
    CHECK(broken_by_training<Linear, mote::CrossEntropy, mote::Adam>() == 0);
    CHECK(broken_by_training<High, MeanSquaredError, mote::AdamW, mote::Cosine, 1>() == 0);
}

TEST_CASE("the proof asks nothing of gradients that do not exist") {
    using Deep = Net<2, Dense<64, Tanh>, Dense<64, Tanh>, Dense<64, Tanh>, Dense<1>>;
    using After = Net<2, Frozen<Dense<64, Tanh>>, Frozen<Dense<64, Tanh>>, Frozen<Dense<64, Tanh>>, Dense<1>>;
    STATIC_REQUIRE(mote::detail::needed_clamps<Deep, MeanSquaredError, 8>().deltas);
    STATIC_REQUIRE(!mote::detail::needed_clamps<After, MeanSquaredError, 8>().deltas);
}

TEST_CASE("frozen weights that the user set are clamped at the first step of a state") {
    const auto recipe = mote::Recipe{squares, mote::Adam{}};
    static One net;
    static mote::Workspace<One, decltype(recipe), 2> work;
    mote::init(net, 1);
    net.weight<0>(1, 1) = 3000.0f;
    net.bias<0>(2) = __builtin_nanf("");
    const float x[2][4] = {}, y[2][3] = {};
    REQUIRE(mote::train(net, work, recipe, {x, y}).status == mote::Status::ok);
    CHECK(net.weight<0>(1, 1) == 1000.0f);
    CHECK(net.bias<0>(2) == 0.0f);
}
