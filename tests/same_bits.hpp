// SPDX-License-Identifier: MIT
// Whether two objects of mote hold the same bits. What lies between their arrays, on ports that start each with a whole
// Pack, does not count, nor does the byte of a member without data: copies need not have them.
#pragma once

#include <string.h>

#include <type_traits>

namespace same_bits {

template <class Member>
bool same(const Member& a, const Member& b) {
    return std::is_empty_v<Member> || memcmp(&a, &b, sizeof a) == 0;
}

template <class Net>
bool networks(const Net& a, const Net& b) {
    return same(a.parameters, b.parameters);
}
template <class State>
bool states(const State& a, const State& b) {
    return a.step == b.step && a.epoch == b.epoch && a.stale_epochs == b.stale_epochs &&
           same(a.best_loss, b.best_loss) && same(a.corrections, b.corrections) && same(a.memory, b.memory);
}
template <class Work>
bool workspaces(const Work& a, const Work& b) {
    return states(a.state, b.state) && same(a.scratch.features, b.scratch.features) &&
           same(a.scratch.units, b.scratch.units) && same(a.scratch.block, b.scratch.block) &&
           same(a.scratch.targets, b.scratch.targets);
}

}  // namespace same_bits
