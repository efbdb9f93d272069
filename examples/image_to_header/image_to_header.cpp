// SPDX-License-Identifier: MIT
// Turns the image of a trained network into a C++ header of constants, so that its weights lie in flash:
//
//     image_to_header <image file> <header file> --name <identifier>
//
// An image that is damaged in any way is refused, with exit code 1, and the header file stays as it was. README.md
// beside this file says what to do with the header.
#include "identifier.hpp"
#include "weights_header.hpp"

namespace {

enum ExitCode { all_well = 0, refused = 1, misused = 2 };

}  // namespace

int main(int count, char** arguments) {
    if (count != 5 || std::string_view(arguments[3]) != "--name") {
        fputs("usage: image_to_header <image file> <header file> --name <identifier>\n", stderr);
        return misused;
    }
    if (const std::string problem = image_to_header::problem_of_name(arguments[4]); !problem.empty()) {
        fprintf(stderr, "image_to_header: the name '%s' %s\n", examples::printable(arguments[4]).c_str(),
                problem.c_str());
        return misused;
    }
    const std::string error = image_to_header::write_header(arguments[1], arguments[2], arguments[4]);
    if (!error.empty()) {
        fprintf(stderr, "%s\n", error.c_str());
        return refused;
    }
    return all_well;
}
