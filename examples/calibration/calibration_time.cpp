// SPDX-License-Identifier: MIT
// What the calibration by either method takes on this machine, in the board's ticks.
#include <mote_board.hpp>
#include <mote_print.hpp>

#include "thermistor.hpp"

static Readings readings;
static Net net;
static AdamWork work_of_adam;
static LevenbergMarquardtWork work;

static uint64_t report(const char* method, uint32_t passes, uint64_t since, size_t bytes) {
    const uint64_t ticks = board::ticks() - since;
    board::print(method, "  ", passes, "  ", ticks, "  ", uint32_t(bytes), "  ", Errors::of(net).mean_square, "\n");
    return ticks;
}

int main() {
    readings.take();
    board::print("method  epochs or iterations  ticks  bytes of workspace  mean squared error\n");
    start(net, 1);
    mote::FitOptions epochs;
    epochs.epochs = 5000;
    uint64_t since = board::ticks();
    const auto fitted = mote::fit(net, work_of_adam, adam, {readings.counts, readings.celsius}, epochs);
    const uint64_t of_adam = report("Adam", fitted.epochs, since, sizeof work_of_adam);
    start(net, 1);
    mote::MinimizeOptions options;
    options.iterations = 50;
    since = board::ticks();
    const auto found = mote::minimize(net, work, levenberg_marquardt, {readings.counts, readings.celsius}, options);
    const uint64_t of_iterations = report("Levenberg-Marquardt", found.iterations, since, sizeof work);
    board::print("Adam takes ", of_adam / (of_iterations == 0 ? 1 : of_iterations), " times as long\n");
    return fitted.status == mote::Status::ok && found.status == mote::Status::ok ? 0 : 1;
}
