// SPDX-License-Identifier: MIT
#include "network.hpp"

#ifdef MISUSE
using Classifier = mote::Network<mote::Input<2>, mote::Dense<3, mote::Tanh>>;
#else
using Classifier = mote::Network<mote::Input<2>, mote::Dense<3>>;
#endif
mote::SecondOrderWorkspace<Classifier, mote::Lbfgs<8, mote::CrossEntropy>> work;
