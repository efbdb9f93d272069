// SPDX-License-Identifier: MIT
// A checksum over numbers: equal where all bits are, on machines of either byte order.
#pragma once

#include "../image.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// CRC-32 over floats, each as four bytes, the lowest first.
struct Checksum {
    uint32_t crc = 0;

    void add(float number) {
        uint8_t bytes[4];
        put_word(bytes, float_bits(number));
        crc = crc32(crc, bytes, sizeof bytes);
    }
    void add(const float* numbers, size_t count) {
        for (size_t i = 0; i < count; ++i) {
            add(numbers[i]);
        }
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
