// SPDX-License-Identifier: MIT
// A device learns a curve, and keeps a checkpoint after each epoch. A thousand times somebody pulls the plug while it writes one.
// In the end it knows, bit for bit, what a device knows whose plug nobody touched.
#include <mote/checkpoint.hpp>
#include <mote/mote.hpp>
#include <mote_board.hpp>
#include <mote_print.hpp>

#include "flash.hpp"

using Net = mote::Network<mote::Input<1>, mote::Dense<8, mote::Tanh>, mote::Dense<1>>;
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.01f}, mote::Cosine{2500}};
using Work = mote::Workspace<Net, mote::Unqualified<decltype(recipe)>, 4>;
constexpr uint32_t plugs = 1000;

static Net net, undisturbed;
static Work work, its_work;
static Flash flash;
static float x[16], y[16];

/// One epoch, shuffled by its number.
static bool learn_epoch(Net& of, Work& in) {
    mote::FitOptions options;
    options.shuffle = true;
    return mote::fit(of, in, recipe, {x, y}, options).status == mote::Status::ok;
}

/// What follows a power cut: RAM is empty, and flash is what it is.
static mote::Status start() {
    net = {};
    work = {};
    flash.operations_left = 0xffffffffu;
    const mote::Status status = mote::restore(net, work, flash);
    if (status == mote::Status::no_checkpoint) mote::init(net, 42);
    return status;
}

int main() {
    for (int i = 0; i < 16; ++i) {
        x[i] = static_cast<float>(i - 8) / 8;
        y[i] = x[i] * x[i] - 0.5f * x[i];
    }
    for (auto& byte : flash.bytes)
        byte = 0xff;
    mote::init(undisturbed, 42);

    uint32_t pulled = 0, arrived = 0, lost = 0;
    (void)start();
    mote::Pcg32 random(1);
    while (pulled < plugs) {
        if (!learn_epoch(net, work)) return 1;
        const uint32_t epoch = work.state.epoch;
        flash.operations_left = 1 + random.next() % 70;  // a checkpoint takes 26
        if (mote::store(net, work, flash) == mote::Status::ok) continue;
        ++pulled;
        if (start() != mote::Status::ok && epoch > 1) return 1;
        (work.state.epoch == epoch ? arrived : lost) += 1;
    }
    for (uint32_t epoch = 0; epoch < work.state.epoch; ++epoch)
        if (!learn_epoch(undisturbed, its_work)) return 1;

    uint32_t differing = 0;
    for (size_t i = 0; i < Net::parameter_count; ++i)
        differing += mote::float_bits(net.parameters[i]) != mote::float_bits(undisturbed.parameters[i]) ? 1u : 0u;
    board::print("plugs pulled: ", pulled, ", the checkpoint under way was whole ", arrived, " times, the one before ",
                 lost, " times\nepochs learned: ", work.state.epoch,
                 "\nparameters that differ from a device that was left alone: ", differing, " of ",
                 static_cast<uint32_t>(Net::parameter_count), "\n");
    return differing == 0 ? 0 : 1;
}
