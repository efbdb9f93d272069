// SPDX-License-Identifier: MIT
// A program that calls every verb, so that all of the library is compiled.
#pragma once

#include <mote/mote.hpp>

namespace use {

using Net = mote::Network<mote::Input<2>, mote::InputScaling, mote::FourierFeatures<2>, mote::Dense<33, mote::Mish>,
                          mote::Dense<3, mote::Sin<2>>, mote::Dense<2, mote::Sigmoid>, mote::OutputScaling>;
using Classifier = mote::Network<mote::Input<2>, mote::Dense<3, mote::Relu>, mote::Dense<2>>;
constexpr auto line = mote::Recipe{mote::MeanSquaredError{}, mote::AdamW{0.1f}, mote::Cosine{10}};
constexpr auto classes = mote::Recipe{mote::CrossEntropy{}, mote::SgdMomentum{0.1f}};

template <class Net, class Work, class Recipe, class Target>
bool every_verb(Net& net, Work& work, const Recipe& recipe, const float (&x)[4][2], const Target& y) {
    static mote::Image<Net> image;
    mote::init(net, 42, mote::Siren{});
    bool well = mote::train(net, work, recipe, {x, y}).status == mote::Status::ok;
    well = mote::fit(net, work, recipe, {x, y}, {}).status == mote::Status::ok && well;
    well = mote::evaluate(net, work, recipe, {x, y}).status == mote::Status::ok && well;
    well = mote::begin(net, work, recipe, {x, y}).status == mote::Status::ok && well;
    while (mote::advance(net, work, 100).status == mote::Status::busy) {
    }
    well = mote::save(net, image) == mote::Status::ok && mote::load(net, image) == mote::Status::ok && well;
    return well && mote::features<1>(net, {0.5f, 0.25f})[0] < mote::predict(net, {0.5f, 0.25f})[0];
}

inline bool all() {
    static Net net;
    static Classifier classifier;
    static mote::SlicedWorkspace<Net, decltype(line), 4> work;
    static mote::SlicedWorkspace<Classifier, decltype(classes), 4> of_classes;
    static mote::Published<Net> published;
    published.publish();
    constexpr float x[4][2] = {}, y[4][2] = {};
    constexpr mote::ClassNumber labels[4] = {};
    return every_verb(net, work, line, x, y) && every_verb(classifier, of_classes, classes, x, labels);
}

}  // namespace use
