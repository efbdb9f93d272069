// SPDX-License-Identifier: MIT
#include "mote/data/bad_number.hpp"
#include <mote/mote.hpp>

#include <limits>
#include <vector>

#include "catch.hpp"

using namespace mote;

namespace {

using Part = BadNumber::Part;
constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();
constexpr float boundless = std::numeric_limits<float>::infinity();

void expect(const BadNumber& found, Part part, size_t row, size_t column) {
    CHECK(found.part == part);
    CHECK(found.row == row);
    CHECK(found.column == column);
}

}  // namespace

TEST_CASE("the first bad number of a table, and those after it") {
    const Network<Input<2>, Dense<2>> net{};
    const Recipe recipe{MeanSquaredError{}, Sgd{}, Constant{}, Guard{BadRow::skip, 50.0f, 8.0f}};
    float x[][2] = {{1, 2}, {3, 50}, {4, -51}, {6, 7}};
    float y[][2] = {{1, 2}, {3, 4}, {not_a_number, 6}, {7, -boundless}};
    const BadNumber first = find_bad_number(net, recipe, {x, y});
    expect(first, Part::input, 2, 1);
    CHECK(first.value == -51.0f);
    x[2][1] = 5;
    expect(find_bad_number(net, recipe, {x, y}), Part::target, 2, 0);
    const BadNumber last = find_bad_number(net, recipe, {x, y}, 3);
    expect(last, Part::target, 3, 1);
    CHECK(last.value == -boundless);
    CHECK(!find_bad_number(net, recipe, {x, y}, 4));
    y[2][0] = 5;
    y[3][1] = 8;
    CHECK(!find_bad_number(net, recipe, {x, y}));
}

TEST_CASE("limits count where the guard counts them: after the scalings") {
    Network<Input<1>, InputScaling, Dense<1>, OutputScaling, Ceilings<1000, 6, 6>> net{};
    init(net, 1);
    net.input_scales()[0] = 0.001f;
    net.output_scales()[0] = 100.0f;
    const Recipe recipe{MeanSquaredError{}, Sgd{}};
    const float x[][1] = {{5999}, {-6001}}, y[][1] = {{599}, {601}};
    expect(find_bad_number(net, recipe, {x, y}), Part::input, 1, 0);
    const float clean[][1] = {{0}, {0}};
    expect(find_bad_number(net, recipe, {clean, y}), Part::target, 1, 0);
}

TEST_CASE("class numbers and weights of rows") {
    const Network<Input<1>, Dense<3>> net{};
    const float x[][1] = {{1}, {2}, {3}};
    const ClassNumber y[] = {2, 9, 3};
    const BadNumber found = find_bad_number(net, Recipe{CrossEntropy{}, Adam{}}, {x, y});
    expect(found, Part::target, 1, 0);
    CHECK(found.value == 9.0f);
    expect(find_bad_number(net, Recipe{IgnoreClass<9, CrossEntropy>{}, Adam{}}, {x, y}), Part::target, 2, 0);

    const Network<Input<1>, Dense<1>> plain{};
    const float targets[][1] = {{1}, {2}, {3}}, weights[] = {1, 0, -1};
    const Recipe weighted{SampleWeighted<MeanSquaredError>{}, Adam{}};
    expect(find_bad_number(plain, weighted, {x, targets, weights}), Part::weight, 2, 0);
}

TEST_CASE("nothing is bad in a row of an ignored class, which the guard leaves alone") {
    const Network<Input<1>, Dense<3>> net{};
    const Recipe recipe{SampleWeighted{IgnoreClass<255, CrossEntropy>{}}, Adam{}};
    float x[][1] = {{1}, {not_a_number}, {3}};
    const ClassNumber y[] = {0, 255, 2};
    const float weights[] = {1, -1, 1};
    CHECK(!find_bad_number(net, recipe, {x, y, weights}));
    x[2][0] = boundless;
    expect(find_bad_number(net, recipe, {x, y, weights}), Part::input, 2, 0);
}

TEST_CASE("nothing is read where x, y and weights have different numbers of rows") {
    const Network<Input<1>, Dense<1>> net{};
    const Recipe recipe{SampleWeighted{MeanSquaredError{}}, Adam{}};
    const std::vector<float> four(4, not_a_number), three(3, not_a_number);
    CHECK(find_bad_number(net, recipe, {three, three}));
    CHECK(!find_bad_number(net, recipe, {four, three}));
    CHECK(!find_bad_number(net, recipe, {three, four}));
    CHECK(!find_bad_number(net, recipe, {three, three, 4}));
    CHECK(!find_bad_number(net, recipe, {four, four, three}));
}
