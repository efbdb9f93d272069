// SPDX-License-Identifier: MIT
#include "mote/watchdog.hpp"

#include "catch.hpp"
#include "mote/mote.hpp"
#include "same_bits.hpp"

using namespace mote;

namespace {

using Net = Network<Input<1>, Dense<8, Tanh>, Dense<1>>;
constexpr size_t rows = 16, batch = 4;
static_assert(sizeof(Watchdog<Net>) == 4 * Net::trained_count + 20);

/// A parabola, and a network that learns it step by step, with a watchdog that looks at all rows after every fourth step, or without.
template <class Recipe>
struct Learner {
    using Work = Workspace<Net, Recipe, batch>;
    Recipe recipe;
    WatchdogOptions options{};
    Net net{};
    Work work{};
    Watchdog<Net> watchdog{};
    float x[rows], y[rows];
    uint32_t diverged = 0, stalled = 0, restored = 0;

    explicit Learner(const Recipe& learned_by) : recipe(learned_by) {
        init(net, 3);
        for (size_t i = 0; i < rows; ++i) {
            x[i] = (static_cast<float>(i) - 7.5f) / 8.0f;
            y[i] = x[i] * x[i];
        }
    }
    void learn(const float* targets, int steps, bool is_watched) {
        for (int step = 0; step < steps; ++step) {
            const size_t first = static_cast<size_t>(step) * batch % rows;
            const Result result = train(net, work, is_watched ? watchdog.slowed(recipe, options) : recipe,
                                        {x + first, targets + first, batch});
            REQUIRE(result.status == Status::ok);
            if (is_watched && step % 4 == 3) {
                const WatchdogCheck check = watchdog.check(net, work, recipe, {x, y, rows}, options);
                REQUIRE(check.status == Status::ok);
                diverged += check.finding == Finding::diverged ? 1u : 0u;
                stalled += check.finding == Finding::stalled ? 1u : 0u;
                restored += check.restored ? 1u : 0u;
            }
        }
    }
    float loss() { return evaluate(net, work, recipe, {x, y, rows}).loss; }
};
template <class Recipe>
Learner(const Recipe&) -> Learner<Recipe>;

template <class Optimizer>
void is_brought_back(Optimizer optimizer, float good_loss) {
    const Recipe recipe{MeanSquaredError{}, optimizer};
    Learner alone(recipe), watched(recipe);
    (void)watched.watchdog.check(watched.net, watched.work, recipe, {watched.x, watched.y, rows});
    alone.learn(alone.y, 4000, false);
    watched.learn(watched.y, 4000, true);
    CAPTURE(alone.loss(), watched.loss(), watched.diverged, watched.stalled, watched.watchdog.times_lowered);
    CHECK(alone.loss() > 10 * good_loss);
    CHECK(watched.loss() < good_loss);
    CHECK(watched.diverged > 0);
    CHECK(watched.restored > 0);
}

}  // namespace

TEST_CASE("a run that diverges at too high a rate is brought back and learns") {
    is_brought_back(SgdMomentum{0.3f}, 0.001f);
    is_brought_back(SgdMomentum{10.0f}, 0.001f);
    is_brought_back(SgdNesterov{1.0f}, 0.001f);
    is_brought_back(Adam{1.0f}, 0.001f);
    is_brought_back(Adam{10.0f}, 0.001f);
    is_brought_back(RmsProp{1.0f}, 0.001f);
    is_brought_back(Lion{1.0f}, 0.001f);
}

TEST_CASE("a healthy run has the same bits with a watchdog and without") {
    const Recipe recipe{MeanSquaredError{}, Adam{0.01f}};
    Learner alone(recipe), watched(recipe);
    alone.learn(alone.y, 4000, false);
    watched.learn(watched.y, 4000, true);
    CHECK(watched.diverged == 0);
    CHECK(same_bits::networks(alone.net, watched.net));
    CHECK(same_bits::states(alone.work.state, watched.work.state));
    CHECK(watched.loss() < 1e-4f);
}

namespace {

/// The final loss after rows of all kinds of poison in the middle of a run.
template <class Recipe>
void survives_poison(const Recipe& recipe, bool is_lost_alone) {
    const float infinity = __builtin_inff();
    const float poison[rows] = {infinity, 1e30f,     -infinity, 7,  -9,       infinity, infinity, 1e6f,
                                -1e30f,   -infinity, infinity,  12, infinity, 1e30f,    -1e30f,   infinity};
    Learner alone(recipe), watched(recipe), clean(recipe);
    watched.options.on_divergence = Response::restore;
    for (auto* learner : {&alone, &watched, &clean}) {
        const bool is_watched = learner == &watched;
        learner->learn(learner->y, 2000, is_watched);
        learner->learn(learner == &clean ? learner->y : poison, 200, is_watched);
        learner->learn(learner->y, 400, is_watched);
    }
    CAPTURE(alone.loss(), watched.loss(), clean.loss(), watched.diverged);
    CHECK(watched.diverged > 10);
    CHECK(watched.watchdog.times_lowered == 0);
    CHECK(watched.loss() < 1e-3f);
    CHECK((!is_finite(alone.loss()) || alone.loss() > 1e-2f) == is_lost_alone);
}

}  // namespace

