// SPDX-License-Identifier: MIT
// A training program as firmware has it, compiled without the hosted language; the test `symbols` looks at its object.
#include <mote/mote.hpp>

using Net = mote::Network<mote::Input<2>, mote::Dense<8, mote::Tanh>, mote::Dense<1>>;
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.01f}};

static Net net;
static mote::Workspace<Net, decltype(recipe), 4> work;
static mote::Published<Net> live;
static mote::SlicedWorkspace<Net, decltype(recipe), 4> sliced;

bool learn(const float* x, const float* y, unsigned count);
bool learn(const float* x, const float* y, unsigned count) {
    mote::init(net, 42);
    return mote::train(net, work, recipe, {x, y, count}).status == mote::Status::ok;
}

float answer(float a, float b);
float answer(float a, float b) { return mote::predict(net, {a, b})[0]; }

bool go_on(const float* x, const float* y, unsigned count);
bool go_on(const float* x, const float* y, unsigned count) {
    if (!sliced.is_busy() && mote::begin(live.learner(), sliced, recipe, {x, y, count}).status != mote::Status::ok) {
        return false;
    }
    if (mote::advance(live.learner(), sliced, 1000).status == mote::Status::ok) {
        live.publish();
    }
    return true;
}

float published_answer(float a, float b);
float published_answer(float a, float b) { return mote::predict(live.reader(), {a, b})[0]; }
