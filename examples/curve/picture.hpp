// SPDX-License-Identifier: MIT
// The picture: points.csv, fit.csv, and the script by which gnuplot draws fit.png. All three stay, to be tuned by hand.
#pragma once

#include <stdlib.h>

#include <filesystem>

#include "csv.hpp"

namespace curve {

/// As many digits as tell the ends of a range apart, and numbers between them: 1700000000 and 1700000099.
inline int digits_between(double low, double high) {
    constexpr int fewest = 6, most = 17;
    const double span = high - low, largest = fmax(fabs(low), fabs(high));
    const int shared = span > 0 ? static_cast<int>(fmin(most, fmax(0, log10(largest) - log10(span)))) : 0;
    return std::min(fewest + shared, most);
}

/// A number with so many digits.
inline std::string text_of(double number, int digits = 17) {
    char text[32];
    snprintf(text, sizeof text, "%.*g", digits, number);
    return text;
}

/// Two columns of numbers.
inline std::string points_text(const std::string& names, const std::vector<double>& x, const std::vector<double>& y) {
    std::string text = names + "\n";
    for (size_t row = 0; row < x.size(); ++row) {
        text += text_of(x[row]) + "," + text_of(y[row]) + "\n";
    }
    return text;
}

/// Text for gnuplot, in its quotes.
inline std::string quoted(const std::string& text) {
    std::string result = "'";
    for (const char letter : text) {
        result += letter == '\'' ? "''" : std::string(1, letter);
    }
    return result + "'";
}

/// The first line of the script, by which a folder is known as one of curve's.
constexpr const char* script_head = "# Written by mote's curve: run gnuplot in this folder.\n";

/// The script. Numbers along the axes have so many digits.
inline std::string script_text(const Csv& csv, int digits_of_x, int digits_of_y) {
    constexpr const char* look =
        R"(set terminal pngcairo noenhanced size 1800,1000 font "sans,22" linewidth 2 background "#ffffff"
set output "fit.png"
set datafile separator ","
set encoding utf8
set border 3 linecolor rgb "#333333" linewidth 0.5
set tics nomirror out textcolor rgb "#333333"
set grid linecolor rgb "#e4e4e4" linewidth 0.5 linetype 1
set key at graph 1, 1.02 right bottom horizontal Left reverse samplen 2 textcolor rgb "#333333"
set offsets graph 0.02, graph 0.02, graph 0.05, graph 0.05
set autoscale noextend
set tmargin 3
set rmargin 7
)";
    constexpr const char* plot =
        R"(plot 'points.csv' skip 1 using 1:2 with points pointtype 7 pointsize 0.9 linecolor rgb '#aaaaaa' title 'rows', \
     'fit.csv' skip 1 using 1:2 with lines linewidth 1.6 linecolor rgb '#009e73' title 'network'
)";
    return script_head + std::string(look) + "set format x '%." + std::to_string(digits_of_x) + "g'\nset format y '%." +
           std::to_string(digits_of_y) + "g'\nset xlabel " + quoted(csv.x_name) + "\nset ylabel " + quoted(csv.y_name) +
           "\n" + plot;
}

/// Has gnuplot draw the picture, in the folder of its files, so that no shell sees a path. False if it could not.
inline bool run_gnuplot(const std::string& folder) {
    std::error_code error;
    const std::filesystem::path home = std::filesystem::current_path(error);
    std::filesystem::current_path(folder, error);
    if (error) {
        return false;
    }
    std::filesystem::remove("fit.png", error);  // an old one would pass for this one
    const bool drawn = system("gnuplot fit.gnuplot") == 0;
    std::filesystem::current_path(home, error);
    return drawn;
}

}  // namespace curve
