// SPDX-License-Identifier: MIT
// Where fit() keeps the weights of the best epoch while it goes on learning.
#pragma once

#include "network.hpp"

#include "base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// Memory for a second set of trained weights: 4 bytes each, and 4 more. Zero at start; belongs to one network and one state, so
/// zero it, or forget it, with them. Within a call of fit() it holds the best weights; between two calls the network has those,
/// and it holds the last ones, from which the next call goes on if the state has taken no step in between. A change of the
/// network that takes none is not seen, and would be undone: zero it after a Watchdog that restored, or after load().
/// No checkpoint has it. After restore() with a zeroed one, learning goes on from the best weights instead of the last, with the
/// moments of the last; for the bits of an uncut fit, keep its bytes beside the checkpoint.
template <class Net>
struct BestWeights {
    Array<float, Net::trained_count> weights = {};
    uint32_t step = 0;  ///< the state's when fit() came back; 0: there are none
};

namespace detail {

/// For a fit that keeps no weights but the last.
struct KeepsNone {
    template <class Net>
    void begin(Net&, uint32_t) const {}
    template <class Net>
    void keep(const Net&) const {}
    template <class Net>
    void end(Net&, uint32_t) const {}
};

/// For a fit that keeps the best.
template <class Net>
struct KeepsBest {
    BestWeights<Net>& best;

    /// Goes on from the last weights, unless the state has moved since they were put away: then there are none.
    void begin(Net& net, uint32_t step) const {
        best.step = best.step == step ? step : 0;
        exchange(net);
    }
    void keep(const Net& net) const {
        for (size_t i = 0; i < Net::trained_count; ++i) {
            best.weights[i] = net.parameters[Net::trained_first + i];
        }
        best.step = 1;
    }
    /// Leaves the best weights in the network and puts the last ones away.
    void end(Net& net, uint32_t step) const {
        exchange(net);
        best.step = best.step == 0 ? 0 : step;
    }

  private:
    void exchange(Net& net) const {
        for (size_t i = 0; best.step != 0 && i < Net::trained_count; ++i) {
            const float kept = best.weights[i];
            best.weights[i] = net.parameters[Net::trained_first + i];
            net.parameters[Net::trained_first + i] = kept;
        }
    }
};

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "base/epilogue.hpp"
