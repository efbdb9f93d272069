// SPDX-License-Identifier: MIT
// Scales and offsets of InputScaling and OutputScaling (layer/scaling.hpp) from data, a column each: row by row as they are
// measured, or at once from samples.
//
//   fit_scalings(net, samples)       both ends; samples as for fit(), or the training rows of a split
//
//   InputScalingFit<Net> fit;        rows that come one by one, in 16 bytes a column
//   while (measure(row)) fit.add(row);
//   fit.apply(net)                   Status::ok, or the network is as it was
//
// By mean and deviation: columns then have mean 0 and deviation 1, as with scikit-learn's StandardScaler. Or by minimum and
// maximum: InputScalingFit<Net, MinimumAndMaximum>, fit_scalings<MinimumAndMaximum>(net, samples); columns then reach from -1
// to 1, as with MinMaxScaler((-1, 1)).
//
// A row with a number that is NaN, infinite or beyond ±2^62 is left out and counted. The network's Ceilings are no limit here: they
// count in the network's units, which are what is looked for, so raw counts of a converter are no outliers.
// A column that does not vary (deviation or half the range below 2^-60) keeps its scale of 1 and becomes 0. Where the values of
// an input are more than 4096 times as large as their spread, its scale is a power of two, rounded so that the spread is from
// 1/2 to 1: then no digit is lost on the way in.
#pragma once

#include "../layer/scaling.hpp"
#include "../predict.hpp"
#include "../samples.hpp"
#include "../status.hpp"
#include "moments.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// A column becomes (x - mean) / deviation. 16 bytes a column.
struct MeanAndDeviation {
    Moments moments;

    void add(float number, uint32_t count) { moments.add(number, count); }
    float center() const { return moments.mean.value; }
    float spread() const { return moments.deviation(); }
};

/// A column becomes (x - middle) / (half the range). 8 bytes a column.
struct MinimumAndMaximum {
    float minimum = 0.0f, maximum = 0.0f;

    void add(float number, uint32_t count) {
        minimum = count == 1 ? number : smaller(minimum, number);
        maximum = count == 1 ? number : larger(maximum, number);
    }
    float center() const { return MOTE_PRODUCT(0.5f * minimum) + MOTE_PRODUCT(0.5f * maximum); }
    float spread() const { return MOTE_PRODUCT(0.5f * maximum) - MOTE_PRODUCT(0.5f * minimum); }
};

namespace detail {

/// Rows of a caller's: a pointer to the first, or a sentence that says why not.
template <size_t Columns, class Rows, bool IsOne>
const float* rows_to_fit(const Rows& rows) {
    constexpr bool a = Contiguous<const Rows>::is;
    static_assert(a, "mote: a scaling is fitted to arrays, containers, pointers or Strided");
    if constexpr (a) {
        using Given = NumbersOf<const Rows>;
        constexpr bool b = is_same<typename Given::Number, float>,
                       c = b &&
                           (IsOne ? Given::count_of_type == Columns : !Given::has_rows || Given::row_length == Columns);
        static_assert(b, "mote: a scaling is fitted to floats");
        static_assert(c || !b || IsOne,
                      "mote: a scaling is fitted to rows of as many numbers as the network has there");
        static_assert(
            c || !b || !IsOne,
            "mote: a scaling is fitted to rows of as many numbers as the network has there; rows whose length "
            "is known only at run time: add(rows, count)");
        if constexpr (c) {
            return Given::first(rows);
        }
    }
    return nullptr;
}

/// What is known of the columns at one end.
template <size_t Columns, class Statistic>
struct FittedColumns {
    Array<Statistic, Columns> columns = {};
    uint32_t rows = 0;      ///< seen and taken; from 2^32 - 1 on, further rows change nothing
    uint32_t left_out = 0;  ///< rows with a bad number, up to 2^32 - 1

    /// One row: an array, a list in braces, a container of constant size.
    template <class Row>
    void add(const Row& row) {
        take(rows_to_fit<Columns, Row, true>(row));
    }
    void add(const float (&row)[Columns]) { take(row); }
    /// `count` rows: arrays, containers, pointers, Strided.
    template <class Rows>
    void add(const Rows& given, size_t count) {
        const float* const first = rows_to_fit<Columns, Rows, false>(given);
        const size_t stride = stride_of(given, Columns), held = rows_within(count, given, Columns);
        for (size_t row = 0; row < held; ++row) {
            take(first + row * stride);
        }
    }
    /// Whether scales can be set: ok; empty_batch without a row, all_skipped if every row was left out.
    Status status() const { return rows != 0 ? Status::ok : left_out != 0 ? Status::all_skipped : Status::empty_batch; }

