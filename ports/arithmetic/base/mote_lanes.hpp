// SPDX-License-Identifier: MIT
// Pack on the vector extensions that GCC and clang share, for any number of lanes: choose the machine's own, wider ones
// are slow. The port that includes it defines MOTE_PORT and MOTE_LANES first, and then adds what the extensions lack or
// compile badly: part-filled loads and stores, sqrt, fma (each may take the *_each of below), and Tuning.
#pragma once

#include <stdint.h>

#if !defined(__clang__) && __GNUC__ < 12
#error "mote: ports with lanes need GCC 12 or clang 14, or a newer one; GCC 11 has the ports of one lane"
#endif

namespace mote {
namespace MOTE_PORT {

constexpr unsigned lane_count = MOTE_LANES;

using Floats = float __attribute__((vector_size(4 * lane_count)));
using Integers = int32_t __attribute__((vector_size(4 * lane_count)));
using Words = uint32_t __attribute__((vector_size(4 * lane_count)));
/// In memory, where a Pack needs no more alignment than a float. (In an alias declaration clang forgets `aligned`.)
typedef float FloatsInMemory __attribute__((vector_size(4 * lane_count), aligned(4), may_alias));

/// See mote_one_lane.hpp for what each operation promises.
struct Bits {
    Words lanes;
    Bits() = default;
    Bits(uint32_t every_lane) : lanes(every_lane - Words{}) {}
    explicit Bits(Words of_lanes) : lanes(of_lanes) {}
};

/// All bits of a lane, or none.
struct Mask {
    Integers lanes;
};

struct Pack {
    static constexpr unsigned width = lane_count;

    Floats lanes;
    Pack() = default;
    Pack(float every_lane) : lanes(every_lane - Floats{}) {}  // x - 0 keeps every x
    explicit Pack(Floats of_lanes) : lanes(of_lanes) {}

