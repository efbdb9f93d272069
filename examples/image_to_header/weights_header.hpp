// SPDX-License-Identifier: MIT
// The header that holds a network as constants: text from the contents of an image.
#pragma once

#include "image_file.hpp"

namespace image_to_header {

/// What stands in the header; each @word@ is replaced, once: what stands for it may hold such words. A constant of the
/// network's type comes out of a function template, so that nobody has to name the type here: the type that is asked
/// for is compared with the image's when it is known.
constexpr const char* header_pattern =
    R"(// Weights of @file@, written by mote's image_to_header. Do not edit: run it again.
//
//     constexpr Net net = mote_weights::@name@<Net>();  // lies in flash; another type does not compile
//
// clang-format off
#pragma once

#include <mote/image.hpp>

namespace mote_weights {

/// @count@ parameters, @profile@; the @member@ is that of the network's type.
template <class Net>
constexpr Net @name@() {
    static_assert(Net::@member@ == @identity@ && Net::parameter_count == @count@,
                  "mote: the weights '@name@' belong to another network: other sizes, activations or ceilings");
    static_assert(mote::arithmetic == mote::Arithmetic::@profile@,
                  "mote: the weights '@name@' are for the profile @profile@, and this program is built for the other");
    constexpr Net net = {{
@parameters@    }};
    constexpr auto are_safe = [](const Net& given) {
        constexpr float limit = mote::parameter_limit<Net>(Net::offset(0));
        for (size_t i = Net::offset(0); i < Net::offset(Net::depth); ++i)
            if (given.parameters[i] > limit || given.parameters[i] < -limit) return false;
        return true;
    };
    static_assert(are_safe(net), "mote: one of the weights '@name@' is above the network's ceiling");
    return net;
}

}  // namespace mote_weights
)";

/// The parameters as hexadecimal floats, which are exact, six a line.
inline std::string lines_of(const std::vector<float>& parameters) {
    constexpr size_t in_a_line = 6;
    std::string lines;
    for (size_t i = 0; i < parameters.size(); ++i) {
        char number[32];
        snprintf(number, sizeof number, "%af,", static_cast<double>(parameters[i]));
        const bool ends = i % in_a_line == in_a_line - 1 || i + 1 == parameters.size();
        lines += (i % in_a_line == 0 ? "        " : " ") + std::string(number) + (ends ? "\n" : "");
    }
    return lines;
}

/// The text of the header: the weights of the image `file` under the name `name`.
inline std::string header_of(const Contents& contents, const std::string& file, const std::string& name) {
    const std::pair<std::string_view, std::string> words[] = {
        {"file", examples::printable(examples::name_in(file))},
        {"name", name},
        {"count", std::to_string(contents.parameters.size())},
        {"member", contents.member},
        {"identity", contents.identity},
        {"profile", contents.arithmetic == mote::Arithmetic::fused ? "fused" : "unfused"},
        {"parameters", lines_of(contents.parameters)},
    };
    std::string text;
    std::string_view rest = header_pattern;
    for (size_t at = rest.find('@'); at != rest.npos; at = rest.find('@')) {
        text += rest.substr(0, at);
        rest.remove_prefix(at + 1);
        const std::string_view word = rest.substr(0, rest.find('@'));
        rest.remove_prefix(word.size() + 1);
        text += std::find_if(std::begin(words), std::end(words), [&](const auto& each) {
                    return each.first == word;
                })->second;
    }
    return text.append(rest);
}

/// Writes the weights of the image `image` as the header file `header`. What went wrong, if anything: then nothing is
/// written.
inline std::string write_header(const std::string& image, const std::string& header, const std::string& name) {
    const Contents contents = read_image(image);
    if (!contents.error.empty()) {
        return contents.error;
    }
    if (examples::is_same_file(image, header)) {
        return examples::printable(header) + ": this is the image itself, and is not written over";
    }
    return examples::write_whole(header, header_of(contents, image, name));
}

}  // namespace image_to_header
