// SPDX-License-Identifier: MIT
// A setting that is NaN would go through.
#include "network.hpp"

struct Scaled {
    float factor = 1.0f;

    static constexpr double value_bound(double error) { return 1e6 * error; }
    static constexpr double slope_bound(double) { return 1e6; }
#ifndef MISUSE
    constexpr Scaled repaired(mote::Repairs& repairs) const {
        return {mote::setting(factor, 0.0f, 1e6f, 1.0f, repairs)};
    }
#endif
    mote::Pack added(mote::Pack sum, mote::Pack error) const { return sum + mote::max(error, 0.0f - error) * factor; }
    mote::Pack slope(mote::Pack error) const {
        return mote::select(error < mote::Pack(0.0f), mote::Pack(0.0f - factor), mote::Pack(factor));
    }
};
constexpr auto scaled = mote::Recipe{Scaled{2.0f}, mote::Sgd{}};
mote::Workspace<Net, decltype(scaled), 1> work;
