// SPDX-License-Identifier: MIT
// A run that goes on from a checkpoint has the bits of one that was never stopped, with every optimizer.
#include "mote/checkpoint.hpp"
#include "property/any.hpp"
#include "property/numbers.hpp"
#include "same_bits.hpp"

#include "catch.hpp"

namespace {

using Net = mote::Network<mote::Input<2>, mote::Dense<3, mote::Tanh>, mote::Dense<2>>;

/// Memory as storage: bytes that can be written over.
struct Bytes {
    static constexpr size_t size = 4096, sector_size = 1, page_size = 1;
    uint8_t bytes[size] = {};

    bool read(size_t offset, uint8_t* to, size_t count) const {
        memcpy(to, bytes + offset, count);
        return true;
    }
    bool program(size_t offset, const uint8_t* from, size_t count) {
        memcpy(bytes + offset, from, count);
        return true;
    }
    static bool erase(size_t) { return true; }
    static bool sync() { return true; }
};

/// How many optimizers of a family learn otherwise after a reset.
template <class Optimizer>
size_t forgets() {
    using Recipe = mote::Recipe<mote::MeanSquaredError, Optimizer>;
    static Net net, again;
    static mote::Workspace<Net, Recipe, 3> work, work_again;
    size_t differ = 0;
    Recipe recipe;
    for (recipe.optimizer.chosen = 0; recipe.optimizer.chosen < Optimizer::count; ++recipe.optimizer.chosen) {
        static Bytes storage;
        storage = {};
        mote::init(net, 3);
        work = {};
        Numbers numbers(4);
        const auto step = [&](Net& of, auto& in, const std::vector<float>& rows) {
            REQUIRE(mote::train(of, in, recipe, {rows.data(), rows.data() + 6, 3}).status == mote::Status::ok);
        };
        for (int i = 0; i < 20; ++i) {
            step(net, work, numbers.uniform(12, 1.0f));
        }
        REQUIRE(mote::store(net, work, storage) == mote::Status::ok);
        REQUIRE(mote::restore(again, work_again, storage) == mote::Status::ok);
        bool same = same_bits::states(work.state, work_again.state);
        for (int i = 0; i < 20; ++i) {
            const std::vector<float> rows = numbers.uniform(12, 1.0f);
            step(net, work, rows);
            step(again, work_again, rows);
            same = same && same_bits::networks(net, again) && same_bits::states(work.state, work_again.state);
        }
        INFO("optimizer " << recipe.optimizer.chosen);
        CHECK(same);
        differ += same ? 0u : 1u;
    }
    return differ;
}

}  // namespace

TEST_CASE("every optimizer goes on after a reset as if there had been none") {
    CHECK(forgets<EveryBoundedOptimizer>() == 0);
    CHECK(forgets<EveryUnboundedOptimizer>() == 0);
}
