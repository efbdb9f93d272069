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

/// One of each kind that has parts of its own: what is drawn at random, what does not learn, what is weighed.
using Toolbox =
    mote::Network<mote::Input<2>, mote::InputScaling, mote::Frozen<mote::Dense<6, mote::Tanh>>, mote::LayerNorm<>,
                  mote::Residual<mote::Dense<6, mote::LeakyRelu<>>>, mote::Dropout<mote::Ratio<1, 8>>, mote::Dense<2>>;
constexpr auto everything = mote::Recipe{mote::SampleWeighted{mote::SmoothedCrossEntropy{0.1f}},
                                         mote::ClipNorm{mote::AdamW{0.02f}, 1.0f}, mote::WarmUp{mote::Cosine{300}, 10}};

}  // namespace networks
