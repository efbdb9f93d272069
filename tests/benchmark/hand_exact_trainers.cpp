// SPDX-License-Identifier: MIT
// The loops of naive, with mote's own tanh and the roots and quotients of IEEE: built without -ffast-math. For networks so
// small that elementary functions are what takes time, and for predictions of one row.
#include "hand_written_trainer.hpp"
#include "naive_kernels.hpp"
#include "trainer.hpp"

namespace benchmark_suite {
namespace {

template <size_t Number>
using HandExactTrainer = HandWrittenTrainer<Number, NaiveKernels>;

constexpr bool is_supported(const Workload& workload) {
    return (workload.verb == Verb::predict && !workload.is_scaled) || workload.parameter_count() < 64;
}

}  // namespace

namespace IMPLEMENTATION {
void add_trainers(Add add, const char* implementation) {
    add_trainers_of<HandExactTrainer, is_supported>(add, implementation);
}
}  // namespace IMPLEMENTATION
}  // namespace benchmark_suite
