// SPDX-License-Identifier: MIT
// The widest multiply-adds of the machine that this is compiled for, in enough independent chains that neither latency
// nor the number of units is left unused.
#include "peak.hpp"

namespace benchmark_suite {
namespace {

#if defined(__AVX512F__)
constexpr unsigned bytes = 64, chains = 24;
#elif defined(__AVX__)
constexpr unsigned bytes = 32, chains = 12;
#elif defined(__x86_64__)
constexpr unsigned bytes = 16, chains = 12;
#else
constexpr unsigned bytes = 16, chains = 24;
#endif
constexpr unsigned rounds = 4096;
typedef float Vector __attribute__((vector_size(bytes)));

/// Numbers that the compiler cannot know, or it would merge the chains.
volatile float start = 0.0f, factor = 0.5f, addend = 1.0f, end;

Vector everywhere(float number) { return Vector{} + number; }

}  // namespace

const double peak_operations = 2.0 * rounds * chains * (bytes / sizeof(float));

void multiply_and_add() {
    Vector sums[chains];
    const Vector times = everywhere(factor), plus = everywhere(addend);
#pragma GCC unroll 24
    for (Vector& sum : sums) {
        sum = everywhere(start);
    }
    for (unsigned round = 0; round < rounds; ++round) {
#pragma GCC unroll 24
        for (Vector& sum : sums) {
            sum = sum * times + plus;
        }
    }
#pragma GCC unroll 24
    for (const Vector& sum : sums) {
        end = sum[0];
    }
}

}  // namespace benchmark_suite