TEST_CASE("a poisoned stretch of rows is survived where the guard repairs, and where there is none") {
    const Guard repairs{BadRow::repair};
    survives_poison(Recipe{MeanSquaredError{}, Sgd{0.1f}, Constant{}, repairs}, true);
    survives_poison(Recipe{MeanSquaredError{}, Adam{0.01f}, Constant{}, repairs}, true);
    survives_poison(Recipe{MeanSquaredError{}, Adam{0.01f}, Constant{}, NanToNumOnly{}}, true);
    survives_poison(Recipe{MeanSquaredError{}, Sgd{0.1f}, Constant{}, Unguarded{}}, true);
    survives_poison(Recipe{MeanSquaredError{}, Adam{0.01f}, Constant{}, Unguarded{}}, true);
}

TEST_CASE("going back restores the best weights, and the optimizer has forgotten; step and epoch go on") {
    const Recipe recipe{MeanSquaredError{}, Adam{0.01f}};
    Learner learner(recipe);
    learner.learn(learner.y, 400, true);
    const Net best = learner.net;
    const float loss = learner.loss();
    CHECK(learner.watchdog.check(learner.net, learner.work, recipe, {learner.x, learner.y, rows}).finding !=
          Finding::diverged);
    learner.watchdog = {};
    CHECK(learner.watchdog.check(learner.net, learner.work, recipe, {learner.x, learner.y, rows}).finding ==
          Finding::best);
    learner.net.bias<1>(0) += 5.0f;
    learner.work.state.epoch = 7;
    const WatchdogCheck check = learner.watchdog.check(learner.net, learner.work, recipe, {learner.x, learner.y, rows});
    CHECK(check.finding == Finding::diverged);
    CHECK(check.restored);
    CHECK(check.loss > 1.0f);
    CHECK(learner.loss() == loss);
    CHECK(same_bits::networks(learner.net, best));
    CHECK(learner.work.state.step == 400);
    CHECK(learner.work.state.epoch == 7);
    decltype(learner.work.state) fresh{};
    fresh.step = 400;
    fresh.epoch = 7;
    CHECK(same_bits::states(learner.work.state, fresh));
}

TEST_CASE("what was lowered is the rate, by the factor each time and down to the lowest") {
    constexpr Recipe recipe{MeanSquaredError{}, Adam{0.08f}};
    Watchdog<Net> watchdog{};
    CHECK(watchdog.slowed(recipe).optimizer.learning_rate == 0.08f);
    watchdog.times_lowered = 3;
    CHECK(watchdog.slowed(recipe).optimizer.learning_rate == 0.01f);
    WatchdogOptions options;
    options.lowest_rate = 0.25f;
    CHECK(watchdog.slowed(recipe, options).optimizer.learning_rate == 0.02f);
    watchdog.times_lowered = 0xffffffffu;
    CHECK(watchdog.slowed(recipe).optimizer.learning_rate == 0.08f * 1e-3f);
}

TEST_CASE("learning stalls after checks without a better loss, and improvements too small to count are none") {
    const Recipe recipe{MeanSquaredError{}, Adam{0.01f}};
    Learner learner(recipe);
    WatchdogOptions options;
    options.patience = 3;
    const auto finding = [&](float loss) {
        return learner.watchdog.judge(learner.net, learner.work, loss, options).finding;
    };
    CHECK(finding(1.0f) == Finding::best);
    CHECK(finding(0.5f) == Finding::best);
    CHECK(finding(0.9f) == Finding::healthy);
    CHECK(finding(0.6f) == Finding::healthy);
    CHECK(finding(0.4999f) == Finding::stalled);
    CHECK(learner.watchdog.lowest_loss == 0.4999f);
    CHECK(learner.watchdog.times_lowered == 1);
    CHECK(finding(0.6f) == Finding::healthy);
    CHECK(finding(0.4f) == Finding::best);
    options.on_stall = Response::nothing;
    for (int i = 0; i < 3; ++i) {
        (void)finding(0.6f);
    }
    CHECK(learner.watchdog.times_lowered == 1);
    options.patience = 0;
    for (int i = 0; i < 1000; ++i) {
        CHECK(finding(0.6f) == Finding::healthy);
    }
}

