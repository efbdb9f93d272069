// SPDX-License-Identifier: MIT
// What mote asks of a compiler, and how it is told to keep every rounding where the source has it. What the library cannot
// keep, it refuses: in one sentence, and then the compilation ends, since nobody has a file of the name that follows.
#pragma once

#if __cplusplus < 201703L
#error "mote: C++17 is needed; compile with -std=c++17 or newer"
#include "mote: the sentence above says why the compilation ends here"
#elif !defined(__GNUC__) || (defined(__clang__) ? __clang_major__ < 14 : __GNUC__ < 11)
#error "mote: GCC 11 or clang 14 is needed, or a newer one"
#include "mote: the sentence above says why the compilation ends here"
#endif

#if __FLT_EVAL_METHOD__ != 0
#error \
    "mote: float arithmetic with excess precision (x87) cannot keep the same bits everywhere; on x86 use -msse2 -mfpmath=sse"
#include "mote: the sentence above says why the compilation ends here"
#endif

// The guards test bits, so they hold even so; results are wrong, since elementary functions lose their exact steps.
#if (defined(__FAST_MATH__) || __FINITE_MATH_ONLY__ != 0 || defined(__ASSOCIATIVE_MATH__) || \
     defined(__RECIPROCAL_MATH__)) &&                                                        \
    !defined(MOTE_ALLOW_FAST_MATH)
#error \
    "mote: with -ffast-math, or a part of it, results are wrong; compile without it, or define MOTE_ALLOW_FAST_MATH if only the guards matter to you"
#include "mote: the sentence above says why the compilation ends here"
#endif

#if defined(__wasm_simd128__) && __clang_major__ < 16
#error "mote: clang before 16 may load a vector again after a store that changed it; use a newer one, or no -msimd128"
#include "mote: the sentence above says why the compilation ends here"
#endif

// GCC fuses products and sums by default where the machine can, and has no word for it in the source but a pragma. It counts
// for all functions that follow, those of the program that includes mote among them: if it ended after the headers, GCC would
// inline nothing of mote into the program (a step would be 13 % longer). For RISC-V it keeps GCC from inlining constructors,
// so there each product is a barrier, which costs nothing but which GCC's vectorizer does not see. CMake's mote::mote gives
// the compiler's own option, and says so by MOTE_NEVER_FUSES: then nothing of this is needed.
#if !defined(__clang__) && !defined(MOTE_NEVER_FUSES) && \
    (defined(__FP_FAST_FMAF) || defined(__FMA__) || defined(__ARM_FEATURE_FMA))
#if defined(__riscv) && !defined(__riscv_vector) && __GNUC__ >= 12
#define MOTE_PRODUCT(product) __builtin_assoc_barrier(product)
#else
#pragma GCC optimize("fp-contract=off")
#endif
#endif
#ifndef MOTE_PRODUCT
/// A product of floats that may meet a sum, rounded before it does.
#define MOTE_PRODUCT(product) (product)
#endif

// GCC for Windows takes this file's copy of a template or an inline function for the one that the linker will choose, and
// keeps numbers in registers that this copy leaves alone (-fipa-ra). Another file's copy may not: losses were wrong, and
// programs crashed. The pragma counts for all functions that follow, like the one above.
#if !defined(__clang__) && (defined(_WIN32) || defined(__CYGWIN__))
#pragma GCC optimize("no-ipa-ra")
#endif

/// Goes after the parameters of a lambda that is the body of a kernel's loop. Such a lambda is called once, so inlining it
/// costs no flash; but a compiler at -O2 leaves a large one outside, and then everything that it captures goes through
/// memory. (Sanitizers add so much to each access that a function with all of it inlined takes minutes to compile.)
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MOTE_INLINED
#endif
#endif
#ifndef MOTE_INLINED
#define MOTE_INLINED __attribute__((always_inline))
#endif
