// SPDX-License-Identifier: MIT
#include "mote/health.hpp"

#include "catch.hpp"
#include "mote/mote.hpp"

#include <math.h>

#include <vector>

using namespace mote;

namespace {

using Net = Network<Input<1>, Dense<6, Tanh>, Dense<1>>;
constexpr auto recipe = Recipe{MeanSquaredError{}, Adam{0.02f}};
using Work = Workspace<Net, Unqualified<decltype(recipe)>, 4>;
constexpr float x[4] = {-1, -0.5f, 0.5f, 1}, y[4] = {1, 0.25f, 0.25f, 1};

template <size_t Watched>
constexpr size_t bytes = sizeof(Health<Net, Watched>);
static_assert(bytes<0> == 32 + 4 && bytes<5> == 32 + 5 * 4);
static_assert(sizeof(Health<Net>) == 32 + 4 * Net::trained_count);
static_assert(sizeof(UnitHealth<Net>) == 4 + 6 + 2);

Result learned(float loss) { return {Status::ok, loss, {}}; }
Result skipped(uint32_t rows) {
    Result result = learned(1.0f);
    result.repairs.skipped_rows = rows;
    return result;
}

}  // namespace

TEST_CASE("the smoothed loss is a mean at first, and then a moving average; its trend says where it goes") {
    const Net net{};
    Health<Net, 0> health;
    CHECK(health.trend() == 0.0f);
    health.observe(net, learned(4.0f), 4);
    health.observe(net, learned(2.0f), 4);
    CHECK(health.loss == 3.0f);
    for (int i = 0; i < 300; ++i) {
        health.observe(net, learned(1.0f), 4);
    }
    CHECK(health.loss == Approx(1.0f).epsilon(1e-4));
    for (int i = 0; i < 8; ++i) {
        health.observe(net, learned(0.5f), 4);
    }
    CHECK(health.loss == Approx(0.5 + 0.5 * pow(15.0 / 16.0, 8)).epsilon(1e-4));
    CHECK(health.trend() < -0.1f);
    for (int i = 0; i < 16; ++i) {
        health.observe(net, learned(2.0f), 4);
    }
    CHECK(health.trend() > 0.1f);
}

TEST_CASE("a loss that rises to a multiple of its lowest diverges; one that wavers near 0 does not") {
    const Net net{};
    Health<Net, 0> health;
    CHECK_FALSE(health.is_diverging());
    for (int i = 0; i < 100; ++i) {
        health.observe(net, learned(i % 2 == 0 ? 1.1f : 0.9f), 1);
        CHECK_FALSE(health.is_diverging());
    }
    for (int i = 0; i < 40; ++i) {
        health.observe(net, learned(2.5f), 1);
    }
    CHECK(health.is_diverging());
    CHECK_FALSE(health.is_diverging(3.0f));
    for (int i = 0; i < 1000; ++i) {
        health.observe(net, learned(i % 100 < 50 ? 1e-7f : 1e-5f), 1);
    }
    CHECK_FALSE(health.is_diverging());
    health.observe(net, learned(__builtin_nanf("")), 1);
    CHECK(health.is_diverging());
    CHECK(is_finite(health.loss));
    CHECK(is_finite(health.trend()));
}

TEST_CASE("the update ratio is the norm of what moved over the norm of the weights") {
    Net net{}, before;
    Work work{};
    Health<Net> health;
    init(net, 3);
    (void)train(net, work, recipe, {x, y});
    health.observe(net, learned(1), 4);
    CHECK(health.update_ratio == 0.0f);
    before = net;
    (void)train(net, work, recipe, {x, y});
    health.observe(net, learned(1), 4);
    double update = 0, norm = 0;
    for (size_t i = 0; i < Net::trained_count; ++i) {
        update += pow(static_cast<double>(net.parameters[i]) - static_cast<double>(before.parameters[i]), 2);
        norm += pow(static_cast<double>(net.parameters[i]), 2);
    }
    CHECK(health.update_ratio == Approx(sqrt(update / norm)).epsilon(1e-5));
    float squares_of_update = 0, squares = 0;  // in the order that is part of the result
    for (size_t i = 0; i < Net::trained_count; ++i) {
        const float moved = net.parameters[i] - before.parameters[i];
        squares_of_update = mul_add(moved, moved, squares_of_update);
        squares = mul_add(net.parameters[i], net.parameters[i], squares);
    }
    CHECK(float_bits(health.update_ratio) == float_bits(square_root(quotient(squares_of_update, squares))));
    CHECK(health.update_ratio > 1e-3f);
    health.observe(net, learned(1), 4);
    CHECK(health.update_ratio == 0.0f);
}