TEST_CASE("a loss that is not finite has diverged, and without a best there is nothing to go back to") {
    const Recipe recipe{MeanSquaredError{}, Adam{0.01f}};
    Learner learner(recipe);
    const Net before = learner.net;
    for (const float loss : {__builtin_nanf(""), __builtin_inff()}) {
        const WatchdogCheck check = learner.watchdog.judge(learner.net, learner.work, loss);
        CHECK(check.finding == Finding::diverged);
        CHECK_FALSE(check.restored);
    }
    CHECK(same_bits::networks(learner.net, before));
    CHECK(learner.watchdog.judge(learner.net, learner.work, 1.0f).finding == Finding::best);
    WatchdogOptions hostile;
    hostile.divergence = hostile.improvement = hostile.negligible = __builtin_nanf("");
    CHECK(learner.watchdog.judge(learner.net, learner.work, 100.0f, hostile).finding == Finding::healthy);
    CHECK(learner.watchdog.judge(learner.net, learner.work, __builtin_nanf(""), hostile).restored);
}

TEST_CASE("a loss that is 0 can be left and found again") {
    const Recipe recipe{MeanSquaredError{}, Adam{0.01f}};
    Learner learner(recipe);
    const auto finding = [&](float loss) { return learner.watchdog.judge(learner.net, learner.work, loss).finding; };
    CHECK(finding(1.0f) == Finding::best);
    CHECK(finding(0.0f) == Finding::best);
    CHECK(finding(0.008f) == Finding::healthy);
    CHECK(finding(0.5f) == Finding::diverged);
}

TEST_CASE("nothing is judged by a probe that cannot be, nor in the middle of a step") {
    const Recipe recipe{MeanSquaredError{}, Adam{0.01f}};
    Learner learner(recipe);
    const float nan[1] = {__builtin_nanf("")}, zero[1] = {0};
    const WatchdogCheck check = learner.watchdog.check(learner.net, learner.work, recipe, {nan, zero});
    CHECK(check.status == Status::all_skipped);
    CHECK(check.finding == Finding::unknown);
    CHECK(learner.watchdog.best.step == 0);

    SlicedWorkspace<Net, Unqualified<decltype(recipe)>, batch> sliced{};
    REQUIRE(begin(learner.net, sliced, recipe, {learner.x, learner.y, batch}).status == Status::ok);
    CHECK(learner.watchdog.check(learner.net, sliced, recipe, {learner.x, learner.y, rows}).status == Status::busy);
    CHECK(learner.watchdog.judge(learner.net, sliced, 1.0f).status == Status::busy);
    CHECK(learner.watchdog.best.step == 0);
}

TEST_CASE("with fit, an epoch a call") {
    const Recipe recipe{MeanSquaredError{}, Adam{1.0f}};
    Learner learner(recipe);
    uint32_t diverged = 0;
    (void)learner.watchdog.check(learner.net, learner.work, recipe, {learner.x, learner.y, rows});
    for (int epoch = 0; epoch < 1000; ++epoch) {
        FitOptions options;
        options.shuffle = true;
        options.learning_rate = learner.watchdog.slowed(recipe).optimizer.learning_rate;
        REQUIRE(fit(learner.net, learner.work, recipe, {learner.x, learner.y, rows}, options).status == Status::ok);
        const WatchdogCheck check =
            learner.watchdog.check(learner.net, learner.work, recipe, {learner.x, learner.y, rows});
        diverged += check.finding == Finding::diverged ? 1u : 0u;
    }
    CAPTURE(learner.loss());
    CHECK(diverged > 0);
    CHECK(learner.loss() < 0.003f);
}

TEST_CASE(
    "with fit and its best weights, what a watchdog restored is gone on from once the last weights are forgotten") {
    const Recipe recipe{MeanSquaredError{}, Adam{0.01f}};
    Learner learner(recipe);
    BestWeights<Net> best;
    FitOptions options;
    options.epochs = 100;
    const auto fit_to = [&](const float* targets) {
        REQUIRE(fit(learner.net, learner.work, recipe, {learner.x, targets, rows}, options, best).status == Status::ok);
    };
    fit_to(learner.y);
    REQUIRE(learner.watchdog.check(learner.net, learner.work, recipe, {learner.x, learner.y, rows}).finding ==
            Finding::best);
    const Net good = learner.net;
    const float far[rows] = {-9, 9, -9, 9, -9, 9, -9, 9, -9, 9, -9, 9, -9, 9, -9, 9};
    options.minimum_improvement = -1e9f;  // each epoch is the best one
    fit_to(far);
    REQUIRE(learner.watchdog.check(learner.net, learner.work, recipe, {learner.x, learner.y, rows}).restored);
    REQUIRE(same_bits::networks(learner.net, good));
    best = {};
    Learner plain = learner;
    options.epochs = 1;
    fit_to(learner.y);
    REQUIRE(fit(plain.net, plain.work, recipe, {plain.x, plain.y, rows}, options).status == Status::ok);
    CHECK(same_bits::networks(learner.net, plain.net));
    CHECK(same_bits::states(learner.work.state, plain.work.state));
    CHECK(learner.loss() < 0.05f);
}
