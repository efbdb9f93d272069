// SPDX-License-Identifier: MIT
// The networks that the tests of this folder reach from C.
#pragma once

#include <mote/mote.hpp>

namespace networks {

using Regressor = mote::Network<mote::Input<2>, mote::Dense<3, mote::Tanh>, mote::Dense<1>>;
constexpr auto regression =
    mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.05f}, mote::Constant{}, mote::Guard{mote::BadRow::repair}};

using Classifier = mote::Network<mote::Input<1>, mote::Dense<3>>;
constexpr auto classification =
    mote::Recipe{mote::CrossEntropy{}, mote::Sgd{1.0f}, mote::Constant{}, mote::Guard{mote::BadRow::repair}};

}  // namespace networks
