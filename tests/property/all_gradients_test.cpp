// SPDX-License-Identifier: MIT
// An optimizer that looks at all gradients before the first parameter moves.
#include "parity/recorder.hpp"
#include "property/alike.hpp"
#include "property/clipped.hpp"
#include "property/gain.hpp"
#include "sliced.hpp"

namespace {

using mote::Adam;
using mote::CrossEntropy;
using mote::Dense;
using mote::MeanSquaredError;
using own::ClippedByNorm;

template <size_t Inputs, class... Parts>
using Net = mote::Network<mote::Input<Inputs>, Parts...>;

using Smallest = Net<1, Dense<1>>;
using Narrow = Net<3, Dense<5, mote::Tanh>, Dense<1>>;
using Lanes = Net<5, Dense<7, mote::Sigmoid>, Dense<33, mote::Mish>, Dense<31, mote::Relu>, Dense<2>>;
using Wide = Net<2, Dense<64, mote::Tanh>, Dense<65, mote::Sin<3>>, Dense<3>>;
using Gains = Net<9, own::Gain, Dense<33, mote::Mish>, own::Gain, Dense<5>>;
using Scaled = Net<2, mote::InputScaling, Dense<4, mote::Tanh>, Dense<2>, mote::OutputScaling>;

template <class Inner>
constexpr auto clipped(Inner inner, float largest_norm) {
    return ClippedByNorm<Inner>{inner, largest_norm};
}

/// A limit that no norm reaches must change no bit.
template <class Net, size_t Batch, class Loss, class Optimizer>
size_t loose_limit_differs(Loss loss, Optimizer optimizer) {
    return learning_differs<Net, Batch>(mote::Recipe{loss, optimizer}, mote::Recipe{loss, clipped(optimizer, 1e30f)});
}

template <class Net, size_t Batch, class Optimizer>
using ScratchOf = mote::Scratch<Net, mote::Recipe<MeanSquaredError, Optimizer>, Batch>;
template <class Net, class Optimizer>
using StateOf = mote::State<Net, mote::Recipe<MeanSquaredError, Optimizer>>;

template <class Net, size_t Batch, class Optimizer>
constexpr bool costs_four_bytes_a_parameter = sizeof(ScratchOf<Net, Batch, ClippedByNorm<Optimizer>>) ==
                                                  sizeof(ScratchOf<Net, Batch, Optimizer>) +
                                                      4 * mote::in_packs(Net::trained_count) &&
                                              sizeof(StateOf<Net, ClippedByNorm<Optimizer>>) ==
                                                  sizeof(StateOf<Net, Optimizer>);

/// What a scratch without all gradients is: its arrays, and nothing more.
template <class Net, size_t Batch, class Optimizer>
constexpr bool is_only_its_arrays = sizeof(ScratchOf<Net, Batch, Optimizer>) -
                                        sizeof(ScratchOf<Net, Batch, Optimizer>::features) -
                                        sizeof(ScratchOf<Net, Batch, Optimizer>::units) -
                                        sizeof(ScratchOf<Net, Batch, Optimizer>::block) -
                                        sizeof(ScratchOf<Net, Batch, Optimizer>::targets) <
                                    sizeof(mote::Pack);

}  // namespace

TEST_CASE("all gradients take 4 bytes a parameter of scratch, from whoever asks for them and nobody else") {
    STATIC_REQUIRE(costs_four_bytes_a_parameter<Narrow, 1, Adam>);
    STATIC_REQUIRE(costs_four_bytes_a_parameter<Lanes, 7, mote::Sgd>);
    STATIC_REQUIRE(costs_four_bytes_a_parameter<Scaled, 3, mote::SgdMomentum>);
    STATIC_REQUIRE(is_only_its_arrays<Narrow, 1, Adam>);
    STATIC_REQUIRE(is_only_its_arrays<Lanes, 7, mote::Sgd>);
}

TEST_CASE("clipped at a norm that is never reached, every optimizer gives its own bits") {
    constexpr MeanSquaredError squares;
    CHECK(loose_limit_differs<Smallest, 1>(squares, Adam{0.01f}) == 0);
    CHECK(loose_limit_differs<Narrow, 9>(squares, mote::Sgd{0.1f}) == 0);
    CHECK(loose_limit_differs<Lanes, 1>(squares, mote::AdamW{0.01f}) == 0);
    CHECK(loose_limit_differs<Wide, 32>(squares, Adam{0.01f}) == 0);
    CHECK(loose_limit_differs<Gains, 5>(squares, mote::Sgd{0.01f}) == 0);
    CHECK(loose_limit_differs<Scaled, 3>(squares, Adam{1.0f}) == 0);
}

