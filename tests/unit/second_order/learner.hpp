// SPDX-License-Identifier: MIT
// Somebody who learns a curve of 50 points by a method that takes all of them at a time.
#pragma once

#include "mote/mote.hpp"

/// Point number `i` of the 50, from -1 to 1.
constexpr float point(size_t i) { return -1.0f + 2.0f * static_cast<float>(i) / 49.0f; }

template <class Net, class Method>
struct CurveLearner {
    static constexpr size_t rows = 50;

    Net net{};
    mote::SecondOrderWorkspace<Net, Method> work{};
    float x[rows], y[rows];

    CurveLearner() {
        mote::init(net, 1);
        for (size_t i = 0; i < rows; ++i) {
            x[i] = point(i);
            y[i] = x[i] * x[i] * x[i] - 0.4f * x[i] + 0.3f;
        }
    }
    mote::MinimizeResult minimize(const mote::MinimizeOptions& options, const Method& method = {}) {
        return mote::minimize(net, work, method, {x, y}, options);
    }
};

inline mote::MinimizeOptions iterations(uint32_t count) {
    mote::MinimizeOptions options;
    options.iterations = count;
    return options;
}
