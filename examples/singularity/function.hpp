// SPDX-License-Identifier: MIT
// The function itself, in double precision: what lies between the points, for pictures and for honest errors.
#pragma once

#include <cmath>

#include "data.hpp"

namespace singularity {

inline double numerator(double at) { return std::cos(3 * at) + at; }
inline double denominator(double at) { return (at + 0.2) * (at - 0.9) * std::sin(2 * 3.14159265358979323846 * at); }

/// f within ±limit, as the network is asked to learn it. At a pole division gives an infinity, and so ±limit.
inline double function(double at) {
    constexpr double most = static_cast<double>(limit);
    return std::fmax(-most, std::fmin(most, numerator(at) / denominator(at)));
}

inline double distance_to_pole(double at) {
    double distance = 2;
    for (const double pole : poles) {
        distance = std::fmin(distance, std::fabs(at - pole));
    }
    return distance;
}

inline constexpr unsigned fine_steps = 20;  ///< of the off-grid points: 19 between two neighbours of the 200

/// Off-grid point number `step` behind x[point]; step 0 is x[point] itself.
inline float fine_x(unsigned point, unsigned step) {
    if (step == 0) {
        return x[point];
    }
    const double from = static_cast<double>(x[point]), to = static_cast<double>(x[point + 1]);
    return static_cast<float>(from + (to - from) * step / fine_steps);
}

/// Calls body(x, point, step) for the 200 points and all between them, from left to right.
template <class Body>
void for_each_fine_x(Body body) {
    for (unsigned point = 0; point < points; ++point) {
        for (unsigned step = 0; step < (point + 1 < points ? fine_steps : 1); ++step) {
            body(fine_x(point, step), point, step);
        }
    }
}

}  // namespace singularity
