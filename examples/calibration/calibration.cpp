// SPDX-License-Identifier: MIT
// A thermistor is calibrated with 50 readings, by Adam and by Levenberg-Marquardt: the same network, the same start. How far off
// is it then? calibration_time shows how long both take on this machine.
#include <mote_board.hpp>
#include <mote_print.hpp>

#include "thermistor.hpp"

static Readings readings;
static Net net;
static AdamWork work_of_adam;
static LevenbergMarquardtWork work;

static void report(const char* method, uint32_t passes) {
    const Errors errors = Errors::of(net);
    board::print(method, "  ", passes, "  ", 1000.0f * errors.root_mean_square(), "  ", 1000.0f * errors.largest, "\n");
}

int main() {
    readings.take();
    board::print("error in thousandths of a degree\n\nmethod  epochs or iterations  root mean square  largest\n");
    start(net, 1);
    mote::FitOptions epochs;
    epochs.epochs = 5000;
    if (mote::fit(net, work_of_adam, adam, {readings.counts, readings.celsius}, epochs).status != mote::Status::ok) {
        return 1;
    }
    report("Adam", epochs.epochs);
    start(net, 1);
    mote::MinimizeOptions options;
    options.iterations = 25;
    for (uint32_t passed = 25; passed <= 200; passed += 25) {
        if (mote::minimize(net, work, levenberg_marquardt, {readings.counts, readings.celsius}, options).status !=
            mote::Status::ok) {
            return 1;
        }
        if (passed == 25 || passed == 50 || passed == 100 || passed == 200) {
            report("Levenberg-Marquardt", passed);
        }
    }
}
