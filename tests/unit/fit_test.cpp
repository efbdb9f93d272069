// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "mote/mote.hpp"
#include "same_bits.hpp"

#include <limits>
#include <vector>

using namespace mote;

namespace {

using Net = Network<Input<1>, Dense<8, Tanh>, Dense<1>>;
constexpr auto recipe = Recipe{MeanSquaredError{}, Adam{0.02f}, Cosine{400}};
using Work = Workspace<Net, decltype(recipe), 8>;
constexpr size_t rows = 21;

struct Learner {
    Net net{};
    Work work{};
    float x[rows], y[rows];

    Learner() {
        init(net, 1);
        for (size_t i = 0; i < rows; ++i) {
            x[i] = -1.0f + 0.1f * static_cast<float>(i);
            y[i] = x[i] * x[i];
        }
    }
    FitResult fit(const FitOptions& options) { return mote::fit(net, work, recipe, {x, y, rows}, options); }
    bool same_as(const Learner& other) const {
        return same_bits::networks(net, other.net) && same_bits::states(work.state, other.work.state);
    }
};

FitOptions shuffled(uint32_t epochs) {
    FitOptions options;
    options.epochs = epochs;
    options.shuffle = true;
    options.shuffle_seed = 7;
    return options;
}

}  // namespace

TEST_CASE("fit learns, and takes the epochs it was given") {
    Learner learner;
    const FitResult first = learner.fit(shuffled(1));
    const FitResult last = learner.fit(shuffled(100));
    CHECK(last.status == Status::ok);
    CHECK(last.end == FitEnd::all_epochs);
    CHECK(last.epochs == 100);
    CHECK(last.loss < 0.05f * first.loss);
    CHECK(learner.work.state.epoch == 101);
    CHECK(learner.work.state.step == 101 * 3);
}

TEST_CASE("a continued fit equals an uninterrupted one, bit for bit") {
    Learner whole, parts;
    REQUIRE(whole.fit(shuffled(20)).status == Status::ok);
    for (const uint32_t epochs : {7u, 1u, 12u}) {
        REQUIRE(parts.fit(shuffled(epochs)).status == Status::ok);
    }
    CHECK(whole.same_as(parts));
}

TEST_CASE("fit without a shuffle is a loop over train") {
    Learner fitted, looped;
    FitOptions options;
    options.epochs = 3;
    options.batch = 5;
    REQUIRE(fitted.fit(options).status == Status::ok);
    for (int epoch = 0; epoch < 3; ++epoch) {
        for (size_t first = 0; first < rows; first += 5) {
            const size_t count = std::min<size_t>(5, rows - first);
            REQUIRE(train(looped.net, looped.work, recipe, {looped.x + first, looped.y + first, count}).status ==
                    Status::ok);
        }
    }
    CHECK(same_bits::networks(fitted.net, looped.net));
}

TEST_CASE("an epoch of one step reports the very loss of that step") {
    Learner fitted, trained;
    FitOptions options;
    const FitResult result = mote::fit(fitted.net, fitted.work, recipe, {fitted.x, fitted.y, 8}, options);
    CHECK(result.loss == train(trained.net, trained.work, recipe, {trained.x, trained.y, 8}).loss);
}

TEST_CASE("fresh forgets moments, step and epoch, and keeps the weights") {
    Learner learner, copy;
    REQUIRE(learner.fit(shuffled(5)).status == Status::ok);
    copy.net = learner.net;
    FitOptions fresh = shuffled(5);
    fresh.fresh = true;
    REQUIRE(learner.fit(fresh).status == Status::ok);
    REQUIRE(copy.fit(shuffled(5)).status == Status::ok);
    CHECK(learner.same_as(copy));
}

TEST_CASE("a learning rate for this call overrides the recipe's, which is back at the next") {
    Learner learner, other;
    FitOptions options = shuffled(1);
    options.learning_rate = 1e-30f;
    const Net before = learner.net;
    REQUIRE(learner.fit(options).status == Status::ok);
    CHECK(same_bits::networks(learner.net, before));
    REQUIRE(learner.fit(shuffled(1)).status == Status::ok);
    CHECK(!same_bits::networks(learner.net, before));
}

