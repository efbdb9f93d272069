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

/// What rounding up to whole Packs may add to each of so many arrays.
constexpr size_t rounding(size_t arrays) { return arrays * 4 * (Pack::width - 1); }

}  // namespace

TEST_CASE("state is 0, 4 and 8 bytes a parameter for Sgd, momentum and Adam, and at most 24 beside") {
    static_assert(Net::trained_count == 321);
    static_assert(state_size<Net, Sgd> <= 24 + rounding(4));
    static_assert(state_size<Net, SgdMomentum> - 4 * 321 <= 24 + rounding(4));
    static_assert(state_size<Net, Adam> - 8 * 321 <= 24 + rounding(4));
    static_assert(state_size<Net, AdamW> == state_size<Net, Adam>);
    SUCCEED();
}

TEST_CASE("scratch is the documented formula") {
    static_assert(detail::unit_count<Net, 1>() - 33 <= rounding(3) / 4 && detail::slope_count<Net, 1>() == 0);
    static_assert(detail::unit_count<Stored, 10>() - 410 <= rounding(3) / 4);
    static_assert(detail::slope_count<Stored, 10>() - 410 <= rounding(3) / 4);
    constexpr size_t block =
        Tuning::transposes ? 16 * in_packs(smaller(Tuning::block_rows, 16u)) : 32 * size_t{Tuning::block_rows};
    static_assert(sizeof(Scratch<Net, Learns<Adam>, 32>) - 4 * (32 * (1 + 33 + 1) + block) <= rounding(8) + 4 * 17);
    SUCCEED();
}

TEST_CASE("where the port gathers large batches, scratch has the gradients of a block above a batch of 48") {
    constexpr size_t rows = smaller(size_t{Tuning::block_rows}, size_t{16});
    constexpr size_t gathered = Tuning::gathers_large_batches ? 4 * in_packs((rows + 1) * 16) : 0;
    static_assert(sizeof(Scratch<Net, Learns<Adam>, 64>::block) - sizeof(Scratch<Net, Learns<Adam>, 48>::block) ==
                  (Tuning::transposes ? gathered : 4 * 16 * size_t{Tuning::block_rows}));
    SUCCEED();
}

TEST_CASE("network, state and scratch of 1-16-16-1 with Adam at batch 1 stay below 13.5 bytes a parameter") {
    static_assert(Pack::width > 1 || sizeof(Net) + sizeof(Workspace<Net, Learns<Adam>, 1>) <= 321 * 27 / 2);
    SUCCEED();
}

TEST_CASE("const in a recipe's type changes nothing") {
    static_assert(sizeof(Workspace<Net, const Learns<Adam>, 4>) == sizeof(Workspace<Net, Learns<Adam>, 4>));
    static_assert(is_same<Workspace<Net, const Learns<Adam>, 4>::Recipe, Learns<Adam>>);
    SUCCEED();
}
