// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "mote/mote.hpp"

using namespace mote;

TEST_CASE("a recipe says its type by its parts, and the parts left out are the usual ones") {
    constexpr auto two = Recipe{CrossEntropy{}, Sgd{0.5f}};
    constexpr auto four = Recipe{MeanSquaredError{}, Adam{}, Cosine{10}, Unguarded{}};
    STATIC_REQUIRE(is_same<Unqualified<decltype(two)>, Recipe<CrossEntropy, Sgd, Constant, Guard>>);
    STATIC_REQUIRE(is_same<Unqualified<decltype(four)>, Recipe<MeanSquaredError, Adam, Cosine, Unguarded>>);
    STATIC_REQUIRE(two.optimizer.learning_rate == 0.5f);
    STATIC_REQUIRE(two.guard.bad_row == BadRow::skip);
    STATIC_REQUIRE(four.schedule.steps == 10);
}

TEST_CASE("a copy of a recipe is a recipe of the same type, and the constant keeps its numbers") {
    constexpr auto recipe = Recipe{MeanSquaredError{}, Adam{0.01f}};
    auto hot = recipe;
    hot.optimizer.learning_rate = 0.1f;
    STATIC_REQUIRE(is_same<decltype(hot), Unqualified<decltype(recipe)>>);
    CHECK(recipe.optimizer.learning_rate == 0.01f);
}
