// SPDX-License-Identifier: MIT
// The losses of the first calls (the outputs of predictions) beside those of the double-precision reference. They are
// allowed the rounding of float and of fast elementary functions; what learns otherwise is off by far more.
#include "check.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "names.hpp"
#include "reference.hpp"

namespace benchmark_suite {
namespace {

/// Fewer where a call has many steps or rows.
constexpr size_t checked_calls(const Workload& workload) {
    return workload.fits() ? 10 : workload.batch >= many ? 1 : 30;
}
constexpr double tolerance = 2e-5;  ///< of the reference's value, and of 1 where that is smaller

/// The largest difference, and where it is.
struct Difference {
    double size = 0.0, expected = 0.0, actual = 0.0;
    size_t call = 0;
};

Difference largest_difference(const Trainer& trainer, const std::vector<double>& expected) {
    const Workload& workload = workloads[trainer.workload];
    const size_t count = workload.result_count();
    Difference largest;
    trainer.reset();
    for (size_t i = 0; i < expected.size(); i += count) {
        const float* const results = trainer.call(i / count % workload.calls());
        for (size_t result = 0; result < count; ++result) {
            const double wanted = expected[i + result], actual = static_cast<double>(results[result]);
            const double size = std::abs(actual - wanted) / std::max(1.0, std::abs(wanted));
            if (!(size <= largest.size)) {
                largest = {size, wanted, actual, i / count};
            }
        }
    }
    return largest;
}

}  // namespace

bool learn_the_same(const std::vector<Trainer>& trainers) {
    std::vector<std::vector<double>> references;
    for (size_t number = 0; number < workload_count; ++number) {
        references.push_back(reference_results(number, checked_calls(workloads[number])));
    }
    bool same = true;
    double largest = 0.0;
    for (const Trainer& trainer : trainers) {
        const Difference difference = largest_difference(trainer, references[trainer.workload]);
        largest = std::max(largest, difference.size);
        if (!(difference.size <= tolerance)) {
            const Workload& workload = workloads[trainer.workload];
            std::fprintf(stderr,
                         "mote_benchmark: %s does not learn the same: %s, batch %zu, call %zu: %.9g, not %.9g\n",
                         trainer.implementation, name_of(workload).c_str(), workload.batch, difference.call + 1,
                         difference.actual, difference.expected);
            same = false;
        }
    }
    if (same) {
        std::printf("All learn the same: they differ from double precision by at most %.1e.\n", largest);
    }
    return same;
}

}  // namespace benchmark_suite
