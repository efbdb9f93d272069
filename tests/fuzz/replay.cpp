// SPDX-License-Identifier: MIT
// Runs a harness on files, and on those of folders: `program file-or-folder…`. For compilers that have no libFuzzer.
#include "harness.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

namespace {

bool replay(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    const std::vector<char> text{std::istreambuf_iterator<char>(file), {}};
    if (!file) {
        fprintf(stderr, "%s: cannot be read\n", path.string().c_str());
        return false;
    }
    const std::vector<uint8_t> bytes(text.begin(), text.end());  // with its own end, which a sanitizer guards
    fprintf(stderr, "%s\n", path.string().c_str());
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    size_t files = 0;
    bool readable = true;
    for (int i = 1; i < argc; ++i) {
        if (std::filesystem::is_directory(argv[i])) {
            for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
                readable = replay(entry.path()) && readable;
                ++files;
            }
        } else {
            readable = replay(argv[i]) && readable;
            ++files;
        }
    }
    if (files == 0) {
        fprintf(stderr, "no files to replay\n");
    }
    return readable && files != 0 ? 0 : 1;
}
