// SPDX-License-Identifier: MIT
// Gradients of training beside differences of a loss in double precision that shares no line with the library.
#pragma once

#include "parity/recorder.hpp"
#include "property/training.hpp"

inline std::vector<double> widened(const std::vector<float>& numbers) { return {numbers.begin(), numbers.end()}; }

/// Half the difference of the losses at ±step, by the step.
template <class Net, class Loss>
double numeric_gradient(const Loss& loss, std::vector<double>& parameters, size_t index, const std::vector<double>& x,
                        const std::vector<double>& y) {
    constexpr double step = 1e-6;
    const double before = parameters[index];
    parameters[index] = before + step;
    const double above = canonical::mean_loss<Net>(loss, parameters, x, y);
    parameters[index] = before - step;
    const double below = canonical::mean_loss<Net>(loss, parameters, x, y);
    parameters[index] = before;
    return (above - below) / (2 * step);
}

/// The largest difference between a gradient of training and its numeric one, relative to the largest gradient; or 1
/// where the losses differ. Single precision leaves about 1e-6; a wrong factor or sign somewhere gives 1e-2 and more.
template <class Loss, class Net, size_t Batch = 7>
double gradient_error(const Loss& loss = {}) {
    static Net net;
    static mote::Workspace<Net, mote::Recipe<Loss, parity::Recorder>, Batch> work;
    const auto recording = mote::Recipe{loss, parity::Recorder{}};
    Numbers numbers(8);
    work = {};
    mote::init(net, 9);
    for (size_t i = 0; i < Net::parameter_count; ++i) {
        const bool trained = i >= Net::offset(0) && i < Net::offset(Net::depth);
        net.parameters[i] = trained ? net.parameters[i] : 1.5f + numbers.uniform(1.0f);
    }
    const std::vector<float> x = numbers.uniform(Batch * Net::inputs, 1.0f);
    std::vector<mote::TargetOf<Loss>> y(Batch * mote::targets_of_row<Net, Loss>);
    draw_targets(numbers, y, Net::outputs);

    const mote::Result result = mote::train(net, work, recording, {x.data(), y.data(), Batch});
    std::vector<double> parameters(net.parameters, net.parameters + Net::parameter_count);
    const std::vector<double> wide_x = widened(x), wide_y(y.begin(), y.end());
    const double expected = canonical::mean_loss<Net>(loss, parameters, wide_x, wide_y);
    if (result.status != mote::Status::ok ||
        !(::fabs(static_cast<double>(result.loss) - expected) <= 1e-5 * expected)) {
        return 1;
    }
    double largest = 0, error = 0;
    for (size_t i = 0; i < Net::trained_count; ++i) {
        const double numeric = numeric_gradient<Net>(loss, parameters, Net::trained_first + i, wide_x, wide_y);
        largest = ::fmax(largest, ::fabs(numeric));
        error = ::fmax(error, ::fabs(static_cast<double>(work.state.memory[i]) - numeric));
    }
    return error / largest;
}
