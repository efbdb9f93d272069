// SPDX-License-Identifier: MIT
#include "network.hpp"

mote::Status fit_from(const float (&x)[4][2], const float (&y)[4]);
mote::Status fit_from(const float (&x)[4][2], const float (&y)[4]) {
#ifdef MISUSE
    using Scaled = Net;
#else
    using Scaled = mote::Network<mote::Input<2>, mote::InputScaling, mote::Dense<1> >;
#endif
    static Scaled scaled;
    return mote::fit_scalings(scaled, mote::Samples<Scaled, mote::MeanSquaredError>{x, y});
}
