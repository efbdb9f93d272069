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
using examples::printable;

/// Numbers of a larger magnitude count as infinite, so that no difference of two overflows.
constexpr double largest_number = 1e300;

/// The two columns of a file: the rows with two usable numbers, and what the others had. Unless `error` is empty, the
/// rest does not count.
struct Csv {
    std::string error;
    std::string x_name = "x", y_name = "y";  ///< printable
    std::vector<double> x, y;
    size_t skipped_rows = 0, empty_cells = 0, infinite_cells = 0;
};

/// Blanks, as a separator: any number of spaces and tabs.
constexpr char blanks = ' ';

/// `text` without the characters of `edge` at its ends.
inline std::string_view trimmed(std::string_view text, const char* edge) {
    const size_t first = std::min(text.find_first_not_of(edge), text.size());
    return text.substr(first, text.find_last_not_of(edge) + 1 - first);
}

/// The text that a cell in quotes stands for, where two quotes are one; it is taken off `line`. All of the line if the
/// quotes are not closed.
inline std::string take_quoted(std::string_view& line) {
    std::string text;
    size_t end = 1;
    while (end < line.size() && (line[end] != '"' || line.substr(end, 2) == "\"\"")) {
        end += line[end] == '"' ? 1u : 0u;
        text += line[end++];
    }
    line.remove_prefix(std::min(end + 1, line.size()));
    return text;
}

/// The cells of a line. Separators in quotes are text.
inline std::vector<std::string> cells_of(std::string_view line, char separator) {
    const std::string_view edge = separator == '\t' ? " " : " \t";
    const std::string ends = separator == blanks ? " \t" : std::string(1, separator);
    line = trimmed(line, separator == blanks ? " \t" : " ");
    std::vector<std::string> cells;
    while (true) {
        line.remove_prefix(std::min(line.find_first_not_of(edge), line.size()));
        std::string cell = line.substr(0, 1) == "\"" ? take_quoted(line) : "";
        const size_t length = std::min(line.find_first_of(ends), line.size());
        cells.push_back(cell.append(trimmed(line.substr(0, length), " \t")));
        if (length == line.size()) {
            return cells;
        }
        line.remove_prefix(length + 1);
    }
}

/// Whether the characters of a cell are those of a number, if only with something between thousands.
inline bool looks_like_number(std::string_view cell) {
    return cell.find_first_of("0123456789") != cell.npos &&
           cell.find_first_not_of("0123456789.,+-'_ \xc2\xa0\xe2\x80\xaf") == cell.npos;
}

/// The number that a whole cell is, with a point or a comma as its decimal mark; NaN for an empty one, nan or NA. False
/// if it is none.
inline bool parse_number(std::string cell, double& number) {
    if (cell.find_first_not_of("0123456789.,+-eE") == cell.npos) {
        if (std::count_if(cell.begin(), cell.end(), [](char letter) { return letter == ',' || letter == '.'; }) > 1) {
            return false;
        }
        std::replace(cell.begin(), cell.end(), ',', '.');
        char* end = nullptr;
        number = cell.empty() ? static_cast<double>(NAN) : strtod(cell.c_str(), &end);
        return cell.empty() || (*end == '\0' && end != cell.c_str());
    }
    const size_t sign = cell[0] == '-' || cell[0] == '+' ? 1 : 0;
    std::string word = cell.substr(sign);
    std::transform(word.begin(), word.end(), word.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
    });
    const bool is_infinite = word == "inf" || word == "infinity";
    number = static_cast<double>(!is_infinite ? NAN : cell[0] == '-' ? -INFINITY : INFINITY);
    return is_infinite || word == "nan" || cell == "NA";
}

inline bool is_number(const std::string& cell) {
    double ignored = 0;
    return parse_number(cell, ignored);
}

/// Whether a line names the columns: of its two cells at least one is a name, and none is a number. One may be empty.
inline bool is_header(const std::vector<std::string>& cells) {
    const auto is_name = [](const std::string& cell) { return !cell.empty() && !is_number(cell); };
    return cells.size() == 2 && (is_name(cells[0]) || is_name(cells[1])) && (cells[0].empty() || is_name(cells[0])) &&
           (cells[1].empty() || is_name(cells[1]));
}

