// SPDX-License-Identifier: MIT
// A step of 1-16-16-1 with Adam in slices of at most 200 multiply-adds, each of which is marked.
#include <mote/mote.hpp>

#include "mark.hpp"

using Net = mote::Network<mote::Input<1>, mote::Dense<16, mote::Tanh>, mote::Dense<16, mote::Tanh>, mote::Dense<1>>;
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.01f}};
constexpr float x[4][1] = {{-0.4f}, {0.1f}, {0.2f}, {0.5f}}, y[4] = {0, 1, 1, 0};

static Net net;
static mote::SlicedWorkspace<Net, decltype(recipe), 1> work;

int main() {
    mote::init(net, 42);
    for (unsigned step = 0; step < 20; ++step) {
        footprint_mark();
        if (mote::begin(net, work, recipe, {x[step % 4], &y[step % 4], 1}).status != mote::Status::ok) {
            return 1;
        }
        footprint_mark();
        while (mote::advance(net, work, 200).status == mote::Status::busy) {
            footprint_mark();
        }
    }
    footprint_mark();
}
