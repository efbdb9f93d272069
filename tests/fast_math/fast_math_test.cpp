// SPDX-License-Identifier: MIT
// Compiled with -ffast-math, which lets a compiler assume that there is no NaN and no infinity: sanitization and the
// guard hold all the same, since they look at bits. The same bits everywhere are not promised then, finite ones are.
#include "catch.hpp"
#include "property/numbers.hpp"

#ifndef __FAST_MATH__
#error "this test is about -ffast-math"
#endif

namespace {

using mote::Dense;

/// Where the compiler cannot see which numbers come out.
volatile uint32_t any_bits;

float float_of(uint32_t bits) {
    any_bits = bits;
    const uint32_t unknown = any_bits;
    float number;
    memcpy(&number, &unknown, sizeof number);
    return number;
}
uint32_t bits_of(float number) {
    uint32_t bits;
    memcpy(&bits, &number, sizeof bits);
    return bits;
}

constexpr uint32_t infinity = 0x7f800000, largest = 0x7f7fffff, sign = 0x80000000;

// What sanitization has to give, in integers.
uint32_t expected_nan_to_num(uint32_t bits) {
    const uint32_t magnitude = bits & ~sign;
    return magnitude > infinity ? 0 : magnitude == infinity ? (bits & sign) | largest : bits;
}
uint32_t expected_clamp(uint32_t bits, uint32_t limit) {
    const uint32_t magnitude = bits & ~sign;
    return magnitude > infinity || magnitude <= limit ? bits : (bits & sign) | limit;
}

}  // namespace

TEST_CASE("bit tests find NaN and infinity under -ffast-math") {
    Numbers numbers(21);
    size_t wrong = 0;
    for (int i = 0; i < 100000; ++i) {
        const uint32_t bits = bits_of(numbers.hostile());
        const float number = float_of(bits);
        const uint32_t magnitude = bits & ~sign;
        wrong += mote::is_nan(number) != (magnitude > infinity) ? 1u : 0u;
        wrong += mote::is_infinite(number) != (magnitude == infinity) ? 1u : 0u;
        wrong += mote::is_finite(number) != (magnitude < infinity) ? 1u : 0u;
        wrong += mote::is_within(number, 100.0f) != (magnitude <= bits_of(100.0f)) ? 1u : 0u;
    }
    CHECK(wrong == 0);
}

TEST_CASE("nan_to_num and clamp give PyTorch's bits under -ffast-math") {
    Numbers numbers(22);
    size_t wrong = 0;
    const uint32_t limit = bits_of(100.0f);
    for (int i = 0; i < 100000; ++i) {
        const uint32_t bits = bits_of(numbers.hostile());
        const float number = float_of(bits);
        wrong += bits_of(mote::nan_to_num(number)) != expected_nan_to_num(bits) ? 1u : 0u;
        wrong += bits_of(mote::clamp(number, -100.0f, 100.0f)) != expected_clamp(bits, limit) ? 1u : 0u;
        wrong += bits_of(mote::sanitized(number, 100.0f)) != expected_clamp(expected_nan_to_num(bits), limit) ? 1u : 0u;

        float span[3] = {number, number, number};
        mote::nan_to_num(span, 3);
        mote::clamp(span, 3, -100.0f, 100.0f);
        wrong += bits_of(span[2]) != expected_clamp(expected_nan_to_num(bits), limit) ? 1u : 0u;
    }
    CHECK(wrong == 0);
}

// The guard. --------------------------------------------------------------------------------------------------------

namespace {

using Net = mote::Network<mote::Input<2>, Dense<3, mote::Relu>, Dense<1>, mote::Ceilings<1000, 100, 10>>;
using Recipe = mote::Recipe<mote::MeanSquaredError, mote::Adam>;
using Work = mote::Workspace<Net, Recipe, 4>;

/// A clean row; a NaN; a target out of range; an infinity and a number out of range.
struct BadBatch {
    float x[4][2] = {{1, -1}, {float_of(0x7fc00000), 2}, {3, 4}, {float_of(0xff800000), 101}};
    float y[4] = {1, 2, -11, float_of(0x7f800001)};
};

}  // namespace

