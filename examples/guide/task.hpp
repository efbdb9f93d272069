// SPDX-License-Identifier: MIT
// The task that most measurements share: a pressure sensor whose reading depends on the temperature. Millivolts (0 to 100) and
// degrees Celsius (-20 to 70) in, kilopascals (0 to 200) out; 200 readings to learn from, 500 others to judge by. A network 2-8-1.
#pragma once

#include "../transfer/sensor.hpp"
#include "shown.hpp"

struct Task {
    transfer::Readings<200> training;
    transfer::Readings<500> others;

    void take() {
        mote::Pcg32 random(1);
        transfer::take(training, transfer::new_sensor, random);
        transfer::take(others, transfer::new_sensor, random);
    }
};

using TaskNet =
    mote::Network<mote::Input<2>, mote::InputScaling, mote::Dense<8, mote::Tanh>, mote::Dense<1>, mote::OutputScaling>;

/// Root mean square of the errors over the other readings, in kPa.
inline float error_of(const TaskNet& net, const Task& task) {
    mote::RegressionMetrics<1> metrics;
    for (size_t row = 0; row < 500; ++row) {
        metrics.add(mote::predict(net, task.others.inputs[row])[0], task.others.pressures[row]);
    }
    return mote::square_root(metrics.mean_squared_error());
}

/// The median of that error over seven starts of a network that is scaled to the training readings and learns so many epochs.
template <size_t Batch, class Recipe>
float median_error(const Task& task, const Recipe& recipe, uint32_t epochs) {
    static mote::Workspace<TaskNet, Recipe, Batch> work;
    const mote::SamplesOf<decltype(work)> samples{task.training.inputs, task.training.pressures};
    float errors[7];
    for (uint64_t seed = 0; seed < 7; ++seed) {
        TaskNet net = {};
        mote::FitOptions options;
        options.epochs = epochs;
        options.shuffle = true;
        options.fresh = true;
        mote::init(net, seed + 1);
        if (mote::fit_scalings(net, samples) != mote::Status::ok ||
            mote::fit(net, work, recipe, samples, options).status != mote::Status::ok) {
            return -1.0f;
        }
        errors[seed] = error_of(net, task);
    }
    return median(errors);
}
