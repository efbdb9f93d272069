// SPDX-License-Identifier: MIT
// A folder for what curve writes: a new one, an empty one, or one of its own, where nothing of anybody else's is in the
// way.
#pragma once

#include "picture.hpp"

namespace curve {

constexpr const char* outputs[] = {"fit.png", "fit.csv", "points.csv", "fit.gnuplot", "network.mote", "scales.csv"};

/// Whether curve has written into this folder before.
inline bool is_own_folder(const std::string& folder) {
    std::string script;
    return File(folder + "/fit.gnuplot", "rb").read_all(script) && script.rfind(script_head, 0) == 0;
}

/// Makes the folder, unless writing there would harm something, `input` above all. What is wrong, if anything.
inline std::string claim_folder(const std::string& folder, const std::string& input) {
    namespace fs = std::filesystem;
    std::error_code error;
    for (const std::string output : outputs) {
        if (examples::is_same_file(input, folder + "/" + output)) {
            return printable(input) + ": this file would be written over: name another folder";
        }
    }
    if (fs::exists(folder, error) && !fs::is_directory(folder, error)) {
        return printable(folder) + ": this is no folder";
    }
    if (fs::is_directory(folder, error) && !fs::is_empty(folder, error) && !is_own_folder(folder)) {
        return printable(folder) + ": this folder holds other files: name a new one";
    }
    fs::create_directories(folder, error);
    return error ? printable(folder) + ": " + error.message() : "";
}

}  // namespace curve
