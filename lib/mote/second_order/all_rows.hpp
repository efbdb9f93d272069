// SPDX-License-Identifier: MIT
// A whole data set, some rows at a time through the scratch of training, with all gradients kept and nothing moved.
#pragma once

#include "../train.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// In the place of an optimizer: asks for all gradients, and then nothing moves.
struct KeepsGradients : NoOptimizer {
    constexpr KeepsGradients repaired(Repairs&) const { return {}; }
    static void observe(Step&, const float*, size_t, bool) {}
};
template <class Loss>
using RecipeOfGradients = Recipe<Loss, KeepsGradients>;

/// Takes as many rows as scratch has room for, one batch after the other, and calls then(how many) for each of which some take part.
template <class Net, class Loss, size_t Capacity, class Then>
[[gnu::always_inline]] inline Status for_each_batch(const Net& net,
                                                    Scratch<Net, RecipeOfGradients<Loss>, Capacity>& scratch,
                                                    const Guard& guard, const Samples<Net, Loss>& samples,
                                                    Repairs& repairs, Then then) {
    Status status = Status::all_skipped;
    for (size_t first = 0; first < samples.count; first += Capacity) {
        const Selection<Consecutive<size_t>> selection{smaller(Capacity, samples.count - first), {first}};
        const Gathered gathered = gather(net, scratch, guard, samples, selection, repairs);
        if (gathered.status == Status::ok) {
            status = Status::ok;
            then(gathered.rows);
        } else if (gathered.status != Status::all_skipped) {
            return gathered.status;
        }
    }
    return status;
}

/// What is wrong with the rows, if anything: nothing but scratch is written.
template <class Net, class Loss, size_t Capacity>
[[gnu::noinline]] Status inspect_rows(const Net& net, Scratch<Net, RecipeOfGradients<Loss>, Capacity>& scratch,
                                      const Guard& guard, const Samples<Net, Loss>& samples, Repairs& repairs) {
    return for_each_batch(net, scratch, guard, samples, repairs, [](size_t) MOTE_INLINED {});
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
