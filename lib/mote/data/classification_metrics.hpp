// SPDX-License-Identifier: MIT
// How well classes are told apart: counted row by row, or for a network over samples.
//
//   ConfusionMatrix<10> confusion;
//   confusion.add(predicted, target);        class numbers; or the outputs of the network, and the class number
//   confusion.add(net, data.evaluation);     Samples, or selected rows of a split
//   confusion.accuracy(), .precision(c), .recall(c), .f1(c), .macro_f1(), …
//
// The numbers are scikit-learn's accuracy_score, precision_score, recall_score and f1_score; what has no rows is 0.
#pragma once

#include "predictions.hpp"
#include "probability.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// How often each class was taken for each: 4 bytes a pair, and 8 more. Zero at start.
template <size_t Classes>
struct ConfusionMatrix {
    static_assert(Classes >= 2, "mote: a ConfusionMatrix needs two classes at least");

    uint32_t counts[Classes][Classes] = {};  ///< [class of the row][class predicted]
    uint32_t counted = 0;                    ///< rows in `counts`; from 2^32 - 1 on, further rows change nothing
    uint32_t left_out = 0;                   ///< rows with a NaN or a class number out of range, up to 2^32 - 1

    /// One row, by class numbers.
    void add(size_t predicted, size_t target) {
        const bool is_clean = predicted < Classes && target < Classes;
        uint32_t& rows = is_clean ? counted : left_out;
        if (rows == 0xffffffffu) {
            return;
        }
        ++rows;
        if (is_clean) {
            ++counts[target][predicted];
        }
    }
    /// One row, by the outputs of a network with one for each class.
    void add(const float (&outputs)[Classes], size_t target) {
        bool is_clean = true;
        for (const float output : outputs) {
            is_clean = is_clean && !is_nan(output);
        }
        add(is_clean ? argmax(outputs) : Classes, target);
    }
    void add(const Array<float, Classes>& outputs, size_t target) { add(outputs.elements, target); }
    /// Every row of Samples or SelectedRows, by a network with one output for each class. Status: ok, empty_batch, rows_differ.
    /// Stack: as predict(), and a row of outputs: 8·widest<Net>() + 4·outputs bytes, and 600.
    template <class Net, class Rows, class = typename Net::Structure>
    [[nodiscard]] Status add(const Net& net, const Rows& rows) {
        constexpr bool fits = Net::outputs == Classes;
        static_assert(fits, "mote: a ConfusionMatrix has as many classes as the network has outputs");
        if constexpr (fits) {
            return detail::for_each_prediction(net, rows, [&](const auto& outputs, size_t i) MOTE_INLINED {
                add(outputs, static_cast<size_t>(rows.y_of(i)));
            });
        } else {
            return Status::empty_batch;
        }
    }

    /// Rows of a class, and rows that were taken for it.
    constexpr uint32_t rows_of(size_t number) const {
        uint32_t rows = 0;
        for (const uint32_t count : counts[number]) {
            rows += count;
        }
        return rows;
    }
    constexpr uint32_t predicted_as(size_t number) const {
        uint32_t rows = 0;
        for (const auto& of_class : counts) {
            rows += of_class[number];
        }
        return rows;
    }

    /// The share of rows that were told right.
    float accuracy() const {
        uint32_t right = 0;
        for (size_t number = 0; number < Classes; ++number) {
            right += counts[number][number];
        }
        return share(right, static_cast<float>(counted));
    }
    /// Of the rows that were taken for a class, the share that are of it.
    float precision(size_t number) const {
        return share(counts[number][number], static_cast<float>(predicted_as(number)));
    }
    /// Of the rows of a class, the share that were told right.
    float recall(size_t number) const { return share(counts[number][number], static_cast<float>(rows_of(number))); }
    /// The harmonic mean of the two.
    float f1(size_t number) const {
        const float both = static_cast<float>(predicted_as(number)) + static_cast<float>(rows_of(number));
        return share(counts[number][number], 0.5f * both);
    }

    /// The means over all classes that occur, in rows or in predictions.
    float macro_precision() const { return mean_of(&ConfusionMatrix::precision); }
    float macro_recall() const { return mean_of(&ConfusionMatrix::recall); }
    float macro_f1() const { return mean_of(&ConfusionMatrix::f1); }

  private:
    static float share(uint32_t part, float whole) {
        return part == 0 ? 0.0f : quotient(static_cast<float>(part), whole);
    }
    float mean_of(float (ConfusionMatrix::*metric)(size_t) const) const {
        float sum = 0.0f;
        uint32_t classes = 0;
        for (size_t number = 0; number < Classes; ++number) {
            if (rows_of(number) != 0 || predicted_as(number) != 0) {
                sum = sum + (this->*metric)(number);
                ++classes;
            }
        }
        return classes == 0 ? 0.0f : quotient(sum, static_cast<float>(classes));
    }
};

/// The share of rows whose class has the largest output: for where a ConfusionMatrix would be too large. 0 without rows; a class
/// number out of range is a wrong row. Stack: as predict(), and a row of outputs: 8·widest<Net>() + 4·outputs bytes, and 600.
template <class Net, class Rows>
[[nodiscard]] float accuracy(const Net& net, const Rows& rows) {
    size_t right = 0;
    const Status status = detail::for_each_prediction(net, rows, [&](const auto& outputs, size_t i) MOTE_INLINED {
        right += argmax(outputs) == static_cast<size_t>(rows.y_of(i)) ? 1u : 0u;
    });
    return status == Status::ok ? quotient(static_cast<float>(right), static_cast<float>(rows.count)) : 0.0f;
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
