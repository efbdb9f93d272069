// SPDX-License-Identifier: MIT
// What PyTorch 1.13 reaches on the same points: mean and standard deviation of the mean squared error over five seeds.
// Its seeds are not ours, so single runs differ; the means should not.
#pragma once

#include "recipes.hpp"
#include "statistics.hpp"

namespace singularity {

struct Published {
    const char* run;
    MeanAndDeviation after[legs_of_lesson];  ///< 3000, 6000 and 9000 epochs
};

constexpr Published pytorch[] = {
    {"gd-mish", {{432, 12}, {389, 13}, {373, 12}}},
    {"adam-mish-1e-3-reset", {{366, 13}, {310, 22}, {269, 27}}},
    {"adam-mish-1e-2-reset", {{231, 25}, {199, 37}, {187, 26}}},
    {"gd-tanh", {{402, 26}, {390, 34}, {348, 41}}},
    {"adam-tanh-1e-3", {{299, 13}, {238, 23}, {203, 31}}},
    {"adam-tanh-1e-2", {{98, 37}, {62, 48}, {68, 62}}},
};

/// Prints mote beside PyTorch; false if a mean of ours is more than two of PyTorch's deviations from PyTorch's mean.
inline bool agrees_with_pytorch(const Report& report) {
    puts("  run                     epochs          mote       PyTorch   apart by");
    bool agrees = true;
    for (const Published& published : pytorch) {
        for (uint32_t leg = 0; leg < legs_of_lesson; ++leg) {
            const uint32_t epochs = (leg + 1) * epochs_of_leg;
            const MeanAndDeviation ours = over_seeds(report, published.run, epochs, &Metrics::mse);
            const MeanAndDeviation theirs = published.after[leg];
            const double apart = (ours.mean - theirs.mean) / theirs.deviation;
            const bool near = std::fabs(apart) <= 2;
            agrees = agrees && near;
            printf("  %-24s%6u   %4.0f ± %-4.0f   %4.0f ± %-4.0f    %+4.1f sd   %s\n", leg == 0 ? published.run : "",
                   static_cast<unsigned>(epochs), ours.mean, ours.deviation, theirs.mean, theirs.deviation, apart,
                   near ? "fits" : "DOES NOT FIT");
        }
    }
    return agrees;
}

}  // namespace singularity
