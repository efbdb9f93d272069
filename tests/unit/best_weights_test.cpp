// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "mote/mote.hpp"
#include "same_bits.hpp"

#include <vector>

using namespace mote;

namespace {

// Targets full of noise and a high rate, so that the evaluation loss goes up and down.
using Net = Network<Input<1>, InputScaling, Dense<8, Tanh>, Dense<1>>;
constexpr auto recipe = Recipe{MeanSquaredError{}, Adam{0.1f}};
using Work = Workspace<Net, decltype(recipe), 8>;
constexpr size_t rows = 24, judged = 6;

struct Seen {
    Net best{};
    float lowest = largest_float;
    uint32_t epoch = 0;
};

struct Learner {
    Net net{};
    Work work{};
    BestWeights<Net> best{};
    float x[rows], y[rows];

    Learner() {
        init(net, 3);
        Pcg32 noise(5);
        for (size_t i = 0; i < rows; ++i) {
            x[i] = noise.uniform(2.0f);
            y[i] = x[i] * x[i] + noise.uniform(1.0f);
        }
    }
    DataSetOf<Work> data() const { return {{x, y, rows - judged}, {x + rows - judged, y + rows - judged, judged}}; }
    FitResult fit(const FitOptions& options) { return mote::fit(net, work, recipe, data(), options, best); }
    float judge() { return evaluate(net, work, recipe, data().evaluation).loss; }
};

FitOptions shuffled(uint32_t epochs) {
    FitOptions options;
    options.epochs = epochs;
    options.shuffle = true;
    return options;
}

/// The network after each epoch as fit() without a memory learns it; the best of them.
Seen best_of(uint32_t epochs) {
    Learner learner;
    Seen seen;
    for (uint32_t epoch = 0; epoch < epochs; ++epoch) {
        REQUIRE(mote::fit(learner.net, learner.work, recipe, learner.data(), shuffled(1)).status == Status::ok);
        if (learner.judge() < seen.lowest) {
            seen.lowest = learner.judge();
            seen.best = learner.net;
            seen.epoch = epoch + 1;
        }
    }
    return seen;
}

}  // namespace

TEST_CASE("after a fit the network has the weights of the best epoch, and the memory those of the last") {
    const Seen seen = best_of(60);
    REQUIRE(seen.epoch > 1);
    REQUIRE(seen.epoch < 60);
    Learner learner, plain;
    CHECK(learner.fit(shuffled(60)).status == Status::ok);
    CHECK(same_bits::networks(learner.net, seen.best));
    CHECK(learner.judge() == seen.lowest);
    CHECK(learner.work.state.best_loss == seen.lowest);
    REQUIRE(mote::fit(plain.net, plain.work, recipe, plain.data(), shuffled(60)).status == Status::ok);
    for (size_t i = 0; i < Net::trained_count; ++i) {
        REQUIRE(learner.best.weights[i] == plain.net.parameters[Net::trained_first + i]);
    }
}

TEST_CASE("early stopping and a callback leave the best weights, too") {
    const Seen seen = best_of(60);
    Learner stopped, called;
    FitOptions options = shuffled(1000);
    options.patience = 60 - seen.epoch;
    const FitResult result = stopped.fit(options);
    CHECK(result.end == FitEnd::early_stopping);
    CHECK(result.epochs == 60);
    CHECK(same_bits::networks(stopped.net, seen.best));
    options.patience = 0;
    options.on_epoch = [](const Epoch& epoch) { return epoch.number < 60; };
    CHECK(called.fit(options).end == FitEnd::callback);
    CHECK(same_bits::networks(called.net, seen.best));
}

TEST_CASE("a continued fit that keeps the best gives the bits of an uncut one, in network, state and memory") {
    for (const uint32_t cut : {1u, 7u, 30u, 59u}) {
        Learner whole, parts;
        REQUIRE(whole.fit(shuffled(60)).status == Status::ok);
        REQUIRE(parts.fit(shuffled(cut)).status == Status::ok);
        REQUIRE(parts.fit(shuffled(0)).status == Status::ok);  // nothing learned, nothing lost
        REQUIRE(parts.fit(shuffled(60 - cut)).status == Status::ok);
        CHECK(same_bits::networks(whole.net, parts.net));
        CHECK(same_bits::states(whole.work.state, parts.work.state));
        CHECK(same_bits::same(whole.best.weights, parts.best.weights));
        CHECK(whole.best.step == parts.best.step);
    }
}

TEST_CASE("without evaluation rows, the best epoch is that of the lowest loss of its own") {
    Learner learner, copy;
    Seen seen;
    for (uint32_t epoch = 0; epoch < 40; ++epoch) {
        const FitResult result = mote::fit(copy.net, copy.work, recipe, {copy.x, copy.y, rows}, shuffled(1));
        if (result.loss < seen.lowest) {
            seen.lowest = result.loss;
            seen.best = copy.net;
        }
    }
    REQUIRE(
        mote::fit(learner.net, learner.work, recipe, {learner.x, learner.y, rows}, shuffled(40), learner.best).status ==
        Status::ok);
    CHECK(same_bits::networks(learner.net, seen.best));
}

TEST_CASE("what was learned between two calls is not undone") {
    Learner learner;
    REQUIRE(learner.fit(shuffled(60)).status == Status::ok);
    SECTION("by a step") {
        REQUIRE(train(learner.net, learner.work, recipe, {learner.x, learner.y, 8}).status == Status::ok);
        const Net before = learner.net;
        REQUIRE(learner.fit(shuffled(0)).status == Status::ok);
        CHECK(same_bits::networks(learner.net, before));
    }
    SECTION("by a new start") {
        Learner other;
        FitOptions fresh = shuffled(60);
        fresh.fresh = true;
        init(learner.net, 3);
        REQUIRE(learner.fit(fresh).status == Status::ok);
        REQUIRE(other.fit(shuffled(60)).status == Status::ok);
        CHECK(same_bits::networks(learner.net, other.net));
        CHECK(same_bits::states(learner.work.state, other.work.state));
    }
}

TEST_CASE("where no epoch is better than what the state remembers, the network keeps the last weights") {
    Learner learner, plain;
    FitOptions options = shuffled(5);
    REQUIRE(mote::fit(learner.net, learner.work, recipe, learner.data(), options).status == Status::ok);
    REQUIRE(mote::fit(plain.net, plain.work, recipe, plain.data(), options).status == Status::ok);
    options.minimum_improvement = 1e9f;
    REQUIRE(learner.fit(options).status == Status::ok);
    REQUIRE(mote::fit(plain.net, plain.work, recipe, plain.data(), options).status == Status::ok);
    CHECK(same_bits::networks(learner.net, plain.net));
    CHECK(learner.best.step == 0);
}

TEST_CASE("a fit that fails at once changes neither network nor memory") {
    Learner learner;
    REQUIRE(learner.fit(shuffled(20)).status == Status::ok);
    const Learner before = learner;
    CHECK(mote::fit(learner.net, learner.work, recipe, {learner.x, learner.y, 0}, {}, learner.best).status ==
          Status::empty_batch);
    CHECK(same_bits::networks(learner.net, before.net));
    CHECK(same_bits::same(learner.best.weights, before.best.weights));
    CHECK(learner.best.step == before.best.step);
}

TEST_CASE("the memory of the best weights is 4 bytes each and 4 more, and nobody else pays for it") {
    CHECK(sizeof(BestWeights<Net>) == 4 * Net::trained_count + 4);
}
