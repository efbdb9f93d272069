// SPDX-License-Identifier: MIT
// Text from outside, made safe to print: a file's name or content may hold anything.
#pragma once

#include <stdint.h>
#include <stdio.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace examples {

/// The length of the UTF-8 character that begins `text`, and the character; 0 if it is not well formed.
inline size_t decode(std::string_view text, uint32_t& character) {
    constexpr uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const auto first = static_cast<uint8_t>(text[0]);
    const size_t length = first < 0x80   ? 1
                          : first < 0xc2 ? 0
                          : first < 0xe0 ? 2
                          : first < 0xf0 ? 3
                          : first < 0xf5 ? 4
                                         : 0;
    if (length == 0 || length > text.size()) {
        return 0;
    }
    character = length == 1 ? first : first & (0x7fu >> length);
    for (size_t i = 1; i < length; ++i) {
        const auto next = static_cast<uint8_t>(text[i]);
        if (next >> 6 != 2) {
            return 0;
        }
        character = character << 6 | (next & 0x3fu);
    }
    const bool is_surrogate = character >= 0xd800 && character < 0xe000;
    return character < least[length] || is_surrogate || character > 0x10ffff ? 0 : length;
}

/// Whether a terminal shows the character, and does nothing else: no control character, no invisible one, none that
/// changes the direction of writing.
inline bool is_printable(uint32_t character) {
    constexpr uint32_t hidden[][2] = {{0, 0x1f},        {0x7f, 0x9f},     {0xad, 0xad},      {0x61c, 0x61c},
                                      {0x200b, 0x200f}, {0x2028, 0x202e}, {0x2060, 0x206f},  {0xfe00, 0xfe0f},
                                      {0xfeff, 0xfeff}, {0xfff0, 0xfffb}, {0xe0000, 0xe0fff}};
    return std::none_of(std::begin(hidden), std::end(hidden),
                        [=](const auto& range) { return character >= range[0] && character <= range[1]; });
}

/// `text` with \xNN for every byte that is not part of a printable character, and the first `most` bytes or so of it.
inline std::string printable(std::string_view text, size_t most = std::string::npos) {
    std::string result;
    while (!text.empty() && result.size() < most) {
        uint32_t character = 0;
        size_t length = decode(text, character);
        if (length != 0 && is_printable(character)) {
            result += text.substr(0, length);
        } else {
            length = 1;
            char escape[8];
            snprintf(escape, sizeof escape, "\\x%02x", static_cast<unsigned>(static_cast<uint8_t>(text[0])));
            result += escape;
        }
        text.remove_prefix(length);
    }
    return text.empty() ? result : result + "…";
}

}  // namespace examples
