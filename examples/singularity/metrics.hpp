// SPDX-License-Identifier: MIT
// How good a fit is. R² on the training points flatters, so it is also taken where the network has never been.
#pragma once

#include <mote/mote.hpp>

#include "function.hpp"

namespace singularity {

/// Mean squared error and R² = 1 - error / variance, over pairs of truth and prediction.
class Score {
  public:
    void add(double truth, double prediction) {
        count += 1;
        sum += truth;
        sum_of_squares += truth * truth;
        squared_errors += (truth - prediction) * (truth - prediction);
    }
    double mean_squared_error() const { return squared_errors / count; }
    double r2() const { return 1 - squared_errors / (sum_of_squares - sum * sum / count); }

  private:
    double count = 0, sum = 0, sum_of_squares = 0, squared_errors = 0;
};

struct Metrics {
    double mse;          ///< over the 200 training points, in the target's own unit
    double r2;           ///< over the same points
    double r2_off_grid;  ///< over the 19 points between each pair of neighbours
    double r2_far;       ///< over those of them that are more than 0.03 from a pole
};

template <class Net>
Metrics measure(const Net& net) {
    Score training, off_grid, far;
    for_each_fine_x([&](float at, unsigned point, unsigned step) {
        const double prediction = static_cast<double>(mote::predict(net, {at})[0]);
        if (step == 0) {
            training.add(static_cast<double>(mote::clamp(y[point], -limit, limit)), prediction);
            return;
        }
        const double truth = function(static_cast<double>(at));
        off_grid.add(truth, prediction);
        if (distance_to_pole(static_cast<double>(at)) > 0.03) {
            far.add(truth, prediction);
        }
    });
    return {training.mean_squared_error(), training.r2(), off_grid.r2(), far.r2()};
}

}  // namespace singularity
