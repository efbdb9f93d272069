// SPDX-License-Identifier: MIT
// How a kernel cuts a matrix into blocks that fit the registers: columns in Packs, rows by the port's numbers, and what is
// left over at the ends. Of constant sizes only the blocks that occur are compiled.
//
// Your own layer or loss loops with `for_columns`: for_columns<1>(count, body) calls body(columns), where
// columns.load(row, 0) and columns.store(pack, row, 0) take the next Pack of a row of `count` floats, or what is left.
#pragma once

#include "../base/traits.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

namespace detail {

template <class Given, class = void>
constexpr bool is_tuning = false;
template <class Given>
constexpr bool
    is_tuning<Given, Void<decltype(!Given::has_fma && !Given::has_sqrt && !Given::constant_sizes &&
                                   !Given::transposes && !Given::gathers_large_batches),
                          decltype(Given::block_packs + Given::block_batch + Given::stored_rows + Given::block_rows +
                                   Given::update_rows + Given::update_packs + Given::stack_bytes)>> = true;
static_assert(is_tuning<Tuning>,
              "mote: this port's Tuning lacks one of has_fma, has_sqrt, constant_sizes, transposes, "
              "gathers_large_batches, block_packs, block_batch, stored_rows, block_rows, update_rows, update_packs, "
              "stack_bytes (ports/README.md)");
static_assert(Pack::width <= 16 && (Pack::width & (Pack::width - 1)) == 0,
              "mote: this port's Pack has a width other than 1, 2, 4, 8 or 16");

}  // namespace detail

/// How a size reaches a kernel: as a constant (one copy a shape) or as a value (one copy in all), as the port wants it.
template <size_t Value>
constexpr auto size_for_kernel() {
    if constexpr (Tuning::constant_sizes) {
        return Size<Value>{};
    } else {
        return size_t{Value};
    }
}

/// So many Packs hold a row of `count` floats.
constexpr size_t packs_of(size_t count) { return (count + Pack::width - 1) / Pack::width; }

/// `count` floats, rounded up to whole Packs: the next array then starts with a whole Pack.
constexpr size_t in_packs(size_t count) { return packs_of(count) * Pack::width; }

namespace detail {

/// Rows first … last-1 of a layer's (in + 1)·out parameters; the biases are the last.
struct RowRange {
    size_t first, last;
};

/// How many rows of a batch there are, and how large a layer is; each a Size or a size_t (Tuning::constant_sizes).
template <class Batch, class Inputs, class Outputs>
struct Shape {
    Batch batch;
    Inputs inputs;
    Outputs outputs;
};

}  // namespace detail

/// A run of neighbouring floats, a Pack each; a port may have an instruction for some lengths, and for a second run of the same
/// length that is needed at the same time.
template <size_t Count>
[[gnu::always_inline]] inline void load_run(const float* from, Pack (&to)[Count]) {
#pragma GCC unroll 32
    for (size_t i = 0; i < Count; ++i) {
        to[i] = Pack::load(from + i * Pack::width);
    }
}
template <size_t Count>
[[gnu::always_inline]] inline void load_run_beside(const float* from, Pack (&to)[Count]) {
    load_run(from, to);
}
template <size_t Count>
[[gnu::always_inline]] inline void store_run(const Pack (&from)[Count], float* to) {
#pragma GCC unroll 32
    for (size_t i = 0; i < Count; ++i) {
        from[i].store(to + i * Pack::width);
    }
}

/// `Packs` Packs of neighbouring floats of a row, from `first`; of the last, `Lanes` lanes are in use: a Size, or a value
/// known only at run time.
template <size_t Packs, class Lanes = Size<Pack::width>>
struct Columns {
    static constexpr size_t packs = Packs;
    static constexpr bool has_tail = !is_same<Lanes, Size<Pack::width>>;

    size_t first;
    Lanes tail_lanes{};

    Pack load(const float* row, size_t pack) const { return load_pack(row + before(pack), pack); }
    void store(Pack value, float* row, size_t pack) const { store_pack(value, row + before(pack), pack); }
    /// The packs from number `start` on, as many as `to` has room for.
    template <size_t Count>
    [[gnu::always_inline]] void load_from(const float* row, size_t start, Pack (&to)[Count]) const {
        if constexpr (!has_tail && Pack::width == 1) {
            load_run(row + before(start), to);
        } else {
#pragma GCC unroll 32
            for (size_t p = 0; p < Count; ++p) {
                to[p] = load(row, start + p);
            }
        }
    }

