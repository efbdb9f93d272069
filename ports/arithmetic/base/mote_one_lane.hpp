// SPDX-License-Identifier: MIT
// Pack with one lane, in plain C++, for every port without vectors. The port that includes it defines MOTE_PORT first (and
// MOTE_SHORT_OF_FLASH where flash is scarcer than time), and then adds Tuning.
#pragma once

#include <stdint.h>

#include "mote_by_integers.hpp"

#ifndef MOTE_PRODUCT  // base/compiler.hpp, if the port is not included alone
#define MOTE_PRODUCT(product) (product)
#endif

namespace mote {
namespace MOTE_PORT {

/// Whether the machine has instructions for floats. Where it has none, each operation is a function of the compiler's, of up
/// to 800 bytes: so differences are made by the one for sums, and comparisons of integers.
#if defined(__SSE__) || defined(__aarch64__) || (defined(__ARM_FP) && (__ARM_FP & 4)) || defined(__riscv_flen) || \
    defined(__s390x__) || defined(__powerpc64__) || defined(__wasm__)
constexpr bool has_floats = true;
#else
constexpr bool has_floats = false;
#endif

/// Whether roots and quotients are made of integer multiplications (mote_by_integers.hpp): where these are instructions.
#if (defined(__riscv) && !defined(__riscv_mul)) || (defined(__AVR__) && !defined(__AVR_HAVE_MUL__))
constexpr bool has_integer_roots = false;
#else
constexpr bool has_integer_roots = !has_floats;
#endif
/// In most cases such a quotient takes less flash than the compiler's function, too. But the words of an AVR are too short
/// for it, and with Thumb-2 that function costs no flash, since it shares code with multiplication.
#if defined(MOTE_SHORT_OF_FLASH) && defined(__ARM_ARCH_ISA_THUMB) && __ARM_ARCH_ISA_THUMB >= 2
constexpr bool has_integer_quotients = false;
#else
constexpr bool has_integer_quotients = has_integer_roots && sizeof(void*) >= sizeof(uint32_t);
#endif

/// The lanes of a Pack as 32-bit integers: two's complement, wrapping, shifts by 0 to 31.
struct Bits {
    uint32_t lane;
    Bits() = default;
    constexpr Bits(uint32_t every_lane) : lane(every_lane) {}
};

/// One truth a lane.
struct Mask {
    bool lane;
};

/// `width` floats, each operation correctly rounded (IEEE-754 binary32, round to nearest even, denormals kept).
struct Pack {
    static constexpr unsigned width = 1;

    float lane;
    Pack() = default;
    constexpr Pack(float every_lane) : lane(every_lane) {}

