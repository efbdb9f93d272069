// SPDX-License-Identifier: MIT
// Optimizers that ask where a parameter is: the trained layer, and whether it is a bias.
#include "property/alike.hpp"
#include "property/clipped.hpp"
#include "property/gain.hpp"
#include "property/hostile.hpp"
#include "sliced.hpp"

namespace {

using mote::Adam;
using mote::CrossEntropy;
using mote::Dense;
using mote::MeanSquaredError;
using mote::Pack;

template <class Optimizer>
using MemoryOf = mote::Array<Pack, Optimizer::memory>;

/// Weights lose a thousandth of themselves a step, biases nothing.
template <class Inner>
struct DecaysWeights : Inner {
    using Step = typename Inner::Step;
    constexpr DecaysWeights repaired(mote::Repairs& repairs) const { return {Inner::repaired(repairs)}; }
    template <size_t Layer, bool IsBias>
    static Pack update(const Step& step, Pack weight, Pack gradient, MemoryOf<Inner>& memory,
                       mote::Place<Layer, IsBias>) {
        return Inner::update(step, IsBias ? weight : weight * 0.999f, gradient, memory);
    }
};

/// Layer number `Slow` learns at a quarter of the rate.
template <class Inner, size_t Slow>
struct SlowLayer : Inner {
    using Step = typename Inner::Step;
    constexpr SlowLayer repaired(mote::Repairs& repairs) const { return {Inner::repaired(repairs)}; }
    template <size_t Layer, bool IsBias>
    static Pack update(const Step& step, Pack weight, Pack gradient, MemoryOf<Inner>& memory,
                       mote::Place<Layer, IsBias>) {
        Step of_layer = step;
        of_layer.negative_rate *= Layer == Slow ? 0.25f : 1.0f;
        return Inner::update(of_layer, weight, gradient, memory);
    }
};

/// The first layers stay as they are, and nothing is remembered of them.
template <class Inner, size_t Frozen>
struct FreezesLayers : Inner {
    using Step = typename Inner::Step;
    constexpr FreezesLayers repaired(mote::Repairs& repairs) const { return {Inner::repaired(repairs)}; }
    template <size_t Layer, bool IsBias>
    static Pack update(const Step& step, Pack weight, Pack gradient, MemoryOf<Inner>& memory,
                       mote::Place<Layer, IsBias>) {
        return Layer < Frozen ? weight : Inner::update(step, weight, gradient, memory);
    }
};

/// Is told the place, and makes nothing of it.
template <class Inner>
struct IgnoresPlace : Inner {
    using Step = typename Inner::Step;
    constexpr IgnoresPlace repaired(mote::Repairs& repairs) const { return {Inner::repaired(repairs)}; }
    template <size_t Layer, bool IsBias>
    static Pack update(const Step& step, Pack weight, Pack gradient, MemoryOf<Inner>& memory,
                       mote::Place<Layer, IsBias>) {
        return Inner::update(step, weight, gradient, memory);
    }
};

/// Remembers 1 + 2·layer + (1 for a bias) instead of learning.
struct WritesPlace {
    float learning_rate = 0.0f;
    static constexpr size_t memory = 1;
    static constexpr bool bounded = false;
    struct Corrections {};
    struct Step {};
    constexpr WritesPlace repaired(mote::Repairs&) const { return *this; }
    constexpr Step begin(Corrections&, float) const { return {}; }
    template <size_t Layer, bool IsBias>
    static Pack update(const Step&, Pack weight, Pack, MemoryOf<WritesPlace>& place, mote::Place<Layer, IsBias>) {
        place[0] = Pack(static_cast<float>(1 + 2 * Layer + (IsBias ? 1 : 0)));
        return weight;
    }
};

template <size_t Inputs, class... Parts>
using Net = mote::Network<mote::Input<Inputs>, Parts...>;

using Smallest = Net<1, Dense<1>>;
using Narrow = Net<3, Dense<5, mote::Tanh>, Dense<2, mote::Tanh>, Dense<1>>;
using Lanes = Net<5, Dense<7, mote::Sigmoid>, Dense<33, mote::Mish>, Dense<31, mote::Relu>, Dense<2>>;
using Wide = Net<2, Dense<64, mote::Tanh>, Dense<65, mote::Sin<3>>, Dense<32>>;
using Gains = Net<9, own::Gain, Dense<33, mote::Mish>, own::Gain, Dense<5>>;
using Scaled = Net<2, mote::InputScaling, Dense<4, mote::Tanh>, Dense<2>, mote::OutputScaling>;

constexpr MeanSquaredError squares;
constexpr CrossEntropy cross_entropy;

/// How many parameters were updated as if they were elsewhere.
template <class Net, size_t Batch, class Optimizer = WritesPlace>
size_t misplaced() {
    using Recipe = mote::Recipe<MeanSquaredError, Optimizer>;
    static Net net;
    static mote::Workspace<Net, Recipe, Batch> work;
    Numbers numbers(31);
    mote::init(net, 32);
    size_t wrong = 0;
    for (size_t count = 1; count <= Batch; ++count) {
        work = {};
        const canonical::Floats x = numbers.uniform(count * Net::inputs, 1.0f);
        const canonical::Floats y = numbers.uniform(count * Net::outputs, 1.0f);
        wrong += mote::train(net, work, Recipe{}, {x.data(), y.data(), count}).status == mote::Status::ok ? 0u : 1u;
        mote::for_each_index<0, Net::depth>([&](auto layer) {
            const size_t first = Net::offset(layer) - Net::trained_first;
            const size_t weights = Net::template Layer<layer>::weight_count(Net::width(layer));
            for (size_t p = first; p < Net::offset(layer + 1) - Net::trained_first; ++p) {
                const auto expected = static_cast<float>(1 + 2 * layer + (p < first + weights ? 0 : 1));
                wrong += work.state.remembered(p, 0) == expected ? 0u : 1u;
            }
        });
    }
    return wrong;
}

/// An optimizer against itself, told the place.
template <class Net, size_t Batch, class Loss, class Optimizer>
size_t told_differs(Loss loss, Optimizer optimizer) {
    return learning_differs<Net, Batch>(mote::Recipe{loss, optimizer},
                                        mote::Recipe{loss, IgnoresPlace<Optimizer>{optimizer}});
}

}  // namespace