  private:
    void take(const float* row) {
        bool is_clean = true;
        for (size_t column = 0; column < Columns; ++column) {
            is_clean = is_clean && is_within(row[column], Moments::limit);
        }
        uint32_t& counted = is_clean ? rows : left_out;
        if (counted == 0xffffffffu) {
            return;
        }
        ++counted;
        for (size_t column = 0; is_clean && column < Columns; ++column) {
            columns[column].add(row[column], rows);
        }
    }
};

/// A spread below this is none.
constexpr float least_spread = 0x1p-60f;

/// The smallest power of two from `number` > 0 on.
constexpr float power_of_two_from(float number) {
    return __builtin_bit_cast(float, (float_bits(number) + 0x007fffffu) & 0xff800000u);
}

}  // namespace detail

/// Sees rows of inputs, then sets the scales and offsets of the network's InputScaling. Zero at start.
template <class Net, class Statistic = MeanAndDeviation>
struct InputScalingFit : detail::FittedColumns<Net::inputs, Statistic> {
    /// Unless the status is ok, the network is as it was.
    [[nodiscard]] Status apply(Net& net) const {
        for (size_t i = 0; this->rows != 0 && i < Net::inputs; ++i) {
            const float center = this->columns[i].center(), found = this->columns[i].spread();
            const bool is_constant = found < detail::least_spread, is_far = found < 0x1p-12f * larger(center, -center);
            const float spread = is_constant ? 1.0f : is_far ? detail::power_of_two_from(found) : found;
            const float scale = quotient(1.0f, spread);
            net.input_scales()[i] = scale;
            net.input_offsets()[i] = 0.0f - MOTE_PRODUCT(center * scale);
        }
        return this->status();
    }
};

/// Sees rows of targets, then sets the scales and offsets of the network's OutputScaling. Zero at start.
template <class Net, class Statistic = MeanAndDeviation>
struct OutputScalingFit : detail::FittedColumns<Net::outputs, Statistic> {
    /// Unless the status is ok, the network is as it was.
    [[nodiscard]] Status apply(Net& net) const {
        for (size_t o = 0; this->rows != 0 && o < Net::outputs; ++o) {
            const float spread = this->columns[o].spread();
            net.output_scales()[o] = spread < detail::least_spread ? 1.0f : spread;
            net.output_offsets()[o] = this->columns[o].center();
        }
        return this->status();
    }
};

/// Sets the scales and offsets of InputScaling and of OutputScaling, where the network has them, from Samples, a DataSet (its
/// training rows) or SelectedRows.
/// Status: ok; empty_batch, rows_differ, or all_skipped if every row was left out at one end: then the network is as it was.
/// Stack: the columns of both ends, 16·(inputs + outputs) bytes, and 300.
template <class Statistic = MeanAndDeviation, class Net, class Rows>
[[nodiscard]] Status fit_scalings(Net& net, const Rows& rows) {
    static_assert(Net::scales_input || Net::scales_output,
                  "mote: fit_scalings: this Network has neither InputScaling nor OutputScaling");
    [[maybe_unused]] InputScalingFit<Net, Statistic> inputs;
    [[maybe_unused]] OutputScalingFit<Net, Statistic> outputs;
    const size_t count = rows.count == detail::rows_differ ? 0 : rows.count;
    for (size_t row = 0; row < count; ++row) {
        if constexpr (Net::scales_input) {
            inputs.add(rows.x_of(row), 1);
        }
        if constexpr (Net::scales_output) {
            outputs.add(rows.y_of(row), 1);
        }
    }
    Status status = detail::status_of_count(rows.count);
    if constexpr (Net::scales_input) {
        status = status == Status::ok ? inputs.status() : status;
    }
    if constexpr (Net::scales_output) {
        status = status == Status::ok ? outputs.status() : status;
    }
    if (status == Status::ok) {
        if constexpr (Net::scales_input) {
            status = inputs.apply(net);
        }
        if constexpr (Net::scales_output) {
            status = outputs.apply(net);
        }
    }
    return status;
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
