// SPDX-License-Identifier: MIT
// How far off the sensor is after 100 epochs in batches of 16, by optimizer and learning rate, in kPa.
#include "task.hpp"

namespace {

Task task;

template <class Optimizer, class Schedule>
void print_row(const char* name, Optimizer optimizer, const Schedule& schedule) {
    cell(name);
    for (const float rate : {1e-4f, 1e-3f, 1e-2f, 1e-1f, 1.0f}) {
        optimizer.learning_rate = rate;
        cell(two_digits(median_error<16>(task, mote::Recipe{mote::MeanSquaredError{}, optimizer, schedule}, 100)));
    }
    end_row();
}

}  // namespace

int main() {
    task.take();
    constexpr mote::Cosine cosine{100 * 13};  // 13 batches make an epoch
    board::print("| learning rate | 0.0001 | 0.001 | 0.01 | 0.1 | 1 |\n|---|--:|--:|--:|--:|--:|\n");
    print_row("`Sgd`", mote::Sgd{}, mote::Constant{});
    print_row("`SgdMomentum`", mote::SgdMomentum{}, mote::Constant{});
    print_row("`RmsProp`", mote::RmsProp{}, mote::Constant{});
    print_row("`Lion`", mote::Lion{}, mote::Constant{});
    print_row("`Adam`", mote::Adam{}, mote::Constant{});
    print_row("`Adam`, `Cosine`", mote::Adam{}, cosine);
    print_row("`SgdMomentum`, `Cosine`", mote::SgdMomentum{}, cosine);
}
