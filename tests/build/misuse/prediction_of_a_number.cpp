// SPDX-License-Identifier: MIT
#include <mote/mote.hpp>

using Net = mote::Network<mote::Input<1>, mote::Dense<1>>;
float answer(const Net& net, float x);
float answer(const Net& net, float x) {
#ifdef MISUSE
    return mote::predict(net, x)[0];
#else
    return mote::predict(net, {x})[0];
#endif
}
