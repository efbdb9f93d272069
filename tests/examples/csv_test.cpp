// SPDX-License-Identifier: MIT
#include "../../examples/curve/csv.hpp"
#include "catch.hpp"

#include <cmath>

using curve::parse_csv;
using Floats = std::vector<float>;

TEST_CASE("a curve's cells may be cut by commas, semicolons, tabs or spaces, with or without header and CRLF") {
    for (const char* text : {"1,2\n3,4\n", "x;y\r\n1;2\r\n3;4\r\n", "1\t2\n\n3\t4", "time value\n 1   2\n3 4 \n",
                             "\xef\xbb\xbf\"t\", \"v\"\n\"1\", 2\n3 ,\"4\"\n"}) {
        const curve::Csv csv = parse_csv("a.csv", text);
        CHECK(csv.error == "");
        CHECK(csv.x == Floats{1, 3});
        CHECK(csv.y == Floats{2, 4});
    }
}

TEST_CASE("a curve's header names its axes") {
    const curve::Csv csv = parse_csv("a.csv", "time in s, voltage\n1,2\n");
    CHECK(csv.x_name == "time in s");
    CHECK(csv.y_name == "voltage");
}

TEST_CASE("empty, nan and infinite cells are numbers that the guard will find") {
    const curve::Csv csv = parse_csv("a.csv", "1,\n,2\nNaN,3\n4,-inf\n5,1e999\n");
    REQUIRE(csv.error == "");
    REQUIRE(csv.x.size() == 5);
    CHECK(std::isnan(csv.y[0]));
    CHECK(std::isnan(csv.x[1]));
    CHECK(std::isnan(csv.x[2]));
    CHECK(csv.y[3] == -INFINITY);
    CHECK(csv.y[4] == INFINITY);
}

TEST_CASE("what is no curve is refused by one message with file and line") {
    CHECK(parse_csv("a.csv", "x,y\n1,2\n3,four\n").error == "a.csv:3: 'four' is not a number");
    CHECK(parse_csv("a.csv", "1,2\n\n3,4 V\n").error == "a.csv:3: '4 V' is not a number");
    CHECK(parse_csv("a.csv", "x,2\n").error == "a.csv:1: 'x' is not a number");
    CHECK(parse_csv("a.csv", "1\n").error == "a.csv:1: a curve has two columns, x and y, but here is one");
    CHECK(parse_csv("a.csv", "1,2,3\n").error == "a.csv:1: a curve has two columns, x and y, but here are 3");
    CHECK(parse_csv("a.csv", "").error == "a.csv:1: there are no rows of numbers");
    CHECK(parse_csv("a.csv", "x,y\n\n").error == "a.csv:2: there are no rows of numbers");
    CHECK(curve::read_csv("there/is/no.csv").error == "there/is/no.csv: No such file or directory");
}
