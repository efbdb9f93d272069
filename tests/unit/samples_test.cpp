// SPDX-License-Identifier: MIT
// What does not fit is refused by the compiler (tests/build/misuse).
#include "catch.hpp"
#include "mote/mote.hpp"

using namespace mote;

namespace {

template <size_t Inputs, size_t Outputs, class Loss = MeanSquaredError>
using SamplesOfRows = Samples<Network<Input<Inputs>, Dense<Outputs>>, Loss>;

template <class View, class X, class Y>
bool views(const View& view, const X* x, const Y* y, size_t count) {
    return view.x == x && view.y == y && view.count == count;
}

constexpr float many_x[3][2] = {}, one_x[3] = {}, many_y[3][4] = {}, one_y[3] = {};
constexpr ClassNumber classes[3] = {};

}  // namespace

TEST_CASE("samples are views: nothing is copied, and arrays know their rows") {
    CHECK(views(SamplesOfRows<2, 4>(many_x, many_y), many_x[0], many_y[0], 3));
    CHECK(views(SamplesOfRows<2, 1>(many_x, one_y), many_x[0], one_y, 3));
    CHECK(views(SamplesOfRows<1, 4>(one_x, many_y), one_x, many_y[0], 3));
    CHECK(views(SamplesOfRows<1, 1>(one_x, one_y), one_x, one_y, 3));
    CHECK(views(SamplesOfRows<2, 5, CrossEntropy>(many_x, classes), many_x[0], classes, 3));
    CHECK(views(SamplesOfRows<2, 4>(many_x[1], many_y[1], 2), many_x[1], many_y[1], 2));
    CHECK(SamplesOfRows<2, 4>().count == 0);
}

TEST_CASE("a row has as many targets as outputs, or one class number") {
    STATIC_REQUIRE(SamplesOfRows<2, 4>::targets == 4);
    STATIC_REQUIRE(SamplesOfRows<2, 4, CrossEntropy>::targets == 1);
    STATIC_REQUIRE(is_same<SamplesOfRows<2, 4, CrossEntropy>::Target, ClassNumber>);
}
