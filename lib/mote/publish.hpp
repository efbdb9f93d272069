// SPDX-License-Identifier: MIT
// A network that is read while it learns: an interrupt predicts from the last one that was published.
#pragma once

#include "network.hpp"

#include "base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// Two copies of a network that swap roles: one learns, one is read. RAM: both networks and an index; publish() stores the
/// index and copies a network, 4 bytes a parameter. All zero at start; init() or load() the learner and publish() it.
/// A reader may interrupt the learner anywhere, but must end before the learner continues, as an interrupt does. A reader
/// that the learner can interrupt, or that runs on another core, needs a lock, because publish() writes where it reads.
template <class Net>
class Published {
  public:
    /// The network to train: nobody reads it.
    Net& learner() { return networks_[1 - current()]; }
    /// The network to predict from: nobody writes it.
    const Net& reader() const { return networks_[current()]; }

    /// Makes the learner's weights visible to readers; the learner continues from a copy.
    void publish() {
        const uint8_t learned = 1 - current();
        __atomic_signal_fence(__ATOMIC_SEQ_CST);  // all of it is learned before readers change over,
        *const_cast<volatile uint8_t*>(&current_) = learned;
        __atomic_signal_fence(__ATOMIC_SEQ_CST);  // and they have changed over before the copy is written
        networks_[1 - learned] = networks_[learned];
    }

  private:
    /// One byte, which every machine loads and stores at once; an interrupt and what it interrupts share a core.
    uint8_t current() const {
        const uint8_t index = *const_cast<const volatile uint8_t*>(&current_);
        __atomic_signal_fence(__ATOMIC_SEQ_CST);
        return index;
    }

    Net networks_[2] = {};
    uint8_t current_ = 0;
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "base/epilogue.hpp"
