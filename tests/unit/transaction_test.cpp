// SPDX-License-Identifier: MIT
#include "mote/transaction.hpp"

#include "catch.hpp"
#include "mote/mote.hpp"
#include "same_bits.hpp"

using namespace mote;

namespace {

using Net = Network<Input<1>, Dense<6, Tanh>, Dense<1>>;
constexpr auto recipe = Recipe{MeanSquaredError{}, Adam{0.02f}};
using Work = Workspace<Net, Unqualified<decltype(recipe)>, 4>;
constexpr float x[8] = {-1, -0.75f, -0.5f, -0.25f, 0, 0.25f, 0.5f, 0.75f};
constexpr float good[8] = {1, 0.56f, 0.25f, 0.06f, 0, 0.06f, 0.25f, 0.56f}, poisoned[8] = {9, -9, 9, -9, 9, -9, 9, -9};

struct Device {
    Net net{};
    Work work{};
    TransactionOf<Work> before{};

    Device() {
        init(net, 3);
        learn(good, 50);
    }
    void learn(const float (&y)[8], uint32_t epochs) {
        FitOptions options;
        options.epochs = epochs;
        REQUIRE(fit(net, work, recipe, {x, y}, options).status == Status::ok);
    }
    bool has_bits_of(const Device& other) const {
        return same_bits::networks(net, other.net) && same_bits::states(work.state, other.work.state);
    }
};

}  // namespace

TEST_CASE("what makes the probe worse is rolled back, bit for bit") {
    Device device, untouched;
    REQUIRE(begin_transaction(device.before, device.net, device.work, recipe, {x, good}) == Status::ok);
    device.learn(poisoned, 20);
    const TransactionEnd end = end_transaction(device.before, device.net, device.work, recipe, {x, good}, 0.1f);
    CHECK(end.status == Status::ok);
    CHECK_FALSE(end.committed);
    CHECK(end.loss_after > 2.0f * end.loss_before);
    CHECK(device.has_bits_of(untouched));
}

TEST_CASE("what makes the probe better, or no worse than the margin allows, is kept") {
    Device device, straight;
    REQUIRE(begin_transaction(device.before, device.net, device.work, recipe, {x, good}) == Status::ok);
    device.learn(good, 20);
    straight.learn(good, 20);
    CHECK(end_transaction(device.before, device.net, device.work, recipe, {x, good}).committed);
    CHECK(device.has_bits_of(straight));

    REQUIRE(begin_transaction(device.before, device.net, device.work, recipe, {x, good}) == Status::ok);
    device.learn(poisoned, 1);
    CHECK(end_transaction(device.before, device.net, device.work, recipe, {x, good}, 1e9f).committed);
}

TEST_CASE("a probe that cannot be judged commits nothing") {
    Device device, untouched;
    const float nan[1] = {__builtin_nanf("")}, zero[1] = {0};
    CHECK(begin_transaction(device.before, device.net, device.work, recipe, {nan, zero}) == Status::all_skipped);
    device.learn(good, 5);
    CHECK_FALSE(end_transaction(device.before, device.net, device.work, recipe, {x, good}).committed);
    CHECK(device.has_bits_of(untouched));

    REQUIRE(begin_transaction(device.before, device.net, device.work, recipe, {x, good}) == Status::ok);
    device.learn(good, 5);
    const TransactionEnd end = end_transaction(device.before, device.net, device.work, recipe, {nan, zero});
    CHECK(end.status == Status::all_skipped);
    CHECK_FALSE(end.committed);
    CHECK(device.has_bits_of(untouched));

    const float hostile[] = {__builtin_nanf(""), -1.0f};
    for (const float margin : hostile) {
        REQUIRE(begin_transaction(device.before, device.net, device.work, recipe, {x, good}) == Status::ok);
        device.learn(poisoned, 5);
        CHECK_FALSE(end_transaction(device.before, device.net, device.work, recipe, {x, good}, margin).committed);
    }
}

TEST_CASE("weights that an abandoned step left above their ceilings are clamped after a roll back, too") {
    using Low = Network<Input<1>, Dense<6, Tanh>, Dense<1>, Ceilings<1>>;
    constexpr auto far = Recipe{MeanSquaredError{}, Adam{20.0f}};
    static SlicedWorkspace<Low, Unqualified<decltype(far)>, 4> work;
    TransactionOf<decltype(work)> before{};
    Low net{};
    init(net, 3);
    REQUIRE(train(net, work, far, {x, good, 4}).status == Status::ok);
    REQUIRE(begin(net, work, far, {x, good, 4}).status == Status::ok);
    while (all_within(net.parameters, Low::parameter_count, 10.0f)) {
        REQUIRE(advance(net, work, 1).status == Status::busy);
    }
    work.progress = {};
    REQUIRE(begin_transaction(before, net, work, far, {x, good}) == Status::ok);
    REQUIRE(train(net, work, far, {x, good, 4}).status == Status::ok);
    before.loss = -1.0f;  // nothing is good enough
    REQUIRE_FALSE(end_transaction(before, net, work, far, {x, good}).committed);
    CHECK_FALSE(all_within(net.parameters, Low::parameter_count, 10.0f));

    REQUIRE(begin(net, work, far, {x, good, 4}).status == Status::ok);
    CHECK(all_within(net.parameters, Low::parameter_count, 1.0f));
}

TEST_CASE("a loss that is no worse is committed, whatever the margin") {
    Device device;
    for (const float margin : {__builtin_inff(), 0.0f, -1.0f, __builtin_nanf("")}) {
        device.before.loss = 0.0f;
        init(device.net, 3);
        constexpr float zero[8] = {};
        for (float& parameter : device.net.parameters) {
            parameter = 0.0f;
        }
        REQUIRE(begin_transaction(device.before, device.net, device.work, recipe, {x, zero}) == Status::ok);
        CHECK(end_transaction(device.before, device.net, device.work, recipe, {x, zero}, margin).committed);
        device.net.parameters[Net::parameter_count - 1] = 1.0f;
        CHECK_FALSE(end_transaction(device.before, device.net, device.work, recipe, {x, zero}, margin).committed);
    }
}