    /// Floats of the row before pack number `pack`; and that pack where it lies elsewhere.
    size_t before(size_t pack) const { return first + pack * Pack::width; }
    Pack load_pack(const float* from, size_t pack) const {
        return has_tail && pack + 1 == Packs ? Pack::load(from, static_cast<unsigned>(tail_lanes)) : Pack::load(from);
    }
    void store_pack(Pack value, float* to, size_t pack) const {
        if (has_tail && pack + 1 == Packs) {
            value.store(to, static_cast<unsigned>(tail_lanes));
        } else {
            value.store(to);
        }
    }
};

/// Columns of scratch: a single row of a batch ends with room for a whole Pack, and whole Packs are quicker.
template <class Batch, size_t Packs, class Lanes>
constexpr auto in_scratch(Columns<Packs, Lanes> columns) {
    if constexpr (is_same<Batch, Size<1>>) {
        return Columns<Packs>{columns.first};
    } else {
        return columns;
    }
}

/// Calls body(Columns) for the `Count` floats of a row: blocks of `Packs` Packs, then one smaller block.
template <size_t Packs, size_t Count, class Body>
[[gnu::always_inline]] inline void for_columns(Size<Count>, Body body) {
    constexpr size_t step = Packs * Pack::width, rest = Count % step;
    if constexpr (Count >= step) {
        for (size_t first = 0; first < Count - rest; first += step) {
            body(Columns<Packs>{first});
        }
    }
    if constexpr (rest != 0) {
        constexpr size_t packs = packs_of(rest);
        body(Columns<packs, Size<rest - (packs - 1) * Pack::width>>{Count - rest});
    }
}
/// For a count known only at run time, halved blocks follow, and last a partly filled Pack.
template <size_t Packs, class Body>
[[gnu::always_inline]] inline void for_columns(size_t count, Body body, size_t first = 0) {
    constexpr size_t step = Packs * Pack::width;
    const size_t last = count - (count - first) % step;
    for (; first < last; first += step) {
        body(Columns<Packs>{first});
    }
    if constexpr (Packs > 1) {
        for_columns<Packs / 2>(count, body, last);
    } else if constexpr (Pack::width > 1) {
        if (last < count) {
            body(Columns<1, size_t>{last, count - last});
        }
    }
}

/// Calls body(Size<rows>{}, row) for `Count` rows in the same way: blocks of `Rows`, then one smaller block.
template <size_t Rows, size_t Count, class Body>
[[gnu::always_inline]] inline void for_rows(Size<Count>, Body body) {
    constexpr size_t rest = Count % Rows;
    if constexpr (Count >= Rows) {
        for (size_t row = 0; row < Count - rest; row += Rows) {
            body(Size<Rows>{}, row);
        }
    }
    if constexpr (rest != 0) {
        body(Size<rest>{}, Count - rest);
    }
}
/// The largest power of two below `count`.
constexpr size_t power_of_two_below(size_t count) {
    size_t power = 1;
    while (2 * power < count) {
        power *= 2;
    }
    return power;
}
/// For a count known only at run time, blocks of ever smaller powers of two follow.
template <size_t Rows, class Body>
[[gnu::always_inline]] inline void for_rows(size_t count, Body body, size_t first = 0) {
    const size_t last = count - (count - first) % Rows;
    for (; first < last; first += Rows) {
        body(Size<Rows>{}, first);
    }
    if constexpr (Rows > 1) {
        for_rows<power_of_two_below(Rows)>(count, body, last);
    }
}

/// Calls body(r, p) for a block of sums, unrolled, since sums must have registers.
template <size_t Rows, size_t Packs, class Body>
[[gnu::always_inline]] inline void for_block(Body body) {
#pragma GCC unroll 32
    for (size_t r = 0; r < Rows; ++r) {
#pragma GCC unroll 32
        for (size_t p = 0; p < Packs; ++p) {
            body(r, p);
        }
    }
}

/// How many rows the last of such blocks has.
constexpr size_t last_block(size_t rows, size_t at_once) { return rows % at_once == 0 ? at_once : rows % at_once; }

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
