// SPDX-License-Identifier: MIT
// The memory contract: sizes are what the documents say, to the byte.
#include "catch.hpp"
#include "mote/mote.hpp"

using namespace mote;

namespace {

using Net = Network<Input<1>, Dense<16, Tanh>, Dense<16, Tanh>, Dense<1>>;
using Stored = Network<Input<1>, Dense<20, Mish>, Dense<20, Mish>, Dense<1, Sigmoid>>;
template <class Optimizer>
using Learns = Recipe<MeanSquaredError, Optimizer>;

template <class Network, class Optimizer>
constexpr size_t state_size = sizeof(State<Network, Learns<Optimizer>>);

template <class Network, size_t Batch>
constexpr size_t scratch_size = 4 * Batch*(Network::width(0) + unit_count<Network>() + slope_count<Network>()) +
                                4 * Tuning::block_rows*(Batch + transposed_outputs<Network, Batch>()) +
                                4 * Batch* Network::outputs;

}  // namespace

TEST_CASE("state is 0, 4 and 8 bytes a parameter for Sgd, momentum and Adam, and at most 24 beside") {
    static_assert(Net::trained_count == 321);
    static_assert(state_size<Net, Sgd> <= 24);
    static_assert(state_size<Net, SgdMomentum> - 4 * 321 <= 24);
    static_assert(state_size<Net, Adam> - 8 * 321 <= 24);
    static_assert(state_size<Net, AdamW> == state_size<Net, Adam>);
    SUCCEED();
}

TEST_CASE("scratch is the documented formula") {
    static_assert(unit_count<Net>() == 33 && slope_count<Net>() == 0);
    static_assert(unit_count<Stored>() == 41 && slope_count<Stored>() == 41);
    static_assert(sizeof(Scratch<Net, Learns<Adam>, 1>) == scratch_size<Net, 1>);
    static_assert(sizeof(Scratch<Net, Learns<Sgd>, 32>) == scratch_size<Net, 32>);
    static_assert(sizeof(Scratch<Stored, Learns<Adam>, 7>) == scratch_size<Stored, 7>);
    SUCCEED();
}

TEST_CASE("network, state and scratch of 1-16-16-1 with Adam at batch 1 stay below 13.5 bytes a parameter") {
    static_assert(sizeof(Net) + sizeof(Workspace<Net, Learns<Adam>, 1>) <= 321 * 27 / 2);
    SUCCEED();
}

TEST_CASE("const in a recipe's type changes nothing") {
    static_assert(sizeof(Workspace<Net, const Learns<Adam>, 4>) == sizeof(Workspace<Net, Learns<Adam>, 4>));
    static_assert(is_same<Workspace<Net, const Learns<Adam>, 4>::Recipe, Learns<Adam>>);
    SUCCEED();
}
