// SPDX-License-Identifier: MIT
// The table of examples/curve: any text is read or refused with one line that a terminal can show.
#include "../../examples/curve/csv.hpp"
#include "harness.hpp"

namespace {

bool is_shown_as_it_is(const std::string& text) { return examples::printable(text) == text; }

/// The table again, as text.
std::string written(const curve::Csv& csv) {
    std::string text;
    for (size_t row = 0; row < csv.x.size(); ++row) {
        char line[80];
        snprintf(line, sizeof line, "%.17g;%.17g\n", csv.x[row], csv.y[row]);
        text += line;
    }
    return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t count) {
    const std::string text(bytes, bytes + count);
    const curve::Csv csv = curve::parse_csv("any.csv", text);
    if (!csv.error.empty()) {
        demand(csv.error.rfind("any.csv:", 0) == 0, "a message begins with file and line");
        demand(csv.error[8] >= '1' && csv.error[8] <= '9', "lines are counted from 1");
        demand(csv.error.size() < 400, "a message is one that people read");
        demand(is_shown_as_it_is(csv.error), "a message can be printed");
        return 0;
    }
    demand(!csv.x.empty() && csv.x.size() == csv.y.size(), "a table has rows of two numbers");
    demand(is_shown_as_it_is(csv.x_name) && is_shown_as_it_is(csv.y_name), "names of columns can be printed");
    demand(csv.empty_cells + csv.infinite_cells >= csv.skipped_rows &&
               csv.empty_cells + csv.infinite_cells <= 2 * csv.skipped_rows,
           "a row that is left out has one or two bad cells");
    for (size_t row = 0; row < csv.x.size(); ++row) {
        demand(fabs(csv.x[row]) <= curve::largest_number && fabs(csv.y[row]) <= curve::largest_number,
               "every number is finite");
    }
    const curve::Csv again = curve::parse_csv("again.csv", written(csv));
    demand(again.error.empty() && again.x == csv.x && again.y == csv.y, "numbers that are written down are read again");
    return 0;
}
