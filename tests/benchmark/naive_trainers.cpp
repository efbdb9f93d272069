// SPDX-License-Identifier: MIT
// Plain loops, and the compiler does what it can.
#include "hand_written_trainer.hpp"
#include "naive_kernels.hpp"
#include "trainer.hpp"

namespace benchmark_suite {
namespace {

template <size_t Number>
using NaiveTrainer = HandWrittenTrainer<Number, NaiveKernels>;

}  // namespace

namespace IMPLEMENTATION {
void add_trainers(Add add, const char* implementation) {
    add_trainers_of<NaiveTrainer, is_for_others>(add, implementation);
}
}  // namespace IMPLEMENTATION
}  // namespace benchmark_suite
