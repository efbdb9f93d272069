// SPDX-License-Identifier: MIT
// Storage: where checkpoints are kept. It is yours: a struct of two sizes and four functions, on flash, EEPROM, a file or RAM.
//
//   size             bytes in all, from offset 0
//   sector_size      how many bytes are erased at a time; 1 where bytes can be written over
//   page_size        how many bytes are programmed at a time, each page once between two erasures; a part of a sector
//   bool read(size_t offset, uint8_t* to, size_t count)            any bytes
//   bool program(size_t offset, const uint8_t* from, size_t count) one page, from its beginning; `from` is aligned for 64-bit words
//   bool erase(size_t offset)                                      one sector, from its beginning
//   bool sync()      all that was programmed and erased before is on the medium before anything that follows
//
// The sizes are static constants. Each function gives false if it failed. To read bytes that were never written is no failure: of a
// short file they are 0xff. Between two calls of sync(), the medium may get pages in any order, and the power may go at any bit of
// any of them.
#pragma once

#include "../base/traits.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

template <class Given, class = void>
constexpr bool has_sizes_of_storage = false;
template <class Given>
constexpr bool has_sizes_of_storage<Given, Void<decltype(Given::size + Given::sector_size + Given::page_size)>> = true;
template <class Given, class = void>
constexpr bool has_functions_of_storage = false;
template <class Given>
constexpr bool has_functions_of_storage<
    Given, Void<decltype(bool(declared<Given&>().read(size_t{0}, declared<uint8_t*>(), size_t{0}))),
                decltype(bool(declared<Given&>().program(size_t{0}, declared<const uint8_t*>(), size_t{0}))),
                decltype(bool(declared<Given&>().erase(size_t{0}))), decltype(bool(declared<Given&>().sync()))>> = true;

template <class Given>
constexpr bool check_storage() {
    constexpr bool a = has_sizes_of_storage<Given>, b = a && has_functions_of_storage<Given>;
    static_assert(a, "mote: this storage lacks size, sector_size or page_size (checkpoint/storage.hpp)");
    static_assert(b || !a,
                  "mote: this storage lacks read(offset, uint8_t*, count), program(offset, const uint8_t*, count), "
                  "erase(offset) or sync(), which give a bool (checkpoint/storage.hpp)");
    if constexpr (b) {
        static_assert(Given::page_size > 0 && Given::sector_size % Given::page_size == 0,
                      "mote: a storage's sector is some whole pages");
    }
    return b;
}

/// A storage cut into slots of whole sectors, each for one checkpoint of so many bytes.
template <class Storage, size_t Bytes>
struct Slots {
    static constexpr size_t sectors = (Bytes + Storage::sector_size - 1) / Storage::sector_size;
    static constexpr size_t size = sectors * Storage::sector_size;
    static constexpr size_t count = Storage::size / size;
    static_assert(count >= 2,
                  "mote: this storage is too small for two checkpoints: one is written while the other is kept");
};

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