TEST_CASE("the guard repairs and counts by kind under -ffast-math") {
    static Net net, healthy_net;
    static Work work, healthy_work;
    const BadBatch bad;
    const float x[4][2] = {{1, -1}, {0, 2}, {3, 4}, {-100, 100}}, y[4] = {1, 2, -10, 0};
    mote::init(net, 23);
    healthy_net = net;
    const Recipe repairing{{}, {}, {}, mote::Guard{mote::BadRow::repair}};
    const mote::Result result = mote::train(net, work, repairing, {bad.x, bad.y});
    const mote::Result clean = mote::train(healthy_net, healthy_work, Recipe{}, {x, y});
    CHECK(result.repairs.nan == 2);
    CHECK(result.repairs.infinite == 1);
    CHECK(result.repairs.out_of_range == 2);
    CHECK(clean.repairs.total() == 0);
    CHECK(different(&result.loss, &clean.loss, 1) == 0);
    CHECK(different(net.parameters, healthy_net.parameters, Net::parameter_count) == 0);
}

TEST_CASE("the guard skips rows and rejects batches under -ffast-math") {
    static Net net;
    static Work work;
    const BadBatch bad;
    Recipe recipe;
    mote::init(net, 24);
    const Net before = net;
    recipe.guard.bad_row = mote::BadRow::reject;
    CHECK(mote::train(net, work, recipe, {bad.x, bad.y}).status == mote::Status::rejected);
    CHECK(different(net.parameters, before.parameters, Net::parameter_count) == 0);
    recipe.guard.bad_row = mote::BadRow::skip;
    CHECK(mote::train(net, work, recipe, {bad.x, bad.y}).repairs.skipped_rows == 3);
}

TEST_CASE("settings that are NaN or infinite are repaired under -ffast-math") {
    static Net net;
    static Work work;
    const BadBatch bad;
    mote::init(net, 25);
    Recipe recipe;
    recipe.optimizer = {float_of(0x7fc00000), float_of(0x7f800000), float_of(0xffc00000), float_of(0xff800000)};
    CHECK(mote::train(net, work, recipe, {bad.x, bad.y}).repairs.settings == 4);
    for (const float weight : net.parameters) {
        CHECK(mote::is_within(weight, Net::Limits::weights));
    }
}

namespace {

/// How many numbers are not finite, or beyond their ceiling, in some thousand steps on any bits at all.
template <class NetOfTraining, class RecipeOfTraining>
size_t broken_by_training() {
    static NetOfTraining net;
    static mote::Workspace<NetOfTraining, RecipeOfTraining, 3> work;
    Numbers numbers(26);
    mote::init(net, 27);
    size_t broken = 0;
    for (int step = 0; step < 3000; ++step) {
        RecipeOfTraining recipe;
        recipe.optimizer.learning_rate = numbers.mixed(1.0f);
        float x[3 * NetOfTraining::inputs], y[3 * NetOfTraining::outputs], predicted[3 * NetOfTraining::outputs];
        for (float& number : x) {
            number = float_of(bits_of(numbers.mixed(10.0f)));
        }
        for (float& number : y) {
            number = float_of(bits_of(numbers.mixed(10.0f)));
        }
        const mote::Result result = mote::train(net, work, recipe, {x, y, 3});
        mote::predict(net, x, predicted, 3);
        broken += mote::is_finite(result.loss) ? 0u : 1u;
        for (const float number : net.parameters) {
            broken += mote::is_within(number, 2 * NetOfTraining::Limits::weights) ? 0u : 1u;
        }
        for (const float number : work.state.memory) {
            broken += mote::is_finite(number) ? 0u : 1u;
        }
        for (const float number : predicted) {
            broken += mote::is_finite(number) ? 0u : 1u;
        }
    }
    return broken;
}

}  // namespace

TEST_CASE("any bits at all leave every number finite under -ffast-math") {
    using Momentum = mote::Recipe<mote::MeanSquaredError, mote::SgdMomentum>;
    using Smooth = mote::Network<mote::Input<2>, Dense<5, mote::Tanh>, Dense<4, mote::Mish>, Dense<4, mote::Sigmoid>,
                                 Dense<2, mote::Sin<2>>>;
    CHECK(broken_by_training<Net, Recipe>() == 0);
    CHECK(broken_by_training<Net, Momentum>() == 0);
    CHECK(broken_by_training<Smooth, Recipe>() == 0);
    CHECK(broken_by_training<Smooth, Momentum>() == 0);
}
