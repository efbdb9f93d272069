// SPDX-License-Identifier: MIT
// A network over rows: its outputs, one row after the other, to whoever counts them.
#pragma once

#include "../predict.hpp"
#include "../samples.hpp"
#include "../status.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// Calls take(outputs, i) for each of the rows. `rows` are Samples or SelectedRows.
template <class Net, class Rows, class Take>
Status for_each_prediction(const Net& net, const Rows& rows, Take take) {
    const Status status = status_of_count(rows.count);
    const size_t count = status == Status::ok ? rows.count : 0;
    for (size_t i = 0; i < count; ++i) {
        Array<float, Net::outputs> outputs;
        predict_rows(net, rows.x_of(i), Net::inputs, outputs.begin(), 1);
        take(outputs, i);
    }
    return status;
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
