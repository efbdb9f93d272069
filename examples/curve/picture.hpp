// SPDX-License-Identifier: MIT
// The picture: points.csv, fit.csv, and the script by which gnuplot draws fit.png. All three stay, to be tuned by hand.
#pragma once

#include <stdlib.h>

#include <filesystem>

#include "csv.hpp"

namespace curve {

/// The rows as they are; gnuplot passes over what is not finite.
inline bool write_points(const std::string& path, const Csv& csv) {
    const File file(path, "w");
    if (file.is_open()) {
        fputs("x,y\n", file);
        for (size_t row = 0; row < csv.x.size(); ++row) {
            fprintf(file, "%.9g,%.9g\n", static_cast<double>(csv.x[row]), static_cast<double>(csv.y[row]));
        }
    }
    return file.is_open();
}

/// predict(x) from `low` to `high`.
template <class Predict>
bool write_fit(const std::string& path, double low, double high, Predict predict) {
    constexpr int steps = 2000;
    const File file(path, "w");
    if (file.is_open()) {
        fputs("x,prediction\n", file);
        for (int step = 0; step <= steps; ++step) {
            const auto x = static_cast<float>(low + (high - low) * step / steps);
            fprintf(file, "%.9g,%.9g\n", static_cast<double>(x), static_cast<double>(predict(x)));
        }
    }
    return file.is_open();
}

/// Text for gnuplot, in its quotes.
inline std::string quoted(const std::string& text) {
    std::string result = "'";
    for (const char letter : text) {
        result += letter == '\'' ? "''" : std::string(1, letter);
    }
    return result + "'";
}

inline bool write_script(const std::string& path, const Csv& csv) {
    constexpr const char* look = R"(# Run gnuplot in this folder.
set terminal pngcairo noenhanced size 1800,1000 font "sans,22" linewidth 2 background "#ffffff"
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
)";
    const File file(path, "w");
    if (file.is_open()) {
        fputs(look, file);
        fprintf(file, "set xlabel %s\nset ylabel %s\n", quoted(csv.x_name).c_str(), quoted(csv.y_name).c_str());
        fputs(
            "plot 'points.csv' skip 1 using 1:2 with points pointtype 7 pointsize 0.9 linecolor rgb '#aaaaaa' title "
            "'rows', \\\n"
            "     'fit.csv' skip 1 using 1:2 with lines linewidth 1.6 linecolor rgb '#009e73' title 'network'\n",
            file);
    }
    return file.is_open();
}

/// Has gnuplot draw the picture, in the folder of its files, so that no shell sees a path. False if it could not.
inline bool run_gnuplot(const std::string& folder) {
    std::error_code error;
    const std::filesystem::path home = std::filesystem::current_path(error);
    std::filesystem::current_path(folder, error);
    const bool drawn = !error && system("gnuplot fit.gnuplot") == 0;
    std::filesystem::current_path(home, error);
    return drawn;
}

}  // namespace curve
