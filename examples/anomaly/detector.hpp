// SPDX-License-Identifier: MIT
// How unusual a window is: an autoencoder has to pass 16 numbers through 4 units. It learns to do that with windows of a healthy
// machine, and does it badly with others.
#pragma once

#include "window.hpp"

/// How many windows tell how good it is.
struct Judged {
    static constexpr uint32_t threshold = 1000;  ///< healthy ones, for the threshold
    static constexpr uint32_t windows = 500;     ///< then healthy ones, and as many of each fault
};

class Detector {
  public:
    static constexpr uint32_t to_scale = 200;          ///< the first windows only say how large the numbers are
    static constexpr uint32_t batch = 4, steps = 800;  ///< then so many windows a step are learned from, once each
    static constexpr uint32_t to_measure = 200;        ///< the last ones show how well each band is rebuilt

    /// The healthy machine, as it comes: no window is kept once it has been learned from.
    mote::Status learn(Machine& machine) {
        mote::init(net_, 1);
        mote::InputScalingFit<Net> inputs;
        mote::OutputScalingFit<Net> outputs;
        for (uint32_t i = 0; i < to_scale; ++i) {
            const Window window = Window::take(machine, Fault::none);
            inputs.add(window.values);
            outputs.add(window.values);
        }
        mote::Status status = inputs.apply(net_);
        status = status == mote::Status::ok ? outputs.apply(net_) : status;
        for (uint32_t step = 0; step < steps && status == mote::Status::ok; ++step) {
            float windows[batch][Window::bands];
            for (auto& row : windows) {
                const Window window = Window::take(machine, Fault::none);
                for (size_t band = 0; band < Window::bands; ++band) {
                    row[band] = window.values[band];
                }
            }
            const mote::Status trained = mote::train(net_, work_, recipe, {windows, windows}).status;
            // A step whose windows are all bad teaches nothing, and does no harm.
            status = trained == mote::Status::all_skipped ? mote::Status::ok : trained;
        }
        for (uint32_t i = 0; i < to_measure; ++i) {
            const Window window = Window::take(machine, Fault::none);
            usual_.add(mote::predict(net_, window.values).elements, window.values);
        }
        return status;
    }

    /// How far the bands are from what the network makes of them: the mean of their squared errors, each in units of what is usual,
    /// so about 1 for a healthy machine. A window with a number that is none is as unusual as can be.
    float score(const Window& window) const {
        const auto rebuilt = mote::predict(net_, window.values);
        float sum = 0.0f;
        for (size_t band = 0; band < Window::bands; ++band) {
            const float error = window.values[band] - rebuilt[band];
            sum += error * error / mote::larger(usual_.mean_squared_error(band), 1e-6f);
        }
        return mote::nan_to_num(sum / Window::bands, mote::largest_float);
    }

  private:
    using Net = mote::Network<mote::Input<Window::bands>, mote::InputScaling, mote::Dense<12, mote::Tanh>,
                              mote::Dense<4, mote::Tanh>, mote::Dense<12, mote::Tanh>, mote::Dense<Window::bands>,
                              mote::OutputScaling>;
    static constexpr auto recipe =
        mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.01f}, mote::Cosine{steps}, mote::Guard{mote::BadRow::skip}};

    Net net_;
    mote::RegressionMetrics<Window::bands> usual_;  ///< errors of a healthy machine; leaves bad rows out
    mote::Workspace<Net, decltype(recipe), batch> work_;
};
