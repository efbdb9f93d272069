// SPDX-License-Identifier: MIT
// Turns the image of a trained network into a C++ header of constants, so that its weights lie in flash:
//
//     export <image file> <header file> --name <identifier>
//
// An image that is damaged in any way is refused, with exit code 1, and the header file stays as it was. README.md
// beside this file says what to do with the header.
#include "weights_header.hpp"

namespace {

enum ExitCode { all_well = 0, refused = 1, misused = 2 };

/// Whether the generated header can have a function of this name.
bool is_identifier(std::string_view name) {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", digits = "0123456789";
    return !name.empty() && digits.find(name[0]) == digits.npos &&
           name.find_first_not_of(std::string(letters) + std::string(digits)) == name.npos;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 5 || std::string_view(arguments[3]) != "--name") {
        fputs("usage: export <image file> <header file> --name <identifier>\n", stderr);
        return misused;
    }
    if (!is_identifier(arguments[4])) {
        fprintf(stderr, "export: '%s' is not an identifier\n", arguments[4]);
        return misused;
    }
    const std::string error = exporter::export_weights(arguments[1], arguments[2], arguments[4]);
    if (!error.empty()) {
        fprintf(stderr, "%s\n", error.c_str());
        return refused;
    }
    return all_well;
}
