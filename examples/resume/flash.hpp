// SPDX-License-Identifier: MIT
// A flash in RAM whose power can be cut: the operation that is under way stops at some bit, and none follows. A driver for yours
// has the same four functions.
#pragma once

#include <mote/base/random.hpp>

struct Flash {
    static constexpr size_t size = 4096, sector_size = 512, page_size = 16;

    uint8_t bytes[size];
    uint32_t operations_left = 0xffffffffu;  ///< until the plug is pulled
    mote::Pcg32 random{9};                   ///< where it is pulled

    bool read(size_t offset, uint8_t* to, size_t count) const {
        for (size_t i = 0; i < count; ++i) {
            to[i] = bytes[offset + i];
        }
        return operations_left != 0;
    }
    /// Clears bits, as programming does.
    bool program(size_t offset, const uint8_t* from, size_t count) {
        const size_t bits = bits_that_arrive(8 * count);
        for (size_t bit = 0; bit < bits; ++bit) {
            const auto mask = static_cast<uint8_t>(1u << (bit % 8));
            bytes[offset + bit / 8] &= static_cast<uint8_t>(from[bit / 8] | ~mask);
        }
        return operations_left != 0;
    }
    /// Sets all bits of a sector.
    bool erase(size_t offset) {
        const size_t bits = bits_that_arrive(8 * sector_size);
        for (size_t bit = 0; bit < bits; ++bit) {
            bytes[offset + bit / 8] |= static_cast<uint8_t>(1u << (bit % 8));
        }
        return operations_left != 0;
    }
    bool sync() const { return operations_left != 0; }

  private:
    size_t bits_that_arrive(size_t bits) {
        if (operations_left == 0) {
            return 0;
        }
        return --operations_left == 0 ? random.next() % bits : bits;
    }
};