/// What separates the cells: what cuts the first lines, two at most, into two cells each, and the last of them into
/// numbers; else the first of the candidates that is there, for the message.
inline char separator_of(const std::vector<std::string_view>& first_lines) {
    constexpr char candidates[] = {';', '\t', ',', blanks};
    for (const char candidate : candidates) {
        std::vector<std::string> cells;
        bool fits = true;
        for (const std::string_view line : first_lines) {
            cells = cells_of(line, candidate);
            fits = fits && cells.size() == 2;
        }
        // Between blanks, a comma may be anything: decimal, of thousands, a separator.
        const bool is_clear = candidate != blanks || first_lines.back().find(',') == std::string_view::npos;
        if (fits && is_clear && is_number(cells[0]) && is_number(cells[1])) {
            return candidate;
        }
    }
    for (const char candidate : candidates) {
        if (cells_of(first_lines.front(), candidate).size() > 1) {
            return candidate;
        }
    }
    return blanks;
}

/// Reads the lines of a file one by one, and remembers what only the whole file can tell.
class Reader {
  public:
    Reader(std::string file_name, Csv& result) : name(std::move(file_name)), csv(result) {}

    void read(std::string_view text) {
        if (const std::string problem = unreadable(text); !problem.empty()) {
            fail(problem);
            return;
        }
        std::vector<std::string_view> lines;
        while (!text.empty()) {
            const size_t length = std::min(text.find('\n'), text.size());
            lines.push_back(text.substr(0, length));
            text.remove_prefix(std::min(length + 1, text.size()));
        }
        std::vector<std::string_view> first_lines;
        for (const std::string_view each : lines) {
            if (first_lines.size() < 2 && !trimmed(each, " \t").empty()) {
                first_lines.push_back(each);
            }
        }
        separator = first_lines.empty() ? ',' : separator_of(first_lines);
        for (const std::string_view each : lines) {
            ++line;
            if (!trimmed(each, " \t").empty() && csv.error.empty()) {
                take(each);
            }
        }
        if (csv.error.empty() && !has_rows) {
            line = std::max(lines.size(), size_t{1});
            fail("there are no rows of numbers");
        } else if (csv.error.empty() && !thousands.empty() && !has_decimal_comma) {
            line = line_of_thousands;
            fail(thousands + " may be thousands or have a decimal comma: write it with a point or without the comma");
        } else if (csv.error.empty() && csv.x.empty()) {
            line = 1;
            fail("there is no row with two usable numbers");
        }
    }

  private:
    /// What keeps a file from being text at all; `line` is then where.
    std::string unreadable(std::string_view text) {
        line = 1;
        if (text.substr(0, 2) == "\xff\xfe" || text.substr(0, 2) == "\xfe\xff") {
            return "this is UTF-16: save it as UTF-8";
        }
        for (const char letter : text) {
            const auto byte = static_cast<uint8_t>(letter);
            if ((byte < 0x20 && letter != '\t' && letter != '\n') || byte == 0x7f) {
                return "the byte " + printable({&letter, 1}) + " is no text: a table is a text file";
            }
            line += letter == '\n' ? 1u : 0u;
        }
        line = 0;
        return {};
    }

    void take(std::string_view text) {
        const std::vector<std::string> cells = cells_of(text, separator);
        const bool is_first = may_be_header;
        may_be_header = false;
        if (std::count(text.begin(), text.end(), '"') % 2 != 0) {
            fail("a quotation mark is not closed in its line: " + shown(text));
        } else if (is_first && is_header(cells)) {
            csv.x_name = printable(cells[0]);
            csv.y_name = printable(cells[1]);
        } else if (cells.size() != 2) {
            fail(how_many(cells.size(), text));
        } else {
            has_rows = true;
            add_row(cells);
        }
    }

    std::string how_many(size_t count, std::string_view text) const {
        std::string message = "a curve has two columns, x and y, but here ";
        message += count == 1 ? "is one" : "are " + std::to_string(count);
        message += ": " + shown(trimmed(text, " \t"));
        const bool has_commas = text.find(',') != text.npos && text.find_first_of("0123456789") != text.npos;
        if (has_commas && (separator == ',' || separator == blanks)) {
            message += "; numbers with commas want semicolons or tabs between the columns";
        }
        return message;
    }

