// SPDX-License-Identifier: MIT
// Cyclic redundancy checks of 32 bits, bit by bit: no table in flash.
#pragma once

#include "port.hpp"

#include "prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// Reflected, continued from `crc` (0 at the start).
template <uint32_t Polynomial>
constexpr uint32_t crc_of_bytes(uint32_t crc, const uint8_t* bytes, size_t count) {
    crc = ~crc;
    for (size_t i = 0; i < count; ++i) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1) ^ (Polynomial & (0u - (crc & 1u)));
        }
    }
    return ~crc;
}

}  // namespace detail

/// CRC-32 of IEEE 802.3, as zlib's crc32.
constexpr uint32_t crc32(uint32_t crc, const uint8_t* bytes, size_t count) {
    return detail::crc_of_bytes<0xedb88320u>(crc, bytes, count);
}
/// CRC-32C of RFC 3720 (Castagnoli): finds every change of up to five bits in a checkpoint of up to 655 bytes, and of up to three
/// in any that fits a microcontroller (Koopman 2002, "32-Bit Cyclic Redundancy Codes for Internet Applications").
constexpr uint32_t crc32c(uint32_t crc, const uint8_t* bytes, size_t count) {
    return detail::crc_of_bytes<0x82f63b78u>(crc, bytes, count);
}

constexpr void put_word(uint8_t* bytes, uint32_t word) {
    for (unsigned i = 0; i < 4; ++i) {
        bytes[i] = static_cast<uint8_t>(word >> (8 * i));
    }
}
constexpr uint32_t get_word(const uint8_t* bytes) {
    uint32_t word = 0;
    for (unsigned i = 0; i < 4; ++i) {
        word |= uint32_t{bytes[i]} << (8 * i);
    }
    return word;
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "epilogue.hpp"
