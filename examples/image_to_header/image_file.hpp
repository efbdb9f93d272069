// SPDX-License-Identifier: MIT
// An image in a file, for a tool that does not know the network's type: everything is checked that can be without it,
// and one message says what is wrong, with its place and its value.
#pragma once

#include <errno.h>
#include <string.h>

#include <mote/image.hpp>
#include <string_view>
#include <vector>

#include "../file.hpp"

namespace image_to_header {

/// What an image holds. Unless `error` is empty, the rest does not count.
struct Contents {
    std::string error;
    mote::Arithmetic arithmetic{};
    std::string
        member;  ///< of a network's type, that tells which network it is: fingerprint, or shape_hash in format 1
    std::string identity;  ///< its value
    std::vector<float> parameters;
};

/// 0x and at least so many digits.
inline std::string hex(uint64_t value, int digits) {
    char text[24];
    snprintf(text, sizeof text, "0x%0*llx", digits, static_cast<unsigned long long>(value));
    return text;
}

/// What is wrong with the header of an image of `size` bytes, if anything.
inline std::string check_header(const uint8_t* bytes, size_t size) {
    constexpr size_t least = mote::image_header_size + 4 + 4;  // one parameter, checksum
    constexpr uint8_t beginning[] = {'M', 'O', 'T', 'E'};
    if (size < least) {
        return std::to_string(size) + " bytes, and an image has at least " + std::to_string(least);
    }
    for (size_t i = 0; i < sizeof beginning; ++i) {
        if (bytes[i] != beginning[i]) {
            return "byte " + std::to_string(i) + " is " + hex(bytes[i], 2) + ", and an image has " +
                   hex(beginning[i], 2) + " there";
        }
    }
    if ((bytes[4] != 1 && bytes[4] != 2) || bytes[5] != 0) {
        return "bytes 4 and 5 are " + hex(bytes[4], 2) + " " + hex(bytes[5], 2) +
               ", and images have the formats 0x01 0x00 and 0x02 0x00";
    }
    if (bytes[6] > static_cast<uint8_t>(mote::Arithmetic::fused)) {
        return "byte 6 is " + hex(bytes[6], 2) + ", and the profiles are 0x00, unfused, and 0x01, fused";
    }
    if (bytes[7] != 0) {
        return "byte 7 is " + hex(bytes[7], 2) + ", and an image has 0x00 there";
    }
    const uint32_t count = mote::get_word(bytes + 12);
    const uint64_t promised = mote::image_header_size + 4 * uint64_t{count} + 4;
    if (bytes[4] != 1 && size % 4 != 0) {
        return std::to_string(size) + " bytes, and an image has a multiple of 4";
    }
    if (bytes[4] == 1 && size != promised) {
        return std::to_string(size) + " bytes, and bytes 12 to 15 promise " + std::to_string(count) +
               " parameters, which take " + std::to_string(promised);
    }
    return {};
}

/// What is wrong with the checksum of an image of `size` bytes, if anything.
inline std::string check_sum(const uint8_t* bytes, size_t size) {
    const size_t at = size - 4;
    const uint32_t kept = mote::get_word(bytes + at), computed = mote::crc32(0, bytes, at);
    if (kept == computed) {
        return {};
    }
    return "bytes " + std::to_string(at) + " to " + std::to_string(size - 1) + " hold the checksum " + hex(kept, 8) +
           ", and the bytes before them have " + hex(computed, 8);
}

/// Checks a whole image: header, length, checksum, and that every parameter is finite.
inline Contents check_image(std::string_view text) {
    const auto* const bytes = reinterpret_cast<const uint8_t*>(text.data());
    Contents contents;
    contents.error = check_header(bytes, text.size());
    if (contents.error.empty()) {
        contents.error = check_sum(bytes, text.size());
    }
    if (!contents.error.empty()) {
        return contents;
    }
    contents.arithmetic = static_cast<mote::Arithmetic>(bytes[6]);
    const uint32_t low = mote::get_word(bytes + 8), high = mote::get_word(bytes + 12);
    contents.member = bytes[4] == 1 ? "shape_hash" : "fingerprint";
    contents.identity = bytes[4] == 1 ? hex(low, 8) + "u" : hex(uint64_t{high} << 32 | low, 16) + "u";
    for (size_t at = mote::image_header_size; at < text.size() - 4; at += 4) {
        const uint32_t bits = mote::get_word(bytes + at);
        const auto parameter = __builtin_bit_cast(float, bits);
        if (!mote::is_finite(parameter)) {
            contents.error = "parameter " + std::to_string(contents.parameters.size()) + ", at byte " +
                             std::to_string(at) + ", is " + hex(bits, 8) +
                             (mote::is_nan(parameter) ? ", not a number" : ", infinite");
            return contents;
        }
        contents.parameters.push_back(parameter);
    }
    return contents;
}

/// Reads and checks the file `path`; messages begin with its name.
inline Contents read_image(const std::string& path) {
    std::string text;
    Contents contents;
    if (examples::File(path, "rb").read_all(text)) {
        contents = check_image(text);
    } else {
        contents.error = strerror(errno);
    }
    if (!contents.error.empty()) {
        contents.error = examples::printable(path) + ": " + contents.error;
    }
    return contents;
}

}  // namespace image_to_header
