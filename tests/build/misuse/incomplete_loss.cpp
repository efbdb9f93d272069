// SPDX-License-Identifier: MIT
#include "network.hpp"

struct Absolute {
    static mote::Pack added(mote::Pack sum, mote::Pack error) {
        return sum + mote::max(error, mote::Pack(0.0f) - error);
    }
#ifndef MISUSE
    static mote::Pack slope(mote::Pack error) {
        return mote::select(error < mote::Pack(0.0f), mote::Pack(-1.0f), mote::Pack(1.0f));
    }
#endif
    static constexpr double value_bound(double error) { return error; }
    static constexpr double slope_bound(double) { return 1; }
};
constexpr auto absolute = mote::Recipe{Absolute{}, mote::Sgd{}};
mote::Workspace<Net, decltype(absolute), 1> work;