    void add_row(const std::vector<std::string>& cells) {
        double numbers[2];
        size_t bad = 0;
        for (size_t column = 0; column < 2; ++column) {
            double& number = numbers[column];
            if (!parse_number(cells[column], number)) {
                fail(shown(cells[column]) + " is not a number" +
                     (looks_like_number(cells[column]) ? ": write it without anything between thousands" : ""));
                return;
            }
            if (!agrees_on_mark(cells[column])) {
                return;
            }
            const bool is_empty = isnan(number);
            const bool is_infinite = fabs(number) > largest_number;
            csv.empty_cells += is_empty ? 1u : 0u;
            csv.infinite_cells += is_infinite ? 1u : 0u;
            bad += is_empty || is_infinite ? 1u : 0u;
        }
        csv.skipped_rows += bad != 0 ? 1u : 0u;
        if (bad == 0) {
            csv.x.push_back(numbers[0]);
            csv.y.push_back(numbers[1]);
        }
        if (separator == ',' && is_cut_number(cells)) {
            fail(shown(cells[0] + "," + cells[1]) +
                 " may be one number or two: write one without the comma, two with a semicolon between them");
        }
    }

    /// Whether a row looks like one number with a comma after its thousands: 1,000.5.
    static bool is_cut_number(const std::vector<std::string>& cells) {
        const size_t digits = std::min(cells[1].find_first_not_of("0123456789"), cells[1].size());
        return digits == 3 && cells[1][0] == '0' && is_thousands(cells[0] + "," + cells[1].substr(0, digits));
    }

    /// Whether it is written as thousands are: one to three digits, no 0 before them, a comma, and three digits.
    static bool is_thousands(std::string_view cell) {
        cell.remove_prefix(cell.substr(0, 1) == "-" ? 1 : 0);
        const size_t comma = cell.find(',');
        return comma >= 1 && comma <= 3 && cell.size() == comma + 4 && cell[0] != '0' &&
               cell.find_first_not_of("0123456789,") == cell.npos;
    }

    /// Numbers of one file have one decimal mark; a comma with three digits after it may be none. False, with the error
    /// set, if this cell has the other mark.
    bool agrees_on_mark(const std::string& cell) {
        const size_t at = cell.find_first_of(",.");
        if (at == cell.npos) {
            return true;
        }
        if (mark == 0) {
            mark = cell[at];
            first_marked = shown(cell) + " in line " + std::to_string(line);
        }
        if (mark != cell[at]) {
            fail("the decimal mark of " + shown(cell) + " is another than that of " + first_marked);
            return false;
        }
        if (mark == ',' && separator != ';') {
            has_decimal_comma = has_decimal_comma || !is_thousands(cell);
            if (is_thousands(cell) && thousands.empty()) {
                thousands = shown(cell);
                line_of_thousands = line;
            }
        }
        return true;
    }

    static std::string shown(std::string_view text) { return "'" + printable(text, 40) + "'"; }

    void fail(const std::string& problem) {
        if (csv.error.empty()) {
            csv.error = printable(name) + ":" + std::to_string(line) + ": " + problem;
        }
    }

    std::string name;
    Csv& csv;
    size_t line = 0;
    char separator = ',', mark = 0;
    bool may_be_header = true, has_rows = false, has_decimal_comma = false;
    std::string first_marked, thousands;
    size_t line_of_thousands = 0;
};

/// Parses a file's text; `name` is what messages call it. The first line may name the columns; blank lines are passed
/// over.
inline Csv parse_csv(const std::string& name, std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    text.remove_prefix(text.substr(0, 3) == byte_order_mark ? 3 : 0);
    std::string lines;  // which may end in \r\n, or in \r alone
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') {
            lines += text[i];
        } else if (text.substr(i, 2) != "\r\n") {
            lines += '\n';
        }
    }
    Csv csv;
    Reader(name, csv).read(lines);
    return csv;
}

/// Reads and parses the file `path`.
inline Csv read_csv(const std::string& path) {
    std::string text;
    if (!File(path, "rb").read_all(text)) {
        Csv failed;
        failed.error = printable(path) + ": " + strerror(errno);
        return failed;
    }
    return parse_csv(path, text);
}

}  // namespace curve