TEST_CASE("the callback sees every epoch and can stop") {
    Learner learner;
    std::vector<Epoch> seen;
    FitOptions options = shuffled(10);
    options.context = &seen;
    options.on_epoch = [](const Epoch& epoch, void* context) {
        auto& list = *static_cast<std::vector<Epoch>*>(context);
        list.push_back(epoch);
        return list.size() < 4;
    };
    const FitResult result = learner.fit(options);
    CHECK(result.end == FitEnd::callback);
    CHECK(result.epochs == 4);
    REQUIRE(seen.size() == 4);
    CHECK(seen[3].number == 4);
    CHECK(seen[3].loss == result.loss);
    CHECK(seen[3].evaluation_loss == result.loss);
}

TEST_CASE("early stopping waits for patience epochs without a better loss, in one call or over several") {
    FitOptions options = shuffled(1000);
    options.patience = 3;
    options.minimum_improvement = 1e9f;
    Learner whole, parts;
    const FitResult result = whole.fit(options);
    CHECK(result.end == FitEnd::early_stopping);
    CHECK(result.epochs == 4);
    options.epochs = 2;
    CHECK(parts.fit(options).end == FitEnd::all_epochs);
    CHECK(parts.fit(options).end == FitEnd::early_stopping);
    CHECK(whole.same_as(parts));
}

TEST_CASE("with evaluation rows, early stopping looks at their loss") {
    Learner learner;
    const float far_x[2] = {5.0f, 6.0f}, far_y[2] = {-100.0f, -100.0f};
    FitOptions options = shuffled(200);
    options.patience = 5;
    static float last;
    last = 0.0f;
    options.on_epoch = [](const Epoch& epoch, void*) {
        last = epoch.evaluation_loss;
        return true;
    };
    const FitResult result =
        mote::fit(learner.net, learner.work, recipe, {{learner.x, learner.y, rows}, {far_x, far_y}}, options);
    CHECK(result.status == Status::ok);
    CHECK(last == evaluate(learner.net, learner.work, recipe, {far_x, far_y}).loss);
    CHECK(last > 1000.0f);
}

TEST_CASE("more rows than a shuffle reaches are a status, and nothing is done") {
    if constexpr (sizeof(size_t) > sizeof(uint32_t)) {
        Learner learner, untouched;
        constexpr uint64_t too_many = uint64_t{1} << 32;
        const FitResult result = mote::fit(learner.net, learner.work, recipe,
                                           {learner.x, learner.y, static_cast<size_t>(too_many)}, shuffled(1));
        CHECK(result.status == Status::too_many_rows);
        CHECK(result.end == FitEnd::failed);
        CHECK(result.epochs == 0);
        CHECK(learner.same_as(untouched));
    }
}

TEST_CASE("no rows is a status, and rejected batches are left out") {
    Learner learner;
    CHECK(mote::fit(learner.net, learner.work, recipe, {learner.x, learner.y, 0}, {}).status == Status::empty_batch);
    auto rejecting = recipe;
    rejecting.guard.bad_row = BadRow::reject;
    learner.y[0] = std::numeric_limits<float>::quiet_NaN();
    const FitResult result = mote::fit(learner.net, learner.work, rejecting, {learner.x, learner.y, rows}, {});
    CHECK(result.status == Status::ok);
    CHECK(result.repairs.nan == 1);
    CHECK(learner.work.state.step == 2);
}

TEST_CASE("a class number out of range ends a fit at its step") {
    using Classifier = Network<Input<1>, Dense<2>>;
    constexpr auto classify = Recipe{CrossEntropy{}, Sgd{0.1f}, Constant{}, Guard{BadRow::repair}};
    static Workspace<Classifier, decltype(classify), 2> work;
    Classifier net{};
    init(net, 1);
    const float inputs[6] = {0, 1, 2, 3, 4, 5};
    const ClassNumber classes[6] = {0, 1, 0, 2, 1, 0};
    FitOptions options;
    options.epochs = 3;
    const FitResult result = mote::fit(net, work, classify, {inputs, classes}, options);
    CHECK(result.status == Status::class_out_of_range);
    CHECK(result.end == FitEnd::failed);
    CHECK(work.state.step == 1);
    CHECK(work.state.epoch == 0);
}

