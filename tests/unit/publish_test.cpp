// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "mote/mote.hpp"
#include "same_bits.hpp"

using namespace mote;

namespace {

using Net = Network<Input<2>, Dense<3, Tanh>, Dense<1>>;
constexpr auto recipe = Recipe{MeanSquaredError{}, Adam{0.05f}};
constexpr float x[4][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, y[4] = {0, 1, 1, 0};

}  // namespace

TEST_CASE("readers see what was published, not what is learning") {
    static Published<Net> live;
    init(live.learner(), 3);
    live.publish();
    const Net first = live.reader();
    CHECK(same_bits::networks(live.learner(), first));
    static Workspace<Net, decltype(recipe), 4> work;
    REQUIRE(train(live.learner(), work, recipe, {x, y}).status == Status::ok);
    CHECK(same_bits::networks(live.reader(), first));
    const Net learned = live.learner();
    live.publish();
    CHECK(same_bits::networks(live.reader(), learned));
    CHECK(same_bits::networks(live.learner(), learned));
    CHECK(&live.reader() != &live.learner());
}

TEST_CASE("a published network costs two networks and an index") {
    static_assert(sizeof(Published<Net>) == 2 * sizeof(Net) + alignof(Net));
    SUCCEED();
}
