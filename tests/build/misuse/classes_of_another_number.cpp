// SPDX-License-Identifier: MIT
#include "network.hpp"

using Classifier = mote::Network<mote::Input<2>, mote::Dense<3>>;
#ifdef MISUSE
constexpr size_t classes = 4;
#else
constexpr size_t classes = 3;
#endif
mote::Status count(mote::ConfusionMatrix<classes>& confusion, const Classifier& classifier,
                   const mote::Samples<Classifier, mote::CrossEntropy>& samples);
mote::Status count(mote::ConfusionMatrix<classes>& confusion, const Classifier& classifier,
                   const mote::Samples<Classifier, mote::CrossEntropy>& samples) {
    return confusion.add(classifier, samples);
}