TEST_CASE("an evaluation that fails is no best loss") {
    constexpr auto skips = Recipe{MeanSquaredError{}, Adam{0.02f}, Constant{}, Guard{BadRow::skip}};
    static Workspace<Net, decltype(skips), 8> work;
    Learner learner;
    const float bad[2] = {std::numeric_limits<float>::quiet_NaN(), 0.0f}, good[2] = {0.5f, 0.25f};
    FitOptions options;
    options.epochs = 20;
    options.patience = 5;
    uint32_t calls = 0;
    options.on_epoch = [&calls](const Epoch&) {
        ++calls;
        return true;
    };
    const FitResult failed =
        fit(learner.net, work, skips, {{learner.x, learner.y, rows}, {&bad[0], &good[0], 1}}, options);
    CHECK(failed.status == Status::all_skipped);
    CHECK(calls == 0);  // there is no loss to tell
    CHECK(work.state.epoch == 1);
    CHECK(float_bits(work.state.best_loss) == 0);
    const FitResult continued =
        fit(learner.net, work, skips, {{learner.x, learner.y, rows}, {&good[0], &good[1], 1}}, options);
    CHECK(continued.status == Status::ok);
    CHECK(work.state.best_loss > 0.0f);
    CHECK(work.state.best_loss < largest_float);
}

TEST_CASE("bad evaluation rows are left out and counted, and the epoch counts all the same") {
    Learner learner;
    auto rejecting = recipe;
    rejecting.guard.bad_row = BadRow::reject;
    const float bad_x[1] = {std::numeric_limits<float>::quiet_NaN()}, bad_y[1] = {0.0f};
    const FitResult result =
        mote::fit(learner.net, learner.work, rejecting, {{learner.x, learner.y, rows}, {bad_x, bad_y}}, {});
    CHECK(result.status == Status::rejected);
    CHECK(result.end == FitEnd::failed);
    CHECK(result.epochs == 1);
    CHECK(result.repairs.nan == 1);
    CHECK(learner.work.state.epoch == 1);
}

TEST_CASE("fit says why it learned nothing") {
    Learner learner;
    auto rejecting = recipe;
    rejecting.guard.bad_row = BadRow::reject;
    const float bad_x[1] = {std::numeric_limits<float>::quiet_NaN()}, bad_y[1] = {0.0f};
    CHECK(mote::fit(learner.net, learner.work, rejecting, {bad_x, bad_y}, {}).status == Status::rejected);
    rejecting.guard.bad_row = BadRow::skip;
    CHECK(mote::fit(learner.net, learner.work, rejecting, {bad_x, bad_y}, {}).status == Status::all_skipped);
}

TEST_CASE("after early stopping another call waits as long again") {
    FitOptions options = shuffled(1000);
    options.patience = 3;
    options.minimum_improvement = 1e9f;
    Learner learner;
    CHECK(learner.fit(options).end == FitEnd::early_stopping);
    CHECK(learner.fit(options).epochs == 3);
}

TEST_CASE("a callback that stops where patience ends leaves the state of a fit that nobody stopped") {
    FitOptions options = shuffled(1000);
    options.patience = 3;
    options.minimum_improvement = 1e9f;
    Learner stopped, uncut;
    const FitResult alone = uncut.fit(options);
    options.on_epoch = [](const Epoch& epoch) { return epoch.number < 4; };
    const FitResult both = stopped.fit(options);
    CHECK(both.end == FitEnd::early_stopping);
    CHECK(both.epochs == alone.epochs);
    CHECK(stopped.same_as(uncut));
    CHECK(stopped.fit(options).epochs == 1);  // the callback stops it again
}

TEST_CASE("a loss of exactly 0 is a best loss") {
    Learner learner;
    FitOptions options;
    options.epochs = 10;
    options.patience = 2;
    const float x[1] = {0.0f}, y[1] = {0.0f};
    learner.net = {};
    learner.net.parameters[0] = 1.0f;  // its output is 0 all the same
    const FitResult result = mote::fit(learner.net, learner.work, recipe, {x, y}, options);
    CHECK(result.end == FitEnd::early_stopping);
    CHECK(result.epochs == 3);
}

TEST_CASE("the loss of an epoch is the mean over its rows, those of an ignored class left out") {
    using Classifier = Network<Input<1>, Dense<3>>;
    constexpr auto ignoring = Recipe{IgnoreClass<65536, CrossEntropy>{}, Sgd{1e-30f}};
    constexpr auto plain = Recipe{CrossEntropy{}, Sgd{1e-30f}};
    static Classifier classifier;
    static Workspace<Classifier, Unqualified<decltype(ignoring)>, 2> work;
    static Workspace<Classifier, Unqualified<decltype(plain)>, 4> plain_work;
    init(classifier, 3);
    const float x[6] = {1, -2, 3, -1, 5, 7}, x_of_rest[3] = {1, 3, -1};
    const int y[6] = {0, -1, 2, 1, -1, -7}, y_of_rest[3] = {0, 2, 1};
    const FitResult fitted = fit(classifier, work, ignoring, {x, y}, FitOptions{});
    REQUIRE(fitted.status == Status::ok);
    CHECK(fitted.repairs.total() == 0);
    CHECK(fitted.loss == Approx(evaluate(classifier, plain_work, plain, {x_of_rest, y_of_rest}).loss).epsilon(1e-6));
}

namespace {

int changing_class[1] = {0};

/// Runs between the reading of the rows and the end of the step, as an interrupt that writes there would.
struct WritesThere : Sgd {
    constexpr WritesThere repaired(Repairs& repairs) const { return WritesThere{Sgd::repaired(repairs)}; }
    Step begin(Corrections& corrections, float rate) const {
        changing_class[0] = 255;
        return Sgd::begin(corrections, rate);
    }
};

}  // namespace

TEST_CASE("a class number that somebody changes during the step counts as it was read") {
    using Classifier = Network<Input<1>, Dense<2>>;
    constexpr auto ignoring = Recipe{IgnoreClass<255, CrossEntropy>{}, WritesThere{}};
    static Classifier classifier;
    static Workspace<Classifier, Unqualified<decltype(ignoring)>, 4> work;
    init(classifier, 1);
    const float x[1] = {1};
    const FitResult fitted = fit(classifier, work, ignoring, {x, changing_class}, FitOptions{});
    REQUIRE(changing_class[0] == 255);
    CHECK(fitted.status == Status::ok);
    CHECK(0.0f < fitted.loss);
    CHECK(fitted.loss < 10.0f);
    CHECK(work.state.best_loss == fitted.loss);
}

TEST_CASE("the loss of an epoch is the mean by the weights of its rows") {
    using Line = Network<Input<1>, Dense<1>>;
    constexpr auto weighted = Recipe{SampleWeighted<MeanSquaredError>{}, Sgd{1e-30f}};
    static Line line;
    static Workspace<Line, Unqualified<decltype(weighted)>, 1> work;
    line.parameters[1] = 1e-30f;
    const float x[4] = {1, 2, 3, 4}, y[4] = {1, 2, 3, 4};
    const float weights[4] = {0, 0, 1, 9}, none[4] = {0, 0, 0, 0};
    const FitResult fitted = fit(line, work, weighted, {x, y, weights}, FitOptions{});
    CHECK(fitted.status == Status::ok);
    CHECK(fitted.loss == Approx((9.0f * 1 + 16.0f * 9) / 10).epsilon(1e-6));
    CHECK(fitted.loss == Approx(evaluate(line, work, weighted, {x, y, weights}).loss).epsilon(1e-6));
    const FitResult weightless = fit(line, work, weighted, {x, y, none}, FitOptions{});
    CHECK(weightless.status == Status::ok);
    CHECK(weightless.loss == 0.0f);
}

TEST_CASE("the loss of an epoch is the mean by the weights of its classes, out of their range or not") {
    using Classifier = Network<Input<1>, Dense<3>>;
    const auto of_weights = [](const float(&weights)[3]) {
        return Recipe{WeightedCrossEntropy{weights}, Sgd{1e-30f}, Constant{}, Guard{BadRow::skip}};
    };
    static Classifier classifier;
    static Workspace<Classifier, decltype(of_weights({1, 1, 1})), 2> work;
    static Workspace<Classifier, decltype(of_weights({1, 1, 1})), 8> at_once;
    init(classifier, 3);
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float x[7] = {1, -2, nan, 3, -1, 5, 7};
    const int y[7] = {0, 1, 0, 2, 2, 0, 1};
    const auto recipe_of_classes = of_weights({0.5f, -4.0f, nan});
    const FitResult fitted = fit(classifier, work, recipe_of_classes, {x, y}, FitOptions{});
    REQUIRE(fitted.status == Status::ok);
    CHECK(fitted.repairs.settings == 2 * 4);
    CHECK(fitted.loss == Approx(evaluate(classifier, at_once, recipe_of_classes, {x, y}).loss).epsilon(1e-6));
}

TEST_CASE("what fit refuses it refuses before it begins afresh") {
    Learner learner;
    REQUIRE(learner.fit(shuffled(5)).status == Status::ok);
    Learner before = learner;
    const auto status_of = [&](const DataSetOf<Work>& data) {
        FitOptions options = shuffled(5);
        options.fresh = true;
        return fit(learner.net, learner.work, recipe, data, options).status;
    };
    const std::vector<float> four(4), three(3);
    CHECK(status_of({four, three}) == Status::rows_differ);
    CHECK(learner.same_as(before));
    CHECK(status_of({learner.x, learner.y, 0}) == Status::empty_batch);
    CHECK(learner.same_as(before));
    if constexpr (sizeof(size_t) > sizeof(uint32_t)) {
        constexpr auto too_many = static_cast<size_t>(uint64_t{1} << 32);
        CHECK(status_of({learner.x, learner.y, too_many}) == Status::too_many_rows);
        CHECK(learner.same_as(before));
    }
    learner.net = before.net = {};
    CHECK(status_of({learner.x, learner.y, rows}) == Status::not_initialized);
    CHECK(learner.same_as(before));
    CHECK(learner.work.state.step == 5 * 3);
}

TEST_CASE("evaluation rows that differ are found before an epoch is learned") {
    Learner learner, untouched;
    const std::vector<float> four(4), three(3);
    const FitResult result =
        fit(learner.net, learner.work, recipe, {{learner.x, learner.y, rows}, {four, three}}, shuffled(1));
    CHECK(result.status == Status::rows_differ);
    CHECK(result.epochs == 0);
    CHECK(learner.same_as(untouched));
}

TEST_CASE("a schedule is over if every step of a fit had a rate of 0, and not if the first one had") {
    const auto end_of = [](auto schedule, uint32_t epochs) {
        const Recipe with{MeanSquaredError{}, Sgd{0.01f}, schedule};
        static Workspace<Net, Unqualified<decltype(with)>, 8> work;
        work = {};
        Learner learner;
        const Net before = learner.net;
        FitOptions options;
        options.epochs = epochs;
        const FitEnd end = fit(learner.net, work, with, {learner.x, learner.y, rows}, options).end;
        CHECK(same_bits::networks(learner.net, before) == (end == FitEnd::schedule_over));
        return end;
    };
    CHECK(end_of(Linear{5, 0.0f, 1.0f}, 1) == FitEnd::all_epochs);
    CHECK(end_of(ConstantFactor{3, 0.0f}, 1) == FitEnd::schedule_over);
    CHECK(end_of(ConstantFactor{3, 0.0f}, 2) == FitEnd::all_epochs);
    CHECK(end_of(ConstantFactor{5, 0.0f}, 2) == FitEnd::all_epochs);
    CHECK(end_of(ConstantFactor{6, 0.0f}, 2) == FitEnd::schedule_over);
}
