// SPDX-License-Identifier: MIT
// The smallest whole program: a network learns exclusive or, on the desktop as on a microcontroller. The README shows it with
// printf in place of a board.
#include <mote/mote.hpp>
#include <mote_board.hpp>
#include <mote_print.hpp>

using Net = mote::Network<mote::Input<2>, mote::Dense<3, mote::Tanh>, mote::Dense<1>>;
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.05f}};
constexpr float x[4][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
constexpr float y[4] = {0, 1, 1, 0};

static Net net;                                         // 52 bytes of weights
static mote::Workspace<Net, decltype(recipe), 4> work;  // what learning needs beyond them

int main() {
    mote::init(net, 42);
    for (int step = 0; step < 300; ++step)
        if (mote::train(net, work, recipe, {x, y}).status != mote::Status::ok) return 1;
    for (const auto& row : x)
        board::print(row[0], " xor ", row[1], " = ", mote::predict(net, row)[0], "\n");
}