TEST_CASE("clipped at a norm that is reached, it equals the naive loops, whole and in slices") {
    constexpr MeanSquaredError squares;
    CHECK(training_differs<Smallest, 2>(mote::Recipe{squares, clipped(mote::Sgd{0.1f}, 0.01f)}) == 0);
    CHECK(training_differs<Lanes, 1>(mote::Recipe{squares, clipped(mote::Sgd{0.1f}, 0.1f)}) == 0);
    CHECK(training_differs<Lanes, 7>(mote::Recipe{CrossEntropy{}, clipped(mote::AdamW{0.01f}, 0.1f)}) == 0);
    CHECK(training_differs<Wide, 97>(mote::Recipe{squares, clipped(Adam{0.01f}, 0.1f)}) == 0);
    CHECK(training_differs<Gains, 3>(mote::Recipe{squares, clipped(Adam{0.01f}, 0.05f)}) == 0);
    for (const size_t budget : budgets) {
        INFO("budget " << budget);
        slices_of_equal_steps<Lanes, 1>(mote::Recipe{squares, clipped(mote::Sgd{0.1f}, 0.1f)}, budget);
        slices_of_equal_steps<Narrow, 6>(mote::Recipe{squares, clipped(Adam{1.0f}, 0.1f)}, budget);
        slices_of_equal_steps<Gains, 3>(mote::Recipe{squares, clipped(mote::AdamW{0.01f}, 0.05f)}, budget);
    }
}

TEST_CASE("a clipped step of descent is as long as rate and norm allow, in the direction of the gradient") {
    using Recorded = mote::Recipe<MeanSquaredError, ClippedByNorm<parity::Recorder>>;
    static Lanes net;
    static mote::Workspace<Lanes, Recorded, 4> work;
    static mote::Workspace<Lanes, mote::Recipe<MeanSquaredError, parity::Recorder>, 4> unclipped;
    Numbers numbers(23);
    const canonical::Floats x = numbers.uniform(20, 1.0f), y = numbers.uniform(8, 1.0f);
    mote::init(net, 24);
    const mote::Recipe recording{MeanSquaredError{}, parity::Recorder{}};
    REQUIRE(mote::train(net, unclipped, recording, {x.data(), y.data(), 4}).status == mote::Status::ok);
    REQUIRE(mote::train(net, work, Recorded{{}, {{}, 0.25f}}, {x.data(), y.data(), 4}).status == mote::Status::ok);
    double norm = 0, product = 0, norm_unclipped = 0;
    for (size_t p = 0; p < Lanes::trained_count; ++p) {
        const auto one = static_cast<double>(work.state.remembered(p, 0));
        const auto other = static_cast<double>(unclipped.state.remembered(p, 0));
        norm += one * one;
        product += one * other;
        norm_unclipped += other * other;
    }
    CHECK(norm_unclipped > 0.25 * 0.25);
    CHECK(::sqrt(norm) == Approx(0.25).epsilon(1e-4));
    CHECK(product == Approx(::sqrt(norm * norm_unclipped)).epsilon(1e-6));
}

TEST_CASE("no part of a step with all gradients is larger than the largest") {
    const auto largest = [](auto net, auto batch) {
        using NetOfStep = decltype(net);
        return largest_part_seen<NetOfStep, batch>(mote::Recipe{MeanSquaredError{}, clipped(Adam{}, 1.0f)}) <=
               mote::WorkOf<NetOfStep, batch>::largest_part();
    };
    CHECK(largest(Smallest{}, mote::Size<1>{}));
    CHECK(largest(Narrow{}, mote::Size<1>{}));
    CHECK(largest(Wide{}, mote::Size<32>{}));
}

TEST_CASE("any bits at all leave training with all gradients finite") {
    CHECK(broken_by_training<Narrow, MeanSquaredError, ClippedByNorm<mote::Sgd>>() == 0);
    CHECK(broken_by_training<Lanes, CrossEntropy, ClippedByNorm<Adam>, mote::Cosine, 1>() == 0);
}
