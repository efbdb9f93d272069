// SPDX-License-Identifier: MIT
// Part of the self-test: how much stack a function takes, seen by what it leaves of a pattern below the caller's frame.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../base/port.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

constexpr uint32_t stack_pattern = 0xa5c35a3cu;

/// Paints `Bytes` of the stack below the caller.
template <size_t Bytes>
[[gnu::noinline]] void paint_stack() {
    volatile uint32_t area[Bytes / 4];
    for (volatile uint32_t& word : area) {
        word = stack_pattern;
    }
}

/// How many of them have been written since, counted from the deepest. The area lies where paint_stack() had it, because both
/// have the same frame; stacks grow downwards on every machine that mote knows.
template <size_t Bytes>
[[gnu::noinline]] size_t used_stack() {
    volatile uint32_t area[Bytes / 4];
    asm volatile("" : "=m"(area));  // it is what was left there
    size_t untouched = 0;
    while (untouched < Bytes / 4 && area[untouched] == stack_pattern) {
        ++untouched;
    }
    return Bytes - 4 * untouched;
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
