// SPDX-License-Identifier: MIT
#include <mote/mote.hpp>

#ifdef MISUSE
using Net = mote::Network<mote::Input<2>, mote::Residual<mote::Dense<3>>, mote::Dense<1>>;
#else
using Net = mote::Network<mote::Input<3>, mote::Residual<mote::Dense<3>>, mote::Dense<1>>;
#endif
float predicted(const Net& net, const float* x);
float predicted(const Net& net, const float* x) {
    float y[1];
    mote::predict(net, x, y, 1);
    return y[0];
}
