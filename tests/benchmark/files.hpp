// SPDX-License-Identifier: MIT
// Files that close themselves.
#pragma once

#include <cstdio>
#include <memory>
#include <string>

namespace benchmark_suite {

struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

/// Says so if it cannot, and returns null.
inline File open_file(const std::string& path, const char* mode) {
    File file(std::fopen(path.c_str(), mode));
    if (file == nullptr) {
        std::fprintf(stderr, "mote_benchmark: cannot %s %s\n", *mode == 'r' ? "read" : "write", path.c_str());
    }
    return file;
}

}  // namespace benchmark_suite