TEST_CASE("every parameter is updated at its own place") {
    CHECK(misplaced<Smallest, 1>() == 0);
    CHECK(misplaced<Narrow, 1>() == 0);
    CHECK(misplaced<Narrow, 9>() == 0);
    CHECK(misplaced<Lanes, 1>() == 0);
    CHECK(misplaced<Lanes, 7>() == 0);
    CHECK(misplaced<Wide, 50>() == 0);
    CHECK(misplaced<Gains, 1>() == 0);
    CHECK(misplaced<Gains, 4>() == 0);
    CHECK(misplaced<Scaled, 3>() == 0);
    CHECK(misplaced<Lanes, 2, own::ClippedByNorm<WritesPlace>>() == 0);
}

TEST_CASE("an optimizer that makes nothing of the place has the bits of one that does not ask") {
    CHECK(told_differs<Narrow, 9>(squares, Adam{0.01f}) == 0);
    CHECK(told_differs<Lanes, 1>(squares, mote::AdamW{0.01f}) == 0);
    CHECK(told_differs<Wide, 32>(squares, Adam{0.01f}) == 0);
    CHECK(told_differs<Gains, 5>(squares, Adam{0.01f}) == 0);
}

TEST_CASE("decay of weights alone equals the naive loops") {
    CHECK(training_differs<Smallest, 1>(mote::Recipe{squares, DecaysWeights<mote::Sgd>{{0.1f}}}) == 0);
    CHECK(training_differs<Narrow, 1>(mote::Recipe{squares, DecaysWeights<Adam>{{0.01f}}}) == 0);
    CHECK(training_differs<Lanes, 1>(mote::Recipe{squares, DecaysWeights<mote::Sgd>{{0.1f}}}) == 0);
    CHECK(training_differs<Wide, 97>(mote::Recipe{squares, DecaysWeights<Adam>{{0.01f}}}) == 0);
    CHECK(training_differs<Gains, 4>(mote::Recipe{squares, DecaysWeights<Adam>{{0.01f}}}) == 0);
}

TEST_CASE("a rate of its own for one layer equals the naive loops") {
    CHECK(training_differs<Narrow, 5>(mote::Recipe{squares, SlowLayer<Adam, 0>{{0.01f}}}) == 0);
    CHECK(training_differs<Lanes, 1>(mote::Recipe{squares, SlowLayer<Adam, 1>{{0.01f}}}) == 0);
    CHECK(training_differs<Lanes, 7>(mote::Recipe{cross_entropy, SlowLayer<mote::SgdMomentum, 2>{{0.01f}}}) == 0);
    CHECK(training_differs<Gains, 1>(mote::Recipe{squares, SlowLayer<Adam, 2>{{0.01f}}}) == 0);
}

TEST_CASE("frozen layers keep every bit, and the others equal the naive loops") {
    CHECK(training_differs<Narrow, 3>(mote::Recipe{squares, FreezesLayers<Adam, 2>{{0.01f}}}) == 0);
    CHECK(training_differs<Wide, 1>(mote::Recipe{squares, FreezesLayers<mote::Sgd, 1>{{0.1f}}}) == 0);

    constexpr auto recipe = mote::Recipe{squares, FreezesLayers<Adam, 2>{{0.01f}}};
    static Lanes net;
    static mote::Workspace<Lanes, decltype(recipe), 7> work;
    Numbers numbers(33);
    mote::init(net, 34);
    const Lanes before = net;
    for (int step = 0; step < 20; ++step) {
        const canonical::Floats x = numbers.uniform(7 * 5, 1.0f), y = numbers.uniform(7 * 2, 1.0f);
        REQUIRE(mote::train(net, work, recipe, {x.data(), y.data(), 7}).status == mote::Status::ok);
    }
    CHECK(different(net.parameters, before.parameters, Lanes::offset(2)) == 0);
    constexpr size_t thawed = Lanes::parameter_count - Lanes::offset(2);
    CHECK(different(net.parameters + Lanes::offset(2), before.parameters + Lanes::offset(2), thawed) > thawed / 2);
}

TEST_CASE("an optimizer may ask for all gradients and for the place") {
    using Both = own::ClippedByNorm<DecaysWeights<Adam>>;
    CHECK(training_differs<Lanes, 1>(mote::Recipe{squares, Both{{{0.01f}}, 0.1f}}) == 0);
    CHECK(training_differs<Gains, 7>(mote::Recipe{squares, Both{{{0.01f}}, 0.1f}}) == 0);
}

TEST_CASE("steps that ask for the place have the same bits in slices") {
    for (const size_t budget : budgets) {
        INFO("budget " << budget);
        slices_of_equal_steps<Lanes, 1>(mote::Recipe{squares, DecaysWeights<mote::Sgd>{{0.1f}}}, budget);
        slices_of_equal_steps<Narrow, 6>(mote::Recipe{squares, SlowLayer<Adam, 1>{{1.0f}}}, budget);
        slices_of_equal_steps<Gains, 3>(mote::Recipe{squares, own::ClippedByNorm<DecaysWeights<Adam>>{{{0.01f}}, 0.1f}},
                                        budget);
    }
}
