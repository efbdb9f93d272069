// SPDX-License-Identifier: MIT
// Loads and stores of any number of floats, whole Packs and part-filled ones: what lies right behind and before them
// must not be touched. On Linux touching it ends the program; elsewhere canaries tell at least of stores.
#pragma once

#include <mote/base/port.hpp>
#include <mote/base/random.hpp>

#include "hostile_numbers.hpp"

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace target {

using mote::Pack;
constexpr unsigned width = Pack::width;

/// `count` floats in one of two areas: the first of it, with forbidden memory before them, or the last, with it behind.
inline float* edge(unsigned area, bool last, size_t count) {
#ifdef __linux__
    constexpr size_t page = 65536;  // no machine has larger ones
    static char* areas[2];
    if (areas[area] == nullptr) {
        void* const three = mmap(nullptr, 3 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        areas[area] = static_cast<char*>(three) + page;
        mprotect(areas[area], page, PROT_READ | PROT_WRITE);
    }
    float* const first = reinterpret_cast<float*>(areas[area]);
    return last ? first + page / sizeof(float) - count : first;
#else
    static float areas[2][100];
    return last ? areas[area] + 100 - count : areas[area];
#endif
}

/// Packs, then what is left of `count` floats, as kernels go through a row. At a run-time and at constant numbers of
/// lanes, since compilers make different code of them.
template <unsigned Rest = 0>
void copy_row(const float* from, float* to, unsigned count, bool constant) {
    if constexpr (Rest < width) {
        const unsigned rest = count % width, whole = count - rest;
        if (constant && Rest < rest) {
            return copy_row<Rest + 1>(from, to, count, constant);
        }
        for (unsigned i = 0; i < whole; i += width) {
            Pack::load(from + i).store(to + i);
        }
        const Pack last = constant ? Pack::load(from + whole, Rest) : Pack::load(from + whole, rest);
        constant ? last.store(to + whole, Rest) : last.store(to + whole, rest);
        float lanes[width];
        last.store(lanes);
        for (unsigned i = rest; i < width; ++i) {
            expect("lanes behind a part-filled load", i, to_bits(lanes[i]), 0);
        }
    }
}

inline void check_memory(mote::Pcg32& random) {
    constexpr unsigned longest = 2 * width + 1, margin = 2 * width;
    static float from[longest + width], to[longest + width + 2 * margin];
    for (unsigned variant = 0; variant < 4 * width; ++variant) {
        const unsigned shift = variant / 4;
        const bool constant = variant % 2 == 1, at_edge = variant % 4 >= 2;
        for (unsigned count = 0; count <= longest; ++count) {
            // Right before, or right behind, what may not be touched; or anywhere, between canaries.
            float* const source = at_edge ? edge(0, shift % 2 == 0, count) : from + shift;
            float* const target = at_edge ? edge(1, shift % 2 == 0, count) : to + margin + shift;
            for (unsigned i = 0; i < count; ++i) {
                source[i] = random.uniform(1.0f);
            }
            for (float& canary : to) {
                canary = 7.0f;
            }
            copy_row(source, target, count, constant);
            for (unsigned i = 0; i < count; ++i) {
                expect("copy", i, to_bits(target[i]), to_bits(source[i]));
            }
            for (float& each : to) {
                const bool written = &each >= target && &each < target + count;
                expect("canary", 0, written ? to_bits(7.0f) : to_bits(each), to_bits(7.0f));
            }
        }
    }
}

}  // namespace target
