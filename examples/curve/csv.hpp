// SPDX-License-Identifier: MIT
// A curve from a CSV: two columns, whatever separates them, and one clear message if that is not what the file holds.
#pragma once

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "../file.hpp"

namespace curve {

using examples::File;

/// The two columns of a file. An empty cell is NaN. Unless `error` is empty, the rest does not count.
struct Csv {
    std::string error;
    std::string x_name = "x", y_name = "y";
    std::vector<float> x, y;
};

/// `text` without the characters of `edge` at its ends.
inline std::string_view trimmed(std::string_view text, const char* edge) {
    const size_t first = std::min(text.find_first_not_of(edge), text.size());
    return text.substr(first, text.find_last_not_of(edge) + 1 - first);
}

/// The cells of a line, cut at semicolons, else commas, else tabs, else spaces.
inline std::vector<std::string> cells_of(std::string_view line) {
    char separator = ' ';
    for (const char candidate : {'\t', ',', ';'}) {
        separator = line.find(candidate) != line.npos ? candidate : separator;
    }
    std::vector<std::string> cells;
    size_t end = 0;
    do {
        end = line.find(separator);
        cells.emplace_back(trimmed(line.substr(0, end), " \t\""));
        line.remove_prefix(std::min(end + 1, line.size()));
        line.remove_prefix(separator == ' ' ? std::min(line.find_first_not_of(' '), line.size()) : 0);
    } while (end != line.npos);
    return cells;
}

/// The number that a whole cell is; NaN for an empty cell. False if it is none.
inline bool parse_number(const std::string& cell, float& number) {
    char* end = nullptr;
    number = cell.empty() ? NAN : strtof(cell.c_str(), &end);
    return cell.empty() || *end == '\0';
}

/// What is wrong with a line of numbers, or nothing.
inline std::string add_row(const std::vector<std::string>& cells, Csv& csv) {
    if (cells.size() != 2) {
        return "a curve has two columns, x and y, but here " +
               (cells.size() == 1 ? "is one" : "are " + std::to_string(cells.size()));
    }
    float numbers[2];
    for (size_t column = 0; column < 2; ++column) {
        if (!parse_number(cells[column], numbers[column])) {
            return "'" + cells[column] + "' is not a number";
        }
    }
    csv.x.push_back(numbers[0]);
    csv.y.push_back(numbers[1]);
    return {};
}

/// Whether a line names the columns: of its two cells at least one is a name, and none is a number. One may be empty.
inline bool is_header(const std::vector<std::string>& cells) {
    const auto is_name = [](const std::string& cell) {
        float ignored = 0;
        return !cell.empty() && !parse_number(cell, ignored);
    };
    return cells.size() == 2 && (is_name(cells[0]) || is_name(cells[1])) && (cells[0].empty() || is_name(cells[0])) &&
           (cells[1].empty() || is_name(cells[1]));
}

/// Parses a file's text; `name` is what messages call it. The first line may name the columns; blank lines are passed
/// over.
inline Csv parse_csv(const std::string& name, std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    text.remove_prefix(text.substr(0, 3) == byte_order_mark ? 3 : 0);

    Csv csv;
    size_t number = 0;
    bool may_be_header = true;
    while (!text.empty() && csv.error.empty()) {
        const size_t length = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(text.substr(0, length), " \r");
        text.remove_prefix(std::min(length + 1, text.size()));
        ++number;
        if (line.empty()) {
            continue;
        }
        const std::vector<std::string> cells = cells_of(line);
        if (may_be_header && is_header(cells)) {
            csv.x_name = cells[0];
            csv.y_name = cells[1];
        } else {
            csv.error = add_row(cells, csv);
        }
        may_be_header = false;
    }
    if (csv.error.empty() && csv.x.empty()) {
        csv.error = "there are no rows of numbers";
    }
    if (!csv.error.empty()) {
        csv.error = name + ":" + std::to_string(std::max(number, size_t{1})) + ": " + csv.error;
    }
    return csv;
}

/// Reads and parses the file `path`.
inline Csv read_csv(const std::string& path) {
    std::string text;
    if (!File(path, "rb").read_all(text)) {
        Csv failed;
        failed.error = path + ": " + strerror(errno);
        return failed;
    }
    return parse_csv(path, text);
}

}  // namespace curve
