// SPDX-License-Identifier: MIT
// How many of 1000 starts learn XOR, by activation and number of hidden units: all four rows at once, 1000 steps of Adam, learned if
// each output is within 0.1 of its target.
#include "shown.hpp"

namespace {

constexpr float x[4][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
constexpr float y[4] = {0, 1, 1, 0};
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.03f}};
constexpr uint32_t starts = 1000;

template <size_t Hidden, class Activation>
bool learns(uint64_t seed) {
    using Net = mote::Network<mote::Input<2>, mote::Dense<Hidden, Activation>, mote::Dense<1>>;
    Net net = {};
    mote::Workspace<Net, decltype(recipe), 4> work = {};
    mote::init(net, seed);
    for (int step = 0; step < 1000; ++step) {
        if (mote::train(net, work, recipe, {x, y}).status != mote::Status::ok) {
            return false;
        }
    }
    float largest = 0.0f;
    for (size_t row = 0; row < 4; ++row) {
        const float error = mote::predict(net, x[row])[0] - y[row];
        largest = mote::larger(largest, mote::larger(error, -error));
    }
    return largest < 0.1f;
}

template <size_t Hidden, class Activation>
void print_share() {
    uint32_t learned = 0;
    for (uint32_t seed = 1; seed <= starts; ++seed) {
        learned += learns<Hidden, Activation>(seed) ? 1u : 0u;
    }
    cell(percent(learned, starts), " %");
}

template <class Activation>
void print_row(const char* name) {
    cell("`", name, "`");
    print_share<2, Activation>();
    print_share<3, Activation>();
    print_share<4, Activation>();
    print_share<8, Activation>();
    print_share<16, Activation>();
    end_row();
}

}  // namespace

int main() {
    board::print("| hidden units | 2 | 3 | 4 | 8 | 16 |\n|---|--:|--:|--:|--:|--:|\n");
    print_row<mote::Relu>("Relu");
    print_row<mote::LeakyRelu<>>("LeakyRelu");
    print_row<mote::Silu>("Silu");
    print_row<mote::Tanh>("Tanh");
}
