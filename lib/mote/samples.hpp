// SPDX-License-Identifier: MIT
// Samples: a view of rows of inputs and targets in the caller's memory (flash included); nothing is copied or kept.
#pragma once

#include "loss/loss.hpp"
#include "network.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// How many targets a row has.
template <class Net, class Loss>
constexpr size_t targets_of_row = detail::LossTraits<Loss>::target_count(Net::outputs);

/// x[count][inputs], y[count][outputs] as floats or, for CrossEntropy, y[count] as class numbers. From pointers with a
/// count, or from arrays, whose sizes are checked at compile time.
template <class Net, class Loss>
struct Samples {
    using Target = TargetOf<Loss>;
    static constexpr size_t targets = targets_of_row<Net, Loss>;

    const float* x = nullptr;
    const Target* y = nullptr;
    size_t count = 0;

    constexpr Samples() = default;
    constexpr Samples(const float* inputs_of_rows, const Target* targets_of_rows, size_t number_of_rows)
        : x(inputs_of_rows), y(targets_of_rows), count(number_of_rows) {}

    template <size_t Rows, size_t Inputs, size_t TargetRows, size_t Targets>
    constexpr Samples(const float (&rows)[Rows][Inputs], const Target (&target_rows)[TargetRows][Targets])
        : Samples(rows[0], target_rows[0], Rows) {
        static_assert(Rows == TargetRows, "mote: samples: x and y have different numbers of rows");
        static_assert(Inputs == Net::inputs, "mote: samples: a row of x has another length than the network's input");
        static_assert(Targets == targets, "mote: samples: a row of y has another length than the network's output");
    }
    template <size_t Rows, size_t Inputs, size_t TargetRows>
    constexpr Samples(const float (&rows)[Rows][Inputs], const Target (&target_of_row)[TargetRows])
        : Samples(rows[0], target_of_row, Rows) {
        static_assert(Rows == TargetRows, "mote: samples: x and y have different numbers of rows");
        static_assert(Inputs == Net::inputs, "mote: samples: a row of x has another length than the network's input");
        static_assert(targets == 1, "mote: samples: y has one target a row, the network has several outputs");
    }
    template <size_t Rows, size_t TargetRows, size_t Targets>
    constexpr Samples(const float (&input_of_row)[Rows], const Target (&target_rows)[TargetRows][Targets])
        : Samples(input_of_row, target_rows[0], Rows) {
        static_assert(Rows == TargetRows, "mote: samples: x and y have different numbers of rows");
        static_assert(Net::inputs == 1, "mote: samples: x has one value a row, the network has several inputs");
        static_assert(Targets == targets, "mote: samples: a row of y has another length than the network's output");
    }
    template <size_t Rows, size_t TargetRows>
    constexpr Samples(const float (&input_of_row)[Rows], const Target (&target_of_row)[TargetRows])
        : Samples(input_of_row, target_of_row, Rows) {
        static_assert(Rows == TargetRows, "mote: samples: x and y have different numbers of rows");
        static_assert(Net::inputs == 1, "mote: samples: x has one value a row, the network has several inputs");
        static_assert(targets == 1, "mote: samples: y has one target a row, the network has several outputs");
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote
