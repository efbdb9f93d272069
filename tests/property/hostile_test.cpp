// SPDX-License-Identifier: MIT
// Fed with any bits at all (inputs, targets, class numbers, settings, schedules, limits, scales), training stays finite
// and within its ceilings, counts what it repaired, and learns on as soon as the numbers are clean again.
#include "property/hostile.hpp"

#include <cstdlib>

#include "catch.hpp"
#include "same_bits.hpp"

namespace {

using mote::BadRow;
using mote::Dense;
using mote::Status;

using mote::CrossEntropy;
using mote::MeanSquaredError;
/// Hostile steps of each combination: 8, or more for a night (1,600 are 10⁹ hostile numbers).
size_t steps_of_each() {
    const char* const asked = std::getenv("MOTE_HOSTILE_STEPS");
    return asked == nullptr ? 8 : std::strtoul(asked, nullptr, 10);
}

/// Hostile steps from fresh weights with every activation, loss, optimizer and guard of these families.
template <class Loss, class Optimizer, class Inner = Optimizer>
size_t broken_by_any() {
    using Net = mote::Network<mote::Input<2>, Dense<3, EveryActivation>, Dense<2>>;
    using Recipe = mote::Recipe<Loss, Optimizer>;
    static HostileTraining<Net, Recipe, 3> training(14);
    const size_t steps = steps_of_each();
    size_t taken = 0;
    Loss loss;
    Optimizer optimizer;
    Inner& any = optimizer;
    for (EveryActivation::chosen = 0; EveryActivation::chosen < EveryActivation::count; ++EveryActivation::chosen) {
        for (loss.chosen = 0; loss.chosen < Loss::count; ++loss.chosen) {
            for (any.chosen = 0; any.chosen < Inner::count; ++any.chosen) {
                for (const BadRow bad_row : every_bad_row) {
                    training.restart(static_cast<uint32_t>(taken));
                    for (size_t step = 0; step < steps; ++step, ++taken) {
                        training.step(loss, optimizer, bad_row);
                    }
                }
            }
        }
    }
    return training.learned < taken / 8 ? taken : training.broken;
}

}  // namespace

TEST_CASE("any bits at all leave every number finite, for every activation, loss, optimizer and guard") {
    using Bounded = EveryBoundedOptimizer;
    using Unbounded = EveryUnboundedOptimizer;
    using EveryLossOfNumbers = WithWeighted<AnyLossOfNumbers<2>>::Type;
    using EveryLossOfClasses = WithWeighted<AnyLossOfClasses<2>>::Type;
    CHECK(broken_by_any<EveryLossOfNumbers, Bounded>() == 0);
    CHECK(broken_by_any<EveryLossOfNumbers, Unbounded>() == 0);
    CHECK(broken_by_any<EveryLossOfClasses, Bounded>() == 0);
    CHECK(broken_by_any<EveryLossOfClasses, Unbounded>() == 0);
    CHECK(broken_by_any<AnyIgnoring<EveryLossOfClasses>, Unbounded>() == 0);
    CHECK(broken_by_any<EveryLossOfNumbers, mote::ClipNorm<Bounded>, Bounded>() == 0);
    CHECK(broken_by_any<EveryLossOfNumbers, mote::ClipNorm<Unbounded>, Unbounded>() == 0);
}

TEST_CASE("any bits at all leave every number finite, for every schedule") {
    const auto broken = [](auto schedule) {
        using Net = mote::Network<mote::Input<2>, Dense<3, mote::Tanh>, Dense<2>>;
        return broken_by_training<Net, MeanSquaredError, mote::Sgd, decltype(schedule)>();
    };
    CHECK(broken(mote::Constant{}) == 0);
    CHECK(broken(mote::Cosine{1}) == 0);
    CHECK(broken(mote::CosineWave{1}) == 0);
    CHECK(broken(mote::WarmRestarts{1}) == 0);
    CHECK(broken(mote::OneCycle{1}) == 0);
    CHECK(broken(mote::OneCycleOf<mote::AlongLine>{1}) == 0);
    CHECK(broken(mote::OneCycleOf<mote::AlongCosine, 3>{1}) == 0);
    CHECK(broken(mote::ConstantFactor{}) == 0);
    CHECK(broken(mote::StepDecay{1}) == 0);
    CHECK(broken(mote::MultiStep{{1, 2}}) == 0);
    CHECK(broken(mote::Exponential{}) == 0);
    CHECK(broken(mote::Polynomial{1}) == 0);
    CHECK(broken(mote::Linear{}) == 0);
    CHECK(broken(mote::WarmUp{mote::Cosine{1}, 1}) == 0);
    CHECK(broken(mote::ReduceOnPlateau{}) == 0);
    CHECK(broken(mote::WarmUp{mote::ReduceOnPlateau{}, 1}) == 0);
}

TEST_CASE("any bits at all leave a deep network without bounded activations finite") {
    using Deep = mote::Network<mote::Input<1>, Dense<4, mote::Mish>, Dense<5, mote::Identity>, Dense<4, mote::Relu>,
                               Dense<4, mote::Identity>, Dense<1, mote::Relu>>;
    CHECK(broken_by_training<Deep, MeanSquaredError, mote::SgdMomentum>() == 0);
    CHECK(broken_by_training<Deep, MeanSquaredError, mote::Adam>() == 0);
}

TEST_CASE("any bits at all leave a network with low or high ceilings finite and below them") {
    using Low = mote::Network<mote::Input<2>, Dense<4, mote::Mish>, Dense<1>, mote::Ceilings<1, 2, 3>>;
    using High = mote::Network<mote::Input<2>, Dense<4, mote::Relu>, Dense<2, mote::Mish>,
                               mote::Ceilings<1000000, 1000000000, 1000000000>>;
    CHECK(broken_by_training<Low, MeanSquaredError, mote::Sgd>() == 0);
    CHECK(broken_by_training<Low, MeanSquaredError, mote::AdamW>() == 0);
    CHECK(broken_by_training<High, MeanSquaredError, mote::SgdMomentum>() == 0);
    CHECK(broken_by_training<High, MeanSquaredError, mote::Adam>() == 0);
}

namespace {

/// The largest weight, in ceilings, while every step drives them up, and after a whole sweep at rate 0.
struct Driven {
    float largest, after_rest;
};
template <class Optimizer>
Driven driven_up(Optimizer optimizer, size_t workspaces = 1) {
    using Low = mote::Network<mote::Input<1>, Dense<20, mote::Relu>, Dense<1>, mote::Ceilings<1, 10, 1000000>>;
    using Recipe = mote::Recipe<MeanSquaredError, Optimizer>;
    static Low net;
    static mote::Workspace<Low, Recipe, 1> works[8];
    const float x[1] = {10}, y[1] = {1000000};
    mote::init(net, 28);
    Recipe recipe;
    recipe.optimizer = optimizer;
    Driven driven{};
    for (size_t step = 0; step < 3000 + mote::detail::sweep_period; ++step) {
        recipe.optimizer.learning_rate = step < 3000 ? optimizer.learning_rate : 0.0f;
        for (size_t i = 0; i < workspaces; ++i) {
            REQUIRE(mote::train(net, works[i], recipe, {x, y}).status == Status::ok);
        }
        driven.after_rest = 0;
        for (const float weight : net.parameters) {
            driven.after_rest = mote::larger(driven.after_rest, weight);
        }
        driven.largest = mote::larger(driven.largest, driven.after_rest);
    }
    return driven;
}

}  // namespace

TEST_CASE("weights that every bounded optimizer drives up stay below one and a half ceilings") {
    const auto is_held = [](auto optimizer) {
        const Driven driven = driven_up(optimizer);
        return driven.largest <= (decltype(optimizer)::bounded ? 1.5f : 1.0f) && driven.after_rest <= 1.0f;
    };
    for (const float rate : {7e-5f, 1.0f, 1e6f}) {
        CHECK(is_held(mote::AmsGrad{rate}));
        CHECK(is_held(mote::AdamBfloat16{rate}));
        CHECK(is_held(mote::Adamax{rate}));
        CHECK(is_held(mote::NAdam{rate}));
        CHECK(is_held(mote::RmsProp{rate}));
        CHECK(is_held(mote::Adagrad{rate}));
        CHECK(is_held(mote::Lion{rate}));
        CHECK(is_held(mote::RAdam{rate}));
        CHECK(is_held(mote::Adadelta{rate}));
        CHECK(is_held(mote::RmsPropMomentum{rate}));
    }
    CHECK(is_held(mote::DecoupledDecay{mote::Lion{1.0f}, 0.1f}));
    CHECK(is_held(mote::L2Penalty{mote::NAdam{1.0f}, 0.1f}));
}

TEST_CASE("weights that every step drives up stop at their ceiling, or between two sweeps at one and a half") {
    const Driven sgd = driven_up(mote::Sgd{1e6f}), momentum = driven_up(mote::SgdMomentum{1e6f});
    CHECK(sgd.largest <= 1.0f);
    CHECK(momentum.largest <= 1.0f);
    const Driven adam = driven_up(mote::Adam{7e-5f}), adamw = driven_up(mote::AdamW{7e-5f, 0.9f, 0.999f, 1e-8f, 0.0f});
    CHECK(adam.largest > 1.0f);
    CHECK(adam.largest <= 1.5f);
    CHECK(adam.after_rest <= 1.0f);
    CHECK(adamw.largest > 1.0f);
    CHECK(adamw.largest <= 1.5f);
    CHECK(adamw.after_rest <= 1.0f);
    CHECK(driven_up(mote::Adam{1e6f}).largest <= 1.0f);
}

TEST_CASE("workspaces that share a network drive no weight beyond the proof") {
    for (const float beta2 : {0.82f, 0.999f}) {
        for (const float rate : {7e-5f, 2e-4f, 1e-3f, 1.0f}) {
            const Driven by_four = driven_up(mote::Adam{rate, 0.9f, beta2}, 4);
            const Driven by_eight = driven_up(mote::Adam{rate, 0.9f, beta2}, 8);
            CHECK(by_four.largest <= 1.5f);
            CHECK(by_four.after_rest <= 1.0f);
            CHECK(by_eight.largest <= 2.0f);
            CHECK(by_eight.after_rest <= 1.0f);
        }
    }
    CHECK(driven_up(mote::Adam{7e-5f}, 8).largest > 1.0f);
}

TEST_CASE("any bits at all in scales and features leave every number finite") {
    using All = mote::Network<mote::Input<2>, mote::InputScaling, mote::FourierFeatures<2>, Dense<3, mote::Tanh>,
                              Dense<2, mote::Sigmoid>, mote::OutputScaling>;
    using Linear = mote::Network<mote::Input<2>, mote::InputScaling, Dense<2>, mote::OutputScaling>;
    using Features = mote::Network<mote::Input<1>, mote::FourierFeatures<4>, Dense<2>>;
    CHECK(broken_by_training<All, MeanSquaredError, mote::Adam>() == 0);
    CHECK(broken_by_training<Linear, MeanSquaredError, mote::SgdMomentum>() == 0);
    CHECK(broken_by_training<Features, CrossEntropy, mote::Sgd>() == 0);
}

TEST_CASE("any bits at all are evaluated to a finite loss, and counted as training counts them") {
    using Network =
        mote::Network<mote::Input<2>, mote::InputScaling, Dense<3, mote::Mish>, Dense<2>, mote::OutputScaling>;
    using Recipe = mote::Recipe<MeanSquaredError, mote::Sgd>;
    static Network net;
    static mote::Workspace<Network, Recipe, 3> work;
    Numbers numbers(19);
    mote::init(net, 20);
    size_t broken = 0;
    for (int i = 0; i < 2000; ++i) {
        Recipe recipe;
        spoil(numbers, recipe.guard);
        spoil_scales(numbers, net);
        std::vector<float> x(3 * Network::inputs), y(3 * Network::outputs);
        draw(numbers, x);
        draw(numbers, y);
        const mote::Result evaluated = mote::evaluate(net, work, recipe, {x.data(), y.data(), 3});
        const mote::Result trained = mote::train(net, work, recipe, {x.data(), y.data(), 3});
        broken += beyond(&evaluated.loss, 1) + (evaluated.status == trained.status ? 0u : 1u);
        broken += evaluated.repairs.total() == trained.repairs.total() ? 0u : 1u;
    }
    CHECK(broken == 0);
}

TEST_CASE("any bits at all in a single row leave a workspace of batch 1 finite") {
    using Wide = mote::Network<mote::Input<1>, Dense<3, mote::Mish>, Dense<33, mote::Identity>, Dense<1>>;
    CHECK(broken_by_training<Wide, MeanSquaredError, mote::AdamW, mote::Constant, 1>() == 0);
}

// Rows that are repaired, skipped, rejected. ------------------------------------------------------------------------

namespace {

constexpr float not_a_number = __builtin_nanf(""), infinity = __builtin_inff();

using Pair = mote::Network<mote::Input<2>, Dense<3, mote::Tanh>, Dense<1>, mote::Ceilings<1000, 100, 10>>;
using Guarded = mote::Recipe<MeanSquaredError, mote::SgdMomentum>;
using Work = mote::Workspace<Pair, Guarded, 4>;

constexpr Guarded guarded(BadRow policy) { return {{}, {0.1f}, {}, mote::Guard{policy}}; }

/// Network and state, every bit.
struct Snapshot {
    Pair net;
    decltype(Work::state) state;

    Snapshot(const Pair& net_now, const Work& work_now) : net(net_now), state(work_now.state) {}
    friend bool operator==(const Snapshot& a, const Snapshot& b) {
        return same_bits::networks(a.net, b.net) && same_bits::states(a.state, b.state);
    }
};

/// A network and a workspace that have learned a little, so that no byte of them is what it was at start.
struct Experienced {
    Pair net{};
    Work work{};

    Experienced() {
        mote::init(net, 14);
        Numbers numbers(15);
        for (int step = 0; step < 3; ++step) {
            const std::vector<float> x = numbers.uniform(8, 1.0f), y = numbers.uniform(4, 1.0f);
            REQUIRE(mote::train(net, work, guarded(BadRow::repair), {x.data(), y.data(), 4}).status == Status::ok);
        }
    }
    mote::Result train(BadRow policy, const float* x, const float* y, size_t count) {
        return mote::train(net, work, guarded(policy), {x, y, count});
    }
};

// A clean row; a NaN; a target out of range; an infinity and a number out of range.
constexpr float bad_x[4][2] = {{1, -1}, {not_a_number, 2}, {3, 4}, {-infinity, 100.5f}};
constexpr float bad_y[4] = {1, 2, -11, infinity};

}  // namespace

TEST_CASE("a repaired batch learns what the batch with the repaired numbers would have taught") {
    Experienced hurt, healthy;
    const float repaired_x[4][2] = {{1, -1}, {0, 2}, {3, 4}, {-100, 100}};
    const float repaired_y[4] = {1, 2, -10, 10};
    const mote::Result result = hurt.train(BadRow::repair, bad_x[0], bad_y, 4);
    const mote::Result clean = healthy.train(BadRow::repair, repaired_x[0], repaired_y, 4);

    CHECK(result.status == Status::ok);
    CHECK(result.repairs.nan == 1);
    CHECK(result.repairs.infinite == 2);
    CHECK(result.repairs.out_of_range == 2);
    CHECK(result.repairs.skipped_rows == 0);
    CHECK(result.repairs.settings == 0);
    CHECK(clean.repairs.total() == 0);
    CHECK(different(&result.loss, &clean.loss, 1) == 0);
    CHECK(same_bits::networks(hurt.net, healthy.net));
    CHECK(same_bits::states(hurt.work.state, healthy.work.state));
}

TEST_CASE("a batch with skipped rows learns what the other rows alone would have taught") {
    Experienced hurt, healthy;
    const float x[4][2] = {{not_a_number, 1}, {1, -1}, {2, 3}, {4, infinity}};
    const float y[4] = {1, 2, 3, 4};
    const mote::Result result = hurt.train(BadRow::skip, x[0], y, 4);
    const mote::Result clean = healthy.train(BadRow::skip, x[1], y + 1, 2);

    CHECK(result.status == Status::ok);
    CHECK(result.repairs.skipped_rows == 2);
    CHECK(result.repairs.nan == 1);
    CHECK(result.repairs.infinite == 1);
    CHECK(different(&result.loss, &clean.loss, 1) == 0);
    CHECK(different(hurt.net.parameters, healthy.net.parameters, Pair::parameter_count) == 0);
}

TEST_CASE("a rejected batch leaves network and state bit-identical") {
    Experienced experienced;
    const Snapshot before(experienced.net, experienced.work);
    const mote::Result result = experienced.train(BadRow::reject, bad_x[0], bad_y, 4);
    CHECK(result.status == Status::rejected);
    CHECK(result.repairs.nan == 1);
    CHECK(Snapshot(experienced.net, experienced.work) == before);
    CHECK(experienced.train(BadRow::reject, bad_x[0], bad_y, 1).status == Status::ok);
}

TEST_CASE("batches that are empty, too large or bad in every row leave network and state bit-identical") {
    Experienced experienced;
    const Snapshot before(experienced.net, experienced.work);
    CHECK(experienced.train(BadRow::repair, bad_x[0], bad_y, 0).status == Status::empty_batch);
    CHECK(experienced.train(BadRow::repair, bad_x[0], bad_y, 5).status == Status::batch_too_large);
    CHECK(experienced.train(BadRow::repair, bad_x[0], bad_y, SIZE_MAX).status == Status::batch_too_large);
    const mote::Result skipped = experienced.train(BadRow::skip, bad_x[1], bad_y + 1, 3);
    CHECK(skipped.status == Status::all_skipped);
    CHECK(skipped.repairs.skipped_rows == 3);
    CHECK(Snapshot(experienced.net, experienced.work) == before);
}

TEST_CASE("a class number out of range is a status or a skipped row, and never learned") {
    using Net = mote::Network<mote::Input<1>, Dense<3>>;
    using Recipe = mote::Recipe<CrossEntropy, mote::Sgd>;
    static Net net;
    static mote::Workspace<Net, Recipe, 2> work;
    Recipe recipe;
    mote::init(net, 16);
    const Net before = net;
    const float x[2] = {1, 2};
    const mote::ClassNumber y[2] = {65535, 3};
    CHECK(mote::train(net, work, recipe, {x, y, 2}).status == Status::all_skipped);
    recipe.guard.bad_row = BadRow::repair;
    CHECK(mote::train(net, work, recipe, {x, y, 2}).status == Status::class_out_of_range);
    recipe.guard.bad_row = BadRow::reject;
    CHECK(mote::train(net, work, recipe, {x, y, 2}).status == Status::class_out_of_range);
    CHECK(different(net.parameters, before.parameters, Net::parameter_count) == 0);
    CHECK(work.state.step == 0);

    const mote::ClassNumber half[2] = {65535, 2};
    recipe.guard.bad_row = BadRow::skip;
    const mote::Result result = mote::train(net, work, recipe, {x, half, 2});
    CHECK(result.status == Status::ok);
    CHECK(result.repairs.skipped_rows == 1);
}

TEST_CASE("a guard's limits tighten the ceilings and never loosen them") {
    Experienced experienced;
    const float x[2] = {50, 150}, y[1] = {5};
    Guarded recipe = guarded(BadRow::repair);
    recipe.guard.input_limit = 49;
    recipe.guard.target_limit = 4;
    CHECK(mote::train(experienced.net, experienced.work, recipe, {x, y, 1}).repairs.out_of_range == 3);
    for (const float looser : {1e9f, infinity, not_a_number, -1.0f}) {
        recipe.guard.input_limit = recipe.guard.target_limit = looser;
        CHECK(mote::train(experienced.net, experienced.work, recipe, {x, y, 1}).repairs.out_of_range == 1);
    }
}

TEST_CASE("a guard's limit of 0, with either sign, leaves nothing but zeros") {
    for (const float zero : {0.0f, -0.0f}) {
        Experienced hurt, healthy;
        const float x[2] = {not_a_number, 7}, y[1] = {infinity}, zeros[2] = {0, 0};
        Guarded recipe = guarded(BadRow::repair);
        recipe.guard.input_limit = recipe.guard.target_limit = zero;
        const mote::Result result = mote::train(hurt.net, hurt.work, recipe, {x, y, 1});
        const mote::Result clean = healthy.train(BadRow::repair, zeros, zeros, 1);
        CHECK(result.repairs.total() == 3);
        CHECK(different(&result.loss, &clean.loss, 1) == 0);
        CHECK(different(hurt.net.parameters, healthy.net.parameters, Pair::parameter_count) == 0);
    }
}

TEST_CASE("every setting out of its range is repaired and counted, at every step") {
    static Pair net;
    static mote::Workspace<Pair, mote::Recipe<MeanSquaredError, mote::AdamW>, 1> work;
    mote::init(net, 17);
    const float x[2] = {1, 2}, y[1] = {1};
    const mote::AdamW bad[] = {{not_a_number, 0.9f, 0.999f, 1e-8f, 0.01f},
                               {-1.0f, 1.0f, 0.999999f, 1e-8f, 0.01f},
                               {0.001f, not_a_number, infinity, -1.0f, -1.0f}};
    const uint32_t expected[] = {1, 2, 4};
    for (size_t i = 0; i < 3; ++i) {
        const auto recipe = mote::Recipe{MeanSquaredError{}, bad[i]};
        CHECK(mote::train(net, work, recipe, {x, y, 1}).repairs.settings == expected[i]);
        CHECK(mote::train(net, work, recipe, {x, y, 1}).repairs.settings == expected[i]);
    }
}

// Learning on. ------------------------------------------------------------------------------------------------------

namespace {

/// The loss on exclusive or after one sample of nothing but NaN and infinity and some thousand clean batches.
template <class Optimizer>
float loss_after_a_shock(const Optimizer& optimizer) {
    using Xor = mote::Network<mote::Input<2>, Dense<8, mote::Tanh>, Dense<1>>;
    const auto recipe =
        mote::Recipe{MeanSquaredError{}, optimizer, mote::Constant{}, mote::Guard{BadRow::repair, 10.0f, 10.0f}};
    static Xor net;
    static mote::Workspace<Xor, decltype(recipe), 4> work;
    const float shock_x[1][2] = {{not_a_number, infinity}}, shock_y[1] = {not_a_number};
    const float x[4][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, y[4] = {0, 1, 1, 0};
    mote::init(net, 18);
    REQUIRE(mote::train(net, work, recipe, {shock_x, shock_y}).repairs.total() == 3);
    mote::Result result{};
    for (int step = 0; step < 3000; ++step) {
        result = mote::train(net, work, recipe, {x, y});
    }
    CHECK(result.repairs.total() == 0);
    return result.loss;
}

}  // namespace

TEST_CASE("after one repaired sample of NaN and infinity, within limits that fit, clean data are learned") {
    CHECK(loss_after_a_shock(mote::Sgd{0.2f}) < 0.01f);
    CHECK(loss_after_a_shock(mote::SgdMomentum{0.05f}) < 0.01f);
    CHECK(loss_after_a_shock(mote::Adam{0.01f}) < 0.01f);
    CHECK(loss_after_a_shock(mote::AdamW{0.01f, 0.9f, 0.999f, 1e-8f, 1e-4f}) < 0.01f);
}

namespace {

/// Clean rows, and the same with a bad row at some place; both learn a batch more. How many runs differ in a bit.
template <class Loss, class Optimizer, size_t Capacity>
size_t bad_row_is_learned() {
    using Net = mote::Network<mote::Input<2>, Dense<3, EveryActivation>, Dense<2>>;
    using Recipe = mote::Recipe<Loss, Optimizer>;
    static Net clean_net, net;
    static mote::Workspace<Net, Recipe, Capacity> clean_work, work;
    constexpr float bad_numbers[] = {not_a_number, infinity, -infinity, 1e7f, -3e38f};
    constexpr size_t targets = mote::targets_of_row<Net, Loss>;
    Numbers numbers(41);
    Recipe recipe;
    size_t differ = 0;
    for (size_t run = 0; run < EveryActivation::count * mote::larger(Loss::count, Optimizer::count); ++run) {
        EveryActivation::chosen = run % EveryActivation::count;
        recipe.loss.chosen = run % Loss::count;
        recipe.optimizer.chosen = run % Optimizer::count;
        mote::init(net, run);
        clean_net = net;
        work = {};
        clean_work = {};
        for (size_t step = 0; step < 4; ++step) {
            std::vector<float> x = numbers.uniform((Capacity - 1) * 2, 1.0f);
            std::vector<mote::TargetOf<Loss>> y((Capacity - 1) * targets, mote::TargetOf<Loss>{1});
            const mote::Result expected =
                mote::train(clean_net, clean_work, recipe, {x.data(), y.data(), Capacity - 1});
            const size_t row = numbers.below(Capacity), bad = numbers.below(targets == 2 ? 4 : 2);
            x.insert(x.begin() + static_cast<long>(2 * row), {0.5f, -0.5f});
            y.insert(y.begin() + static_cast<long>(targets * row), targets, mote::TargetOf<Loss>{0});
            const float number = bad_numbers[numbers.below(5)];
            if (bad < 2) {
                x[2 * row + bad] = number;
            } else if constexpr (mote::is_same<mote::TargetOf<Loss>, float>) {
                y[2 * row + bad - 2] = number;
            }
            const mote::Result result = mote::train(net, work, recipe, {x.data(), y.data(), Capacity});
            const bool is_same = result.status == expected.status && result.repairs.skipped_rows == 1 &&
                                 result.repairs.total() == 2 && different(&result.loss, &expected.loss, 1) == 0 &&
                                 same_bits::networks(net, clean_net) && same_bits::states(work.state, clean_work.state);
            differ += is_same ? 0u : 1u;
        }
    }
    return differ;
}

}  // namespace

TEST_CASE("by default a bad row is as if it had never been, for every activation, loss and optimizer") {
    CHECK(bad_row_is_learned<AnyLossOfNumbers<2>, EveryBoundedOptimizer, 5>() == 0);
    CHECK(bad_row_is_learned<AnyLossOfNumbers<2>, EveryUnboundedOptimizer, 2>() == 0);
    CHECK(bad_row_is_learned<AnyLossOfClasses<2>, EveryBoundedOptimizer, 2>() == 0);
    CHECK(bad_row_is_learned<AnyLossOfClasses<2>, EveryUnboundedOptimizer, 17>() == 0);
}
