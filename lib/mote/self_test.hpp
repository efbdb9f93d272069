// SPDX-License-Identifier: MIT
// The self-test: whether this machine, compiler and build keep mote's promises. Run it once on real hardware before you rely
// on it. It needs no input and no output, takes seconds without a floating-point unit, and leaves nothing behind.
// `ports/boards/mote_print_self_test.hpp` prints a page of it; examples/self_test is the whole program. mote.hpp does not include it.
#pragma once

#include "self_test/stack.hpp"
#include "self_test/trials.hpp"

#include "base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// How a part of the self-test ended.
enum class Outcome : uint8_t { left_out, passed, failed };

/// How much is tested: a reduced self-test has the operations, the functions and the first training run.
enum class Scope : uint8_t { reduced, full };

/// What the self-test found. The checksums are the same on all machines within a profile.
struct SelfTest {
    static constexpr size_t run_count = 4;
    static constexpr size_t painted_bytes = 3072;  ///< more stack than this is not seen

    Outcome operations;       ///< the port's operations against plain floats, on hostile numbers
    Outcome functions;        ///< exp, log, tanh, sigmoid, mish, sin, cos and the root have the known bits
    Outcome gradients;        ///< gradients are the slopes of the loss
    Outcome guard;            ///< whatever comes in, all stays finite, is counted, or is rejected
    Outcome runs[run_count];  ///< training runs end with the known bits

    bool keeps_denormals;               ///< false: the machine takes numbers below 2^-126 for zero (ports/README.md)
    uint32_t wrong_operations;          ///< results of operations that are not right
    uint32_t function_checksum;         ///< CRC-32 of some hundred values
    uint32_t run_checksums[run_count];  ///< CRC-32 of losses, parameters and predictions
    float gradient_error;  ///< the largest difference between a gradient and the slope of the loss; they are below 1
    size_t
        stack_bytes;  ///< that the deepest of the training runs took, interrupts in that time included; 0: not measured

    /// Whether nothing failed.
    constexpr bool passed() const {
        bool failed = operations == Outcome::failed || functions == Outcome::failed || gradients == Outcome::failed ||
                      guard == Outcome::failed;
        for (const Outcome run : runs) {
            failed = failed || run == Outcome::failed;
        }
        return !failed;
    }
};

/// What the self-test works in, 1 KB with one lane, up to 2 KB with more (reduced: 0.3 KB): static, or in any memory that is free at the moment.
template <Scope ScopeOfTest = Scope::full>
union SelfTestMemory {
    constexpr SelfTestMemory() : narrow() {}

    detail::Narrow narrow;
    detail::Wide wide;
    detail::Waves waves;
    detail::Classes classes;
    detail::Smooth smooth;
};
template <>
union SelfTestMemory<Scope::reduced> {
    constexpr SelfTestMemory() : narrow() {}

    detail::Narrow narrow;
};

namespace detail {

/// What a machine that keeps the promises finds; recorded on x86-64, where tests/ compare everything with the naive loops.
struct KnownAnswers {
    uint32_t functions, runs[SelfTest::run_count];
};
constexpr KnownAnswers known_answers = arithmetic == Arithmetic::unfused
                                           ? KnownAnswers{0x243af51d, {0xb0e7be2d, 0x4911b25f, 0x60f8010a, 0x54fcf0f8}}
                                           : KnownAnswers{0xa891b9eb, {0xa4a6dd8b, 0x7595729c, 0x488deeb0, 0xda2f1630}};

constexpr Outcome outcome(bool passed) { return passed ? Outcome::passed : Outcome::failed; }

/// The checksum of the elementary functions at points from -8 to 8.
inline uint32_t checksum_of_functions() {
    Checksum checksum;
    for (int i = -32; i < 32; ++i) {
        const Pack x = 0.25f * static_cast<float>(i) + 0.015625f, positive = exp(x);
        const ValueAndSlope both = mish(x);
        const SineAndCosine wave = sin_cos(x);
        const Pack values[] = {positive,   log(positive), tanh(x),     sigmoid(x),           both.value,
                               both.slope, wave.sine,     wave.cosine, square_root(positive)};
        for (const Pack value : values) {
            checksum.add(first_lane(value));
        }
    }
    return checksum.crc;
}

/// Calls run(), and raises `stack_bytes` to what it took, if that is more.
template <class Run>
[[gnu::noinline]] void measure_stack(size_t& stack_bytes, Run run) {
    paint_stack<SelfTest::painted_bytes>();
    run();
    stack_bytes = larger(stack_bytes, used_stack<SelfTest::painted_bytes>());
}

/// What a reduced self-test leaves out.
inline void test_the_rest(SelfTest& test, SelfTestMemory<Scope::full>& memory) {
    measure_stack(test.stack_bytes, [&] {
        constexpr MeanSquaredError squares;
        test.run_checksums[1] = checksum_of_epochs(memory.wide, {squares, Sgd{0.05f}}, 3);
        test.run_checksums[2] =
            checksum_of_epochs(memory.waves, {squares, SgdMomentum{0.01f}, Cosine{30}, Guard{BadRow::skip}}, 12);
        test.run_checksums[3] = checksum_of_epochs(memory.classes, {CrossEntropy{}, AdamW{0.02f}}, 12);
    });
    test.gradient_error = gradient_error(memory.smooth);
    test.gradients = outcome(test.gradient_error < 2e-3f);
    test.guard = outcome(survives_hostile_numbers(memory.narrow));
}

}  // namespace detail

/// Tests this machine and gives what it found. Flash at -Os, page and compiler's helpers included: 28 KB on Cortex-M4F, 34 KB
/// without a floating-point unit, 45 KB with Helium; reduced: 28 KB on ATmega328P. RAM: `memory`.
/// Stack: 3,500 bytes, most of which are painted to see how much training takes, with reduced 700.
template <Scope ScopeOfTest>
SelfTest self_test(SelfTestMemory<ScopeOfTest>& memory) {
    constexpr detail::KnownAnswers known = detail::known_answers;
    SelfTest test = {};
    test.keeps_denormals = detail::keeps_denormals();
    test.wrong_operations = detail::count_wrong_operations(test.keeps_denormals);
    test.operations = detail::outcome(test.wrong_operations == 0);
    test.function_checksum = detail::checksum_of_functions();
    test.functions = detail::outcome(test.function_checksum == known.functions);
    test.run_checksums[0] = detail::checksum_of_steps(memory.narrow, {MeanSquaredError{}, Adam{0.02f}}, 60);
    size_t runs = 1;
    if constexpr (ScopeOfTest == Scope::full) {
        detail::test_the_rest(test, memory);
        runs = SelfTest::run_count;
    }
    for (size_t run = 0; run < runs; ++run) {
        test.runs[run] = detail::outcome(test.run_checksums[run] == known.runs[run]);
    }
    return test;
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "base/epilogue.hpp"