    /// Reads `width` floats, or the first `count` < width of them and zeros; needs the alignment of a float.
    static constexpr Pack load(const float* from) { return {*from}; }
    static constexpr Pack load(const float* from, unsigned count) { return {count == 0 ? 0.0f : *from}; }
    /// Writes `width` floats, or the first `count` < width of them.
    constexpr void store(float* to) const { *to = lane; }
    constexpr void store(float* to, unsigned count) const {
        if (count != 0) {
            *to = lane;
        }
    }
};

inline Pack operator+(Pack a, Pack b) {
    if constexpr (!has_floats && sizeof(float) <= sizeof(void*)) {  // (no register of 8 bits holds a float)
        asm("" : "+r"(b.lane));  // or else the compiler makes a difference of a sum with a negative number
    }
    return {a.lane + b.lane};
}
constexpr Pack operator*(Pack a, Pack b) { return {MOTE_PRODUCT(a.lane * b.lane)}; }
constexpr Pack operator/(Pack a, Pack b) {
    if constexpr (has_integer_quotients) {
        return {quotient_by_integers(a.lane, b.lane)};
    } else {
        return {a.lane / b.lane};
    }
}

constexpr Bits bits(Pack a) { return {__builtin_bit_cast(uint32_t, a.lane)}; }
constexpr Pack from_bits(Bits a) { return {__builtin_bit_cast(float, a.lane)}; }

inline Pack operator-(Pack a, Pack b) {
    if constexpr (has_floats) {
        return {a.lane - b.lane};
    } else {
        return a + from_bits({bits(b).lane ^ 0x80000000u});
    }
}

/// Integers in the order of the floats of these bits, both zeros the same; NaN lies beyond the infinities.
constexpr int32_t in_order(uint32_t of_float) {
    const auto magnitude = static_cast<int32_t>(of_float & 0x7fffffffu);
    return of_float >> 31 != 0 ? -magnitude : magnitude;
}

/// IEEE comparison: false where either side is NaN.
constexpr Mask operator<(Pack a, Pack b) {
    if constexpr (has_floats) {
        return {a.lane < b.lane};
    } else {
        constexpr int32_t infinity = 0x7f800000;
        const int32_t left = in_order(bits(a).lane), right = in_order(bits(b).lane);
        return {left < right && left >= -infinity && right <= infinity};
    }
}

constexpr Bits operator+(Bits a, Bits b) { return {a.lane + b.lane}; }
constexpr Bits operator-(Bits a, Bits b) { return {a.lane - b.lane}; }
constexpr Bits operator&(Bits a, Bits b) { return {a.lane & b.lane}; }
constexpr Bits operator|(Bits a, Bits b) { return {a.lane | b.lane}; }
constexpr Bits operator^(Bits a, Bits b) { return {a.lane ^ b.lane}; }
constexpr Bits operator<<(Bits a, unsigned count) { return {a.lane << count}; }
/// Logical: zeros come in from the left.
constexpr Bits operator>>(Bits a, unsigned count) { return {a.lane >> count}; }
/// Signed comparison.
constexpr Mask operator<(Bits a, Bits b) { return {static_cast<int32_t>(a.lane) < static_cast<int32_t>(b.lane)}; }

/// Lane by lane `mask ? a : b`, the bits unchanged.
constexpr Pack select(Mask mask, Pack a, Pack b) { return mask.lane ? a.lane : b.lane; }
constexpr Bits select(Mask mask, Bits a, Bits b) { return mask.lane ? a.lane : b.lane; }

/// Whether the sign bit of any lane is set.
constexpr bool any_sign(Bits a) { return a.lane >> 31 != 0; }

/// a where a < b, else b; and a where b < a, else b: so b where either is NaN, and of equal zeros.
constexpr Pack min(Pack a, Pack b) { return {(a < b).lane ? a.lane : b.lane}; }
constexpr Pack max(Pack a, Pack b) { return {(b < a).lane ? a.lane : b.lane}; }

/// max(-limit, min(a, limit)): a, or the nearer of limit and -limit; limit where a is NaN. Limits are not negative.
[[gnu::always_inline]] constexpr Pack clamp_within(Pack a, Pack limit) {
    const uint32_t given = bits(a).lane, largest = bits(limit).lane;
    const bool is_below_0 = given - 0x80000001u < 0x7f800000u;  // neither -0 nor NaN
    return (given & 0x7fffffffu) < largest ? a : from_bits(Bits{largest | (is_below_0 ? 0x80000000u : 0u)});
}

/// 1 / a, correctly rounded, where neither a nor the result is denormal.
constexpr Pack reciprocal(Pack a) { return Pack(1.0f) / a; }

/// Lane j of row i becomes lane i of row j.
constexpr void transpose(Pack (&)[Pack::width]) {}

/// Lane r is the sum of the lanes of row r in the tree of order.hpp: lane k + lane k + width/2, then + width/4, and so on.
constexpr Pack sums_of_rows(Pack (&rows)[Pack::width]) { return rows[0]; }

/// Computes `a` here and not later: of a chain of sums GCC keeps all factors until its end, in registers that it lacks.
inline void settle([[maybe_unused]] Pack& a) {
#if defined(__ARM_FP) && (__ARM_FP & 4) && !defined(__aarch64__)
    asm("" : "+t"(a.lane));
#elif defined(__riscv_flen)
    asm("" : "+f"(a.lane));
#endif
}

/// What the machine offers and how the port likes its loops: for a desktop, and for others to change.
struct OneLane {
    /// fma() is one instruction.
#if defined(__FP_FAST_FMAF) || defined(__FMA__) || defined(__ARM_FEATURE_FMA)
    static constexpr bool has_fma = true;
#else
    static constexpr bool has_fma = false;
#endif
    /// sqrt() is one, or made of integer multiplications; where not, the library's serves, digit by digit.
    static constexpr bool has_sqrt = has_floats || has_integer_roots;
    /// Sizes reach kernels as integral constants (unrolled, one copy a shape) or as values (one copy in all).
    static constexpr bool constant_sizes = true;
    static constexpr unsigned block_packs = 16;  ///< Packs of sums that a micro-kernel keeps in registers
    static constexpr unsigned block_batch = 8;   ///< where rows share Packs, it takes block_packs / block_batch of each
    static constexpr unsigned stored_rows = 8;   ///< rows that it takes at once where sums do not go to the optimizer
    /// Rows of weights that a backward block takes at once: a multiple of the Pack's width.
    static constexpr unsigned block_rows = 16;
    static constexpr unsigned update_rows = 1;   ///< of these, rows whose gradients are formed at once
    static constexpr unsigned update_packs = 4;  ///< with one lane at batch 1: parameters of a row updated at once
    /// Above batch 1, a backward block transposes its rows of weights into scratch, so that lanes run over rows.
    static constexpr bool transposes = true;
    /// On the way back through a large batch, gradients wait in scratch while one part of it after the other is added.
    static constexpr bool gathers_large_batches = false;
    /// What predict() of many rows may take for a block of them on the stack; 0: the rows go one by one.
    static constexpr unsigned stack_bytes = 8192;
};

/// a·b + c with one rounding; only where Tuning::has_fma.
inline Pack fma(Pack a, Pack b, Pack c) { return {__builtin_fmaf(a.lane, b.lane, c.lane)}; }
/// The correctly rounded root; only where Tuning::has_sqrt. With errno for negative numbers, which is the compilers' default, it
/// would need sqrtf() of the C library, so the machines of firmware have the instruction itself.
inline Pack sqrt(Pack a) {
    if constexpr (has_integer_roots) {
        return {root_by_integers(a.lane)};
    } else {
#if !defined(__NO_MATH_ERRNO__) && defined(__ARM_FP) && !defined(__aarch64__)
        asm("vsqrt.f32 %0, %1" : "=t"(a.lane) : "t"(a.lane));
        return a;
#elif !defined(__NO_MATH_ERRNO__) && defined(__riscv_flen)
        asm("fsqrt.s %0, %1" : "=f"(a.lane) : "f"(a.lane));
        return a;
#else
        return {__builtin_sqrtf(a.lane)};
#endif
    }
}

}  // namespace MOTE_PORT
}  // namespace mote
