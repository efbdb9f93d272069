// SPDX-License-Identifier: MIT
// The same on a flash that is one: each start goes on where the last one ended, however it ended, learns 500 epochs, and compares
// what it knows, bit for bit, with what a device knows that was never reset.
#include <mote/checkpoint.hpp>
#include <mote/mote.hpp>
#include <mote_board.hpp>
#include <mote_print.hpp>

#include "nor_flash.hpp"

using Net = mote::Network<mote::Input<1>, mote::Dense<8, mote::Tanh>, mote::Dense<1>>;
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.01f}, mote::Cosine{100000}};
using Work = mote::Workspace<Net, mote::Unqualified<decltype(recipe)>, 4>;
constexpr uint32_t epochs_at_a_time = 500;

static Net net, undisturbed;
static Work work, its_work;
/// The second bank of QEMU's machine `virt`, four sectors of it. (From the first one the machine would start.)
static NorFlash<0x22000000, 4 * 0x40000, 0x40000> flash;
static float x[16], y[16];

/// One epoch, shuffled by its number.
static bool learn_epoch(Net& of, Work& in) {
    mote::FitOptions options;
    options.shuffle = true;
    return mote::fit(of, in, recipe, {x, y}, options).status == mote::Status::ok;
}

int main() {
    for (int i = 0; i < 16; ++i) {
        x[i] = static_cast<float>(i - 8) / 8;
        y[i] = x[i] * x[i] - 0.5f * x[i];
    }
    const mote::Status status = mote::restore(net, work, flash);
    if (status == mote::Status::no_checkpoint) {
        mote::init(net, 42);
    } else if (status != mote::Status::ok) {
        board::print(mote::describe(status), "\n");
        return 1;
    }
    const uint32_t found = work.state.epoch;
    board::print("goes on after epoch ", found, "\n");

    const uint32_t last = (found / epochs_at_a_time + 1) * epochs_at_a_time;
    while (work.state.epoch < last) {
        if (!learn_epoch(net, work)) return 1;
        const mote::Status kept = mote::store(net, work, flash);
        if (kept != mote::Status::ok) {
            board::print(mote::describe(kept), "\n");
            return 1;
        }
    }

    mote::init(undisturbed, 42);
    for (uint32_t epoch = 0; epoch < last; ++epoch)
        if (!learn_epoch(undisturbed, its_work)) return 1;
    uint32_t differing = 0;
    for (size_t i = 0; i < Net::parameter_count; ++i)
        differing += mote::float_bits(net.parameters[i]) != mote::float_bits(undisturbed.parameters[i]) ? 1u : 0u;
    board::print("epochs learned: ", last, ", checkpoints written: ", mote::checkpoints_written<Work>(flash),
                 "\nparameters that differ from a device that was left alone: ", differing, " of ",
                 static_cast<uint32_t>(Net::parameter_count), "\n");
    return differing == 0 ? 0 : 1;
}