TEST_CASE("weights that are watched are spread over all that learn") {
    Net net{};
    for (size_t i = 0; i < Net::trained_count; ++i) {
        net.parameters[i] = static_cast<float>(i);
    }
    Health<Net, 7> some;
    Health<Net> all;
    some.observe(net, learned(1), 4);
    all.observe(net, learned(1), 4);
    for (size_t i = 0; i < 7; ++i) {
        const size_t watched = i * Net::trained_count / 7;
        CHECK(some.weights[i] == static_cast<float>(watched));
    }
    for (size_t i = 0; i < Net::trained_count; ++i) {
        CHECK(all.weights[i] == static_cast<float>(i));
    }
}

TEST_CASE("the share of skipped rows counts batches of which nothing was left, and what was not tried counts nothing") {
    const Net net{};
    Health<Net, 0> health;
    health.observe(net, skipped(0), 4);
    health.observe(net, skipped(1), 4);
    CHECK(health.skipped_share == 0.125f);
    health.observe(net, Result{Status::all_skipped, 0.0f, {}}, 4);
    health.observe(net, Result{Status::rejected, 0.0f, {}}, 4);
    CHECK(health.skipped_share == 0.5625f);
    CHECK(health.loss == 1.0f);
    CHECK(health.losses == 2);
    const Health<Net, 0> before = health;
    health.observe(net, Result{Status::busy, 0.0f, {}}, 4);
    health.observe(net, learned(9.0f), 0);
    CHECK(health.observations == before.observations);
    CHECK(health.loss == before.loss);
}

TEST_CASE("a fit is observed as one, whole") {
    Net net{};
    Work work{};
    Health<Net> health;
    init(net, 3);
    const float bad[4] = {1, 0.25f, __builtin_nanf(""), 1};
    FitOptions options;
    options.epochs = 10;
    const FitResult result = fit(net, work, recipe, {x, bad}, options);
    health.observe(net, result, 4);
    CHECK(health.skipped_share == 0.25f);
    CHECK(health.loss == result.loss);
}

TEST_CASE("of a fit, the rows that were left out are those to learn from") {
    constexpr float nan = __builtin_nanf("");
    const float bad[4] = {nan, nan, nan, nan}, some_bad[4] = {nan, nan, nan, 1};
    using Rows = SamplesOf<Work>;
    Net net{};
    Work work{};
    init(net, 3);
    Health<Net> health;
    FitOptions options;
    options.epochs = 3;
    SECTION("and not bad ones to judge by, whether one is left or none") {
        const FitResult judged = fit(net, work, recipe, {Rows{x, y}, Rows{some_bad, y}}, options);
        REQUIRE(judged.repairs.skipped_rows == 9);
        health.observe(net, judged, 4);
        CHECK(health.skipped_share == 0.0f);
        const FitResult unjudged = fit(net, work, recipe, {Rows{x, y}, Rows{bad, y}}, options);
        REQUIRE(unjudged.status == Status::all_skipped);
        REQUIRE(unjudged.epochs == 1);
        health.observe(net, unjudged, 4);
        CHECK(health.skipped_share == 0.0f);
        CHECK(health.observations == 2);
        CHECK(health.losses == 2);
    }
    SECTION("and all of them count, though no epoch does") {
        const FitResult result = fit(net, work, recipe, {bad, y}, options);
        CHECK(result.rows_left_out == 4);
        health.observe(net, result, 4);
        CHECK(health.observations == 1);
        CHECK(health.losses == 0);
        CHECK(health.skipped_share == 1.0f);
    }
    SECTION("and rejected ones are left out, too") {
        auto rejecting = recipe;
        rejecting.guard.bad_row = BadRow::reject;
        options.batch = 1;
        const FitResult result = fit(net, work, rejecting, {some_bad, y}, options);
        CHECK(result.rows_left_out == 9);
        health.observe(net, result, 4);
        CHECK(health.skipped_share == 0.75f);
        health.observe(net, fit(net, work, rejecting, {bad, y}, options), 4);
        CHECK(health.skipped_share == 0.875f);
        CHECK(health.losses == 1);
    }
    SECTION("and nothing is observed where nothing was tried") {
        health.observe(net, fit(net, work, recipe, {x, y, 0}, options), 4);
        options.epochs = 0;
        health.observe(net, fit(net, work, recipe, {x, y}, options), 4);
        CHECK(health.observations == 0);
    }
}

