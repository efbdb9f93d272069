// SPDX-License-Identifier: MIT
// What scaling is worth: the same network, start and recipe with its scales left at 1 and fitted to the readings; errors in kPa.
#include "task.hpp"

namespace {

Task task;

enum Scaled { nothing, inputs, both };

template <class Optimizer>
float error_after(Scaled scaled, const Optimizer& optimizer, uint32_t epochs) {
    using Recipe = mote::Recipe<mote::MeanSquaredError, Optimizer>;
    static mote::Workspace<TaskNet, Recipe, 16> work;
    const mote::SamplesOf<decltype(work)> samples{task.training.inputs, task.training.pressures};
    mote::FitOptions options;
    options.epochs = epochs;
    options.shuffle = true;
    options.fresh = true;
    float errors[7];
    for (uint64_t seed = 0; seed < 7; ++seed) {
        TaskNet net = {};
        mote::init(net, seed + 1);
        if (scaled != nothing && mote::fit_scalings(net, samples) != mote::Status::ok) {
            return -1.0f;
        }
        if (scaled == inputs) {
            net.output_scales()[0] = 1.0f;
            net.output_offsets()[0] = 0.0f;
        }
        if (mote::fit(net, work, Recipe{{}, optimizer}, samples, options).status != mote::Status::ok) {
            return -1.0f;
        }
        errors[seed] = error_of(net, task);
    }
    return median(errors);
}

void print_row(const char* name, Scaled scaled) {
    cell(name);
    cell(two_digits(error_after(scaled, mote::Sgd{0.1f}, 100)));
    cell(two_digits(error_after(scaled, mote::Adam{0.01f}, 100)));
    cell(two_digits(error_after(scaled, mote::Adam{0.01f}, 1000)));
    end_row();
}

}  // namespace

int main() {
    task.take();
    board::print("| | `Sgd{0.1f}`, 100 epochs | `Adam{0.01f}`, 100 epochs | 1000 epochs |\n|---|--:|--:|--:|\n");
    print_row("nothing scaled", nothing);
    print_row("inputs", inputs);
    print_row("inputs and targets", both);
}
