// SPDX-License-Identifier: MIT
// Learns, predicts and prints, and says how much stack that took: the report must not say less.
#include <mote/mote.hpp>
#include <mote_board.hpp>
#include <mote_print.hpp>

#include "painted.hpp"

using Net = mote::Network<mote::Input<2>, mote::Dense<8, mote::Mish>, mote::Dense<8, mote::Tanh>, mote::Dense<1>>;
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.01f}, mote::Cosine{100}};
constexpr float x[4][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, y[4] = {0, 1, 1, 0};

static Net net;
static mote::Workspace<Net, decltype(recipe), 4> work;

int main() {
    paint_stack();
    mote::init(net, 42);
    for (int step = 0; step < 20; ++step) {
        if (mote::train(net, work, recipe, {x, y}).status != mote::Status::ok) {
            return 1;
        }
    }
    const float answer = mote::predict(net, x[1])[0];
    board::print("stack >= ", answer > 1000.0f ? 1u : 0u, "\n");  // for what printing takes
    board::print("stack >= ", used_stack(), "\n");
}
