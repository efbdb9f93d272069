// SPDX-License-Identifier: MIT
// Transactions: learn something, and keep it only if rows that you trust are answered no worse than before.
//
//     static mote::TransactionOf<decltype(work)> before;
//     mote::begin_transaction(before, net, work, recipe, probe);
//     …                                                            // any number of steps
//     mote::end_transaction(before, net, work, recipe, probe, 0.05f).committed
//
// It is a copy of network and state, beside them: sizeof says how large, 12 bytes a parameter with Adam. Where there is no RAM for
// a copy, a checkpoint is one (checkpoint.hpp): store() before, and restore() if evaluate() says that it was in vain.
#pragma once

#include "train.hpp"

#include "base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// What there was before.
template <class Net, class RecipeOfTransaction>
struct Transaction {
    Net net;
    State<Net, RecipeOfTransaction> state;
    float loss;                 ///< of the probe
    uint32_t unfinished_steps;  ///< SlicedWorkspace::unfinished_steps, if it is one
    bool has_probed;            ///< begin_transaction() found a loss
};
template <class Work>
using TransactionOf = Transaction<NetOf<Work>, RecipeOf<Work>>;

/// How a transaction ended.
struct TransactionEnd {
    Status status;   ///< of the evaluation
    bool committed;  ///< false: network and state have the bits that they had at the beginning
    float loss_before, loss_after;
};

/// Remembers network and state, and the loss of the rows of `probe`. Each of them is read once, as by evaluate().
/// Status: as evaluate(); unless it is ok, end_transaction() rolls back whatever comes. Stack: 800 bytes.
template <class Work>
[[nodiscard]] Status begin_transaction(TransactionOf<Work>& before, const NetOf<Work>& net, Work& work,
                                       GivenRecipe<RecipeOf<Work>> recipe, SamplesOf<Work> probe) {
    const Result result = evaluate(net, work, recipe, probe);
    before.net = net;
    before.state = work.state;
    before.loss = result.loss;
    if constexpr (Work::is_sliced) {
        before.unfinished_steps = work.unfinished_steps;  // whose weights are still to be clamped
    }
    before.has_probed = result.status == Status::ok;
    return result.status;
}

/// Keeps what was learned if the loss of the probe is at most (1 + margin) times that of the beginning; else network and state
/// have their bits of the beginning again. `margin` is 0 or more; NaN or less counts as 0. While a step in slices is not finished
/// (busy), neither is done. Status: as evaluate(); unless it is ok or busy, what was learned is rolled back. Stack: 800 bytes.
template <class Work>
[[nodiscard]] TransactionEnd end_transaction(const TransactionOf<Work>& before, NetOf<Work>& net, Work& work,
                                             GivenRecipe<RecipeOf<Work>> recipe, SamplesOf<Work> probe,
                                             float margin = 0.0f) {
    const Result result = evaluate(net, work, recipe, probe);
    const float worse_by = result.loss - before.loss;
    const bool is_no_worse = before.has_probed && result.status == Status::ok &&
                             (worse_by <= 0.0f || (margin > 0.0f && worse_by <= MOTE_PRODUCT(before.loss * margin)));
    if (!is_no_worse && result.status != Status::busy) {
        net = before.net;
        work.state = before.state;
        if constexpr (Work::is_sliced) {
            work.unfinished_steps = before.unfinished_steps;
        }
    }
    return {result.status, is_no_worse, before.loss, result.loss};
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "base/epilogue.hpp"
