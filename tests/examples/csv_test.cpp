// SPDX-License-Identifier: MIT
#include "../../examples/curve/csv.hpp"
#include "catch.hpp"

using curve::parse_csv;
using Numbers = std::vector<double>;
using std::string;

namespace {

string error_of(const string& text) { return parse_csv("a.csv", text).error; }

/// The message without the file's name, and whatever follows `end`.
bool is_refused(const string& text, const string& beginning) {
    return error_of(text).rfind("a.csv:" + beginning, 0) == 0;
}

}  // namespace

TEST_CASE("a curve's cells may be cut by commas, semicolons, tabs or spaces, with or without header and CRLF") {
    for (const char* text : {"1,2\n3,4\n", "x;y\r\n1;2\r\n3;4\r\n", "1\t2\n\n3\t4", "time value\n 1   2\n3 4 \n",
                             "\xef\xbb\xbf\"t\", \"v\"\n\"1\", 2\n3 ,\"4\"\n", "x,y\r1,2\r3,4\r", "x y\n1\t2\n3 4\n"}) {
        const curve::Csv csv = parse_csv("a.csv", text);
        CHECK(csv.error == "");
        CHECK(csv.x == Numbers{1, 3});
        CHECK(csv.y == Numbers{2, 4});
    }
}

TEST_CASE("a curve's decimal mark may be a comma where something else separates the cells") {
    for (const char* text :
         {"t;v\n0,5;1,25\n-1;2,5e2\n", "0,5\t1,25\n-1\t2,5e2\n", "\"0,5\",\"1,25\"\n-1,\"2,5e2\"\n"}) {
        const curve::Csv csv = parse_csv("a.csv", text);
        CHECK(csv.error == "");
        CHECK(csv.x == Numbers{0.5, -1});
        CHECK(csv.y == Numbers{1.25, 250});
    }
    CHECK(parse_csv("a.csv", "0,125;1,250\n").x == Numbers{0.125});
    CHECK(parse_csv("a.csv", "1,125\t1,2\n").x == Numbers{1.125});  // the other cell tells what the comma is
    CHECK(is_refused("0,5 1,25\n", "1: a curve has two columns, x and y, but here are 3: '0,5 1,25'; numbers with"));
    CHECK(is_refused("0,5,1,25\n", "1: a curve has two columns, x and y, but here are 4: '0,5,1,25'; numbers with"));
    CHECK(is_refused("1;2,5\n2;3.5\n", "2: the decimal mark of '3.5' is another than that of '2,5' in line 1"));
}

TEST_CASE("a curve's numbers have nothing between thousands, and no comma is guessed to be a decimal one") {
    const string advice = ": write it without anything between thousands";
    CHECK(is_refused("x,y\n1 000,2\n", "2: '1 000' is not a number" + advice));
    CHECK(is_refused("x;y\n1'000;2\n", "2: '1'000' is not a number" + advice));
    CHECK(is_refused("1;1,000.5\n", "1: '1,000.5' is not a number" + advice));
    CHECK(is_refused("1;1.000,5\n", "1: '1.000,5' is not a number" + advice));
    CHECK(is_refused("1;1,000,000\n", "1: '1,000,000' is not a number" + advice));
    CHECK(is_refused("\"1,000.5\",2\n", "1: '1,000.5' is not a number" + advice));
    CHECK(is_refused("1,000.5\n", "1: '1,000.5' may be one number or two"));
    CHECK(is_refused("x,y\n1,000.5,2\n", "2: a curve has two columns, x and y, but here are 3: '1,000.5,2'"));
    CHECK(is_refused("\"9\",1\n\"1,000\",2\n", "2: '1,000' may be thousands or have a decimal comma"));
    CHECK(is_refused("9\t1\n1,000\t2\n", "2: '1,000' may be thousands or have a decimal comma"));
    CHECK(parse_csv("a.csv", "1,100\n2,200\n").y == Numbers{100, 200});
}

TEST_CASE("a curve's header names its axes, with separators and quotes in quotes") {
    const curve::Csv csv = parse_csv("a.csv", "\"time, in s\",\"the \"\"voltage\"\"\"\n1,2\n");
    CHECK(csv.x_name == "time, in s");
    CHECK(csv.y_name == "the \"voltage\"");
    CHECK(parse_csv("a.csv", "time in s, voltage\n1,2\n").x_name == "time in s");
    CHECK(parse_csv("a.csv", "t, in s;v\n1,5;2\n").x_name == "t, in s");
    CHECK(is_refused("x,y\n1,\"2\n", "2: a quotation mark is not closed in its line: '1,\"2'"));
}

TEST_CASE("each bad cell of a curve is counted once, and its row is left out") {
    const curve::Csv csv = parse_csv("a.csv", "1,\n,2\nNaN,3\n4,-inf\n5,1e999\nNA,Infinity\n-2e300,1\n6,7\n");
    REQUIRE(csv.error == "");
    CHECK(csv.x == Numbers{6});
    CHECK(csv.y == Numbers{7});
    CHECK(csv.skipped_rows == 7);
    CHECK(csv.empty_cells == 4);
    CHECK(csv.infinite_cells == 4);
}

TEST_CASE("what is no curve is refused by one message with file, line and value") {
    CHECK(error_of("x,y\n1,2\n3,four\n") == "a.csv:3: 'four' is not a number");
    CHECK(error_of("1,2\n\n3,4 V\n") == "a.csv:3: '4 V' is not a number");
    CHECK(error_of("x,2\n") == "a.csv:1: 'x' is not a number");
    CHECK(error_of("1,0x10\n") == "a.csv:1: '0x10' is not a number");
    CHECK(error_of("1\n") == "a.csv:1: a curve has two columns, x and y, but here is one: '1'");
    CHECK(error_of("1;2;3\n") == "a.csv:1: a curve has two columns, x and y, but here are 3: '1;2;3'");
    CHECK(error_of("") == "a.csv:1: there are no rows of numbers");
    CHECK(error_of("x,y\n\n") == "a.csv:2: there are no rows of numbers");
    CHECK(curve::read_csv("there/is/no.csv").error == "there/is/no.csv: No such file or directory");
}

TEST_CASE("what is no text is refused, and what is shown of a file is printable") {
    CHECK(error_of({"1,2\n\0,3\n", 8}) == "a.csv:2: the byte \\x00 is no text: a table is a text file");
    CHECK(error_of("1,2\n\n\x1b[2J,3\n") == "a.csv:3: the byte \\x1b is no text: a table is a text file");
    CHECK(error_of({"\xff\xfe"
                    "1\0,\0"
                    "2\0",
                    8}) == "a.csv:1: this is UTF-16: save it as UTF-8");
    CHECK(error_of("1,\xfc\xe2\x80\xae\n") == "a.csv:1: '\\xfc\\xe2\\x80\\xae' is not a number");
    CHECK(error_of("1," + string(99, 'a') + "\n") == "a.csv:1: '" + string(40, 'a') + "…' is not a number");
    CHECK(parse_csv("a\x1b.csv", "").error == "a\\x1b.csv:1: there are no rows of numbers");
    CHECK(parse_csv("a.csv",
                    "\xb0"
                    "C,°C\n1,2\n")
              .x_name ==
          "\\xb0"
          "C");
    CHECK(parse_csv("a.csv",
                    "\xb0"
                    "C,°C\n1,2\n")
              .y_name == "°C");
}
