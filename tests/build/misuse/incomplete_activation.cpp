// SPDX-License-Identifier: MIT
#include <mote/mote.hpp>

struct Half {
    static constexpr uint32_t id = 128, parameter = 0;
    static constexpr bool slope_from_value = true;
    static constexpr double slope_bound = 0.5;
    static constexpr double value_bound(double z) { return z; }
    static mote::Pack value(mote::Pack z) { return z * 0.5f; }
#ifndef MISUSE
    static mote::Pack slope(mote::Pack) { return 0.5f; }
#endif
};
using Net = mote::Network<mote::Input<1>, mote::Dense<3, Half>, mote::Dense<1>>;
float half(const Net& net);
float half(const Net& net) { return mote::predict(net, {0.5f})[0]; }