    static Pack load(const float* from) { return Pack(Floats(*reinterpret_cast<const FloatsInMemory*>(from))); }
    static Pack load(const float* from, unsigned count);
    void store(float* to) const { *reinterpret_cast<FloatsInMemory*>(to) = lanes; }
    void store(float* to, unsigned count) const;
};

inline Pack operator+(Pack a, Pack b) { return Pack(a.lanes + b.lanes); }
inline Pack operator-(Pack a, Pack b) { return Pack(a.lanes - b.lanes); }
inline Pack operator*(Pack a, Pack b) { return Pack(a.lanes * b.lanes); }
/// A template, so that a port's own goes first; the same is true of <, and of select() of Packs, min, max, clamp_within,
/// reciprocal, transpose and sums_of_rows.
template <class Result = Pack>
inline Result operator/(Pack a, Pack b) {
    return Result(a.lanes / b.lanes);
}
template <class Result = Mask>
inline Result operator<(Pack a, Pack b) {
    return {a.lanes < b.lanes};
}

inline Bits bits(Pack a) { return Bits(reinterpret_cast<Words>(a.lanes)); }
inline Pack from_bits(Bits a) { return Pack(reinterpret_cast<Floats>(a.lanes)); }
inline Bits operator+(Bits a, Bits b) { return Bits(a.lanes + b.lanes); }
inline Bits operator-(Bits a, Bits b) { return Bits(a.lanes - b.lanes); }
inline Bits operator&(Bits a, Bits b) { return Bits(a.lanes & b.lanes); }
inline Bits operator|(Bits a, Bits b) { return Bits(a.lanes | b.lanes); }
inline Bits operator^(Bits a, Bits b) { return Bits(a.lanes ^ b.lanes); }
inline Bits operator<<(Bits a, unsigned count) { return Bits(a.lanes << count); }
inline Bits operator>>(Bits a, unsigned count) { return Bits(a.lanes >> count); }
inline Mask operator<(Bits a, Bits b) {
    return {reinterpret_cast<Integers>(a.lanes) < reinterpret_cast<Integers>(b.lanes)};
}

template <class Result = Pack>
inline Result select(Mask mask, Pack a, Pack b) {
    return Result(mask.lanes ? a.lanes : b.lanes);
}
inline Bits select(Mask mask, Bits a, Bits b) { return Bits(mask.lanes ? a.lanes : b.lanes); }

template <class Result = bool>
inline Result any_sign(Bits a) {
    uint32_t any = 0;
#pragma GCC unroll 16
    for (unsigned i = 0; i < lane_count; ++i) {
        any |= a.lanes[i];
    }
    return any >> 31 != 0;
}

template <class Result = Pack>
inline Result min(Pack a, Pack b) {
    return Result(a.lanes < b.lanes ? a.lanes : b.lanes);
}
template <class Result = Pack>
inline Result max(Pack a, Pack b) {
    return Result(a.lanes > b.lanes ? a.lanes : b.lanes);
}
template <class Result = Pack>
inline Result clamp_within(Pack a, Pack limit) {
    return max(Pack(-limit.lanes), min(a, limit));
}
template <class Result = Pack>
inline Result reciprocal(Pack a) {
    return Result(1.0f / a.lanes);
}

/// A list of numbers of compile time, 0 … Count-1.
template <unsigned... Number>
struct Numbers {};
template <unsigned Count, unsigned... Number>
struct NumbersBelow : NumbersBelow<Count - 1, Count - 1, Number...> {};
template <unsigned... Number>
struct NumbersBelow<0, Number...> {
    using List = Numbers<Number...>;
};

/// Lane i is lane number Choice::lane(i) of `a`.
template <class Choice, unsigned... Lane>
inline Pack shuffled(Pack a, Choice, Numbers<Lane...>) {
    return Pack(Floats(__builtin_shufflevector(a.lanes, a.lanes, Choice::lane(Lane)...)));
}
template <class Choice>
inline Pack shuffled(Pack a, Choice choice) {
    return shuffled(a, choice, typename NumbersBelow<lane_count>::List{});
}

/// Swaps the lanes of `a` whose number has the bit `Step` with the lanes of `b` that lie `Step` below.
template <unsigned Step, unsigned... Lane>
inline void swap_across(Pack& a, Pack& b, Numbers<Lane...>) {
    const Floats low = a.lanes, high = b.lanes;
    a.lanes = __builtin_shufflevector(low, high, ((Lane & Step) != 0 ? Lane - Step + lane_count : Lane)...);
    b.lanes = __builtin_shufflevector(low, high, ((Lane & Step) != 0 ? Lane + lane_count : Lane + Step)...);
}

/// Lane j of row i becomes lane i of row j. Halves of halves change places (Eklundh 1972, "A Fast Computer Method for
/// Matrix Transposing").
template <unsigned Step = lane_count / 2>
inline void transpose(Pack (&rows)[lane_count]) {
#pragma GCC unroll 16
    for (unsigned i = 0; i < lane_count; ++i) {
        if ((i & Step) == 0) {
            swap_across<Step>(rows[i], rows[i + Step], typename NumbersBelow<lane_count>::List{});
        }
    }
    if constexpr (Step > 1) {
        transpose<Step / 2>(rows);
    }
}

/// Half as many shuffles as a transposition: what changes places is added at once.
template <unsigned Step = lane_count / 2>
inline Pack sums_of_rows(Pack (&rows)[lane_count]) {
#pragma GCC unroll 16
    for (unsigned i = 0; i < Step; ++i) {
        swap_across<Step>(rows[i], rows[i + Step], typename NumbersBelow<lane_count>::List{});
        rows[i] = rows[i] + rows[i + Step];
    }
    if constexpr (Step > 1) {
        return sums_of_rows<Step / 2>(rows);
    } else {
        return rows[0];
    }
}
/// The same on a machine whose own transposition is quicker.
inline Pack sums_by_transposition(Pack (&rows)[lane_count]) {
    transpose(rows);
#pragma GCC unroll 16
    for (unsigned half = lane_count / 2; half > 0; half /= 2) {
#pragma GCC unroll 16
        for (unsigned lane = 0; lane < half; ++lane) {
            rows[lane] = rows[lane] + rows[lane + half];
        }
    }
    return rows[0];
}

/// The first `count` < width lanes from memory, the others 0; and back. Of a loop up to `count` GCC makes a memcpy.
inline Pack load_each(const float* from, unsigned count) {
    Floats lanes{};
#pragma GCC unroll 16
    for (unsigned i = 0; i + 1 < lane_count; ++i) {
        if (i < count) {
            lanes[i] = from[i];
        }
    }
    return Pack(lanes);
}
inline void store_each(Pack pack, float* to, unsigned count) {
#pragma GCC unroll 16
    for (unsigned i = 0; i + 1 < lane_count; ++i) {
        if (i < count) {
            to[i] = pack.lanes[i];
        }
    }
}

inline Pack sqrt_each(Pack a) {
#if __has_builtin(__builtin_elementwise_sqrt)
    return Pack(__builtin_elementwise_sqrt(a.lanes));
#else
    Floats root;
#pragma GCC unroll 16
    for (unsigned i = 0; i < lane_count; ++i) {
        root[i] = __builtin_sqrtf(a.lanes[i]);
    }
    return Pack(root);
#endif
}
inline Pack fma_each(Pack a, Pack b, Pack c) {
#if __has_builtin(__builtin_elementwise_fma)
    return Pack(__builtin_elementwise_fma(a.lanes, b.lanes, c.lanes));
#else
    Floats sum;
#pragma GCC unroll 16
    for (unsigned i = 0; i < lane_count; ++i) {
        sum[i] = __builtin_fmaf(a.lanes[i], b.lanes[i], c.lanes[i]);
    }
    return Pack(sum);
#endif
}

/// Tuning (see OneLane in mote_one_lane.hpp) for machines with 32 registers, of which 16 hold sums; and with 16, of which 8 do.
struct Registers32 {
    static constexpr bool has_fma = true;
    static constexpr bool has_sqrt = true;
    static constexpr bool constant_sizes = true;
    static constexpr unsigned block_packs = 16;
    static constexpr unsigned block_batch = 8;
    static constexpr unsigned stored_rows = 8;
    static constexpr unsigned block_rows = 16;
    static constexpr unsigned update_rows = 4;
    static constexpr unsigned update_packs = 1;
    static constexpr bool transposes = true;
    static constexpr bool gathers_large_batches = false;
    static constexpr unsigned stack_bytes = 8192;
};
struct Registers16 : Registers32 {
    static constexpr unsigned block_packs = 8;
    static constexpr unsigned block_batch = 4;
    static constexpr unsigned stored_rows = 4;
    static constexpr unsigned update_rows = 2;
};

}  // namespace MOTE_PORT
}  // namespace mote
