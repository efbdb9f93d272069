// SPDX-License-Identifier: MIT
// A device shall learn 100 epochs along a cosine, and is reset after 70. It goes on with the network alone, or with the state of
// learning, too. Errors after some epochs in kPa, beside those of a device that was not reset.
#include "task.hpp"

namespace {

using Recipe = mote::Recipe<mote::MeanSquaredError, mote::Adam, mote::Cosine>;
using Work = mote::Workspace<TaskNet, Recipe, 16>;
constexpr auto recipe = Recipe{{}, mote::Adam{0.03f}, mote::Cosine{100 * 13}};

Task task;
TaskNet net;
Work work;

/// What a device keeps in flash.
struct Kept {
    mote::Image<TaskNet> image;
    mote::State<TaskNet, Recipe> state;
} kept;

bool learns(uint32_t epochs) {
    mote::FitOptions options;
    options.epochs = epochs;
    options.shuffle = true;
    return mote::fit(net, work, recipe, {task.training.inputs, task.training.pressures}, options).status ==
           mote::Status::ok;
}

enum class Keeps { everything, network_and_state, network };

/// After a reset everything in RAM is as at the start, but for what comes from flash.
bool restarts(Keeps keeps) {
    net = {};
    work.state = keeps == Keeps::network_and_state ? kept.state : mote::State<TaskNet, Recipe>{};
    return mote::load(net, kept.image) == mote::Status::ok;
}

bool print_row(const char* name, Keeps keeps) {
    if (keeps != Keeps::everything && !restarts(keeps)) {
        return false;
    }
    cell(name);
    cell(two_digits(error_of(net, task)));
    for (const uint32_t epochs : {1u, 1u, 8u, 20u}) {
        if (!learns(epochs)) {
            return false;
        }
        cell(two_digits(error_of(net, task)));
    }
    end_row();
    return true;
}

}  // namespace

int main() {
    task.take();
    mote::init(net, 1);
    if (mote::fit_scalings(net, mote::SamplesOf<Work>{task.training.inputs, task.training.pressures}) !=
        mote::Status::ok) {
        return 1;
    }
    if (!learns(70) || mote::save(net, kept.image) != mote::Status::ok) {
        return 1;
    }
    kept.state = work.state;
    board::print("| after epoch | 70 | 71 | 72 | 80 | 100 |\n|---|--:|--:|--:|--:|--:|\n");
    return print_row("no reset", Keeps::everything) && print_row("network and state kept", Keeps::network_and_state) &&
                   print_row("network kept", Keeps::network)
               ? 0
               : 1;
}