TEST_CASE("whoever observes learns the same bits") {
    Net watched{}, alone{};
    Work work_of_watched{}, work_of_alone{};
    Health<Net> health;
    init(watched, 3);
    init(alone, 3);
    for (int step = 0; step < 50; ++step) {
        health.observe(watched, train(watched, work_of_watched, recipe, {x, y}), 4);
        (void)train(alone, work_of_alone, recipe, {x, y});
    }
    for (size_t i = 0; i < Net::parameter_count; ++i) {
        CHECK(float_bits(watched.parameters[i]) == float_bits(alone.parameters[i]));
    }
}

TEST_CASE("dead and saturated units are found on the rows that are shown") {
    using Mixed = Network<Input<1>, Dense<4, Relu>, Dense<4>, Residual<Dense<4, Tanh>>, Dense<2, Sigmoid>>;
    static_assert(UnitHealth<Mixed>::units == 10);
    Mixed net{};
    init(net, 1);
    for (size_t unit = 0; unit < 4; ++unit) {
        net.weight<0>(unit, 0) = 1.0f;
        net.bias<0>(unit) = 0.0f;
        for (size_t input = 0; input < 4; ++input) {
            net.weight<2>(unit, input) = 0.0f;
        }
        net.bias<2>(unit) = 0.0f;
    }
    net.bias<0>(1) = -2.0f;  // no sum of x in [-1, 1] is above 0
    net.bias<2>(0) = 9.0f;
    net.bias<2>(3) = -9.0f;
    UnitHealth<Mixed> units;
    CHECK(units.dead() == 0);
    units.add(net, x, 4);
    CHECK(units.rows == 4);
    CHECK(units.dead() == 1);
    CHECK(units.is_dead(1));
    CHECK(units.saturated() == 2);
    CHECK(units.is_saturated(4));
    CHECK(units.is_saturated(7));

    const float far[2] = {3.0f, __builtin_nanf("")};
    units.add(net, far, 2);
    CHECK(units.rows == 5);
    CHECK(units.dead() == 0);

    UnitHealth<Mixed> on_the_left;
    on_the_left.add(net, x, 2);
    CHECK(on_the_left.dead() == 4);
}

TEST_CASE("units are judged by the values that predict() has, in wide layers and in frozen ones") {
    using Wide = Network<Input<2>, Frozen<Dense<40, Relu>>, LayerNorm<>, Dense<33, Gelu>, Dense<3>>;
    static_assert(UnitHealth<Wide>::units == 33);
    Wide net{};
    init(net, 2);
    UnitHealth<Wide> units;
    Pcg32 random(1);
    for (int row = 0; row < 50; ++row) {
        const float inputs[2] = {random.uniform(3.0f), random.uniform(3.0f)};
        units.add(net, inputs);
        const auto values = features<3>(net, inputs);
        for (size_t unit = 0; unit < 33; ++unit) {
            const bool has_value = !is_within(values[unit], UnitHealth<Wide>::negligible);
            CHECK((!has_value || (units.shown[unit] & 2) != 0));
        }
    }
    CHECK(units.dead() == 0);
}

TEST_CASE("weights at their ceiling are counted") {
    using Low = Network<Input<1>, Dense<6, Tanh>, Dense<1>, Ceilings<1>>;
    Low net{};
    CHECK(weights_at_ceiling(net) == 0);
    net.parameters[0] = 0.999f;
    net.parameters[1] = 1.0f;
    net.parameters[2] = -1.25f;
    net.parameters[3] = __builtin_nanf("");
    CHECK(weights_at_ceiling(net) == 3);
}
