// SPDX-License-Identifier: MIT
// Every optimizer and modifier: whole steps by the naive loops, and in slices, bit for bit.
#include "parity/recorder.hpp"
#include "property/training.hpp"
#include "sliced.hpp"

namespace {

using mote::Dense;

using Narrow = mote::Network<mote::Input<3>, Dense<9, mote::Tanh>, Dense<2>>;
using Wide = mote::Network<mote::Input<5>, Dense<33, mote::Mish>, Dense<17, mote::Relu>, Dense<3>>;

template <class Optimizer>
void holds_with(const Optimizer& optimizer) {
    const auto recipe = mote::Recipe{mote::MeanSquaredError{}, optimizer};
    CHECK(training_differs<Wide, 7>(recipe) == 0);
    slices_of_equal_steps<Narrow, 4>(recipe, 97);
}
/// By one program for all of them.
template <class Optimizer>
void holds_for(const Optimizer& optimizer) {
    using Any = std::conditional_t<Optimizer::bounded, EveryBoundedOptimizer, EveryUnboundedOptimizer>;
    holds_with(Any{optimizer});
}

}  // namespace

TEST_CASE("optimizers of the family of Sgd and RmsProp keep the order of operations") {
    holds_for(mote::SgdNesterov{{0.05f}});
    holds_for(mote::SgdDampened{0.05f});
    holds_for(mote::RmsProp{0.01f});
    holds_for(mote::RmsPropCentered{{0.01f}});
    holds_for(mote::RmsPropMomentum{0.001f});
    holds_for(mote::RmsPropCenteredMomentum{{0.001f}});
    holds_for(mote::Adagrad{0.05f, 0.01f});
    holds_for(mote::Adadelta{});
}

TEST_CASE("optimizers of the family of Adam, and those of signs, keep the order of operations") {
    holds_for(mote::AmsGrad{{0.01f}});
    holds_for(mote::AdamBfloat16{{0.01f}});
    holds_for(mote::Adamax{});
    holds_for(mote::NAdam{});
    holds_for(mote::RAdam{0.01f});
    holds_for(mote::Lion{0.001f});
    holds_for(mote::Rprop{});
}

TEST_CASE("modifiers keep the order of operations") {
    holds_for(mote::L1Penalty{mote::Adam{0.01f}, 0.01f});
    holds_for(mote::L2Penalty{mote::Sgd{0.05f}, 0.01f, mote::OnlyWeights{}});
    holds_for(mote::DecoupledDecay{mote::Lion{0.001f}, 0.1f});
    holds_for(mote::ClipValue{mote::Adam{0.01f}, 0.01f});
    holds_with(mote::ClipNorm{mote::L2Penalty{mote::Adam{0.01f}, 0.01f, mote::OnlyWeights{}}, 0.1f});
}
