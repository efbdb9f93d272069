// SPDX-License-Identifier: MIT
// A page of the self-test through board::write.
#pragma once

#include <mote/self_test.hpp>
#include <mote_print.hpp>

namespace board {

/// Prints what the self-test found, a line a part, and says at the end whether all is well.
inline void print_self_test(const mote::SelfTest& test) {
    using mote::Outcome;
    const auto line = [](Outcome outcome, const char* what, const auto&... found) {
        const char* const words[] = {"left out  ", "passed    ", "FAILED    "};
        print(words[static_cast<unsigned>(outcome)], what);
        if (outcome != Outcome::left_out) {
            print(found...);
        }
        print("\n");
    };
    print("mote self-test, ", mote::arithmetic == mote::Arithmetic::fused ? "fused, " : "unfused, ", mote::Pack::width,
          mote::Pack::width == 1 ? " lane" : " lanes",
          test.keeps_denormals ? "\n" : ", denormals are taken for zero\n");
    line(test.operations, "operations of the port", ", wrong: ", test.wrong_operations);
    line(test.functions, "elementary functions", ", checksum ", Hex{test.function_checksum});
    const char* const runs[] = {"2-3-1 tanh, Adam, one row", "2-2-33-2 sigmoid tanh, descent, one row",
                                "1-(2)-4-3-1 mish sin, momentum, three rows",
                                "3-5-4 relu, cross-entropy, AdamW, four rows"};
    for (unsigned run = 0; run < mote::SelfTest::run_count; ++run) {
        line(test.runs[run], runs[run], ", checksum ", Hex{test.run_checksums[run]});
    }
    line(test.gradients, "gradients", ", largest error ", test.gradient_error);
    line(test.guard, "guard against hostile numbers");
    if (test.stack_bytes != 0) {
        print("stack of a training run: ", test.stack_bytes,
              test.stack_bytes < mote::SelfTest::painted_bytes ? " bytes\n" : " bytes, or more\n");
    }
    print(test.passed() ? "all is well\n" : "SOMETHING IS WRONG\n");
}

}  // namespace board
