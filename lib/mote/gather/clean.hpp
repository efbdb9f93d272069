// SPDX-License-Identifier: MIT
// The way in for rows whose numbers are all clean, which is nearly always: they are copied, mapped and checked a Pack at a time,
// without a branch a number. If one was not clean, what was written means nothing, and the rows go in number by number.
#pragma once

#include "inputs.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// Whether all input layers of a network take Packs.
template <class Net>
constexpr bool inputs_are_elementwise() {
    bool are = true;
    for_each_index<0, Net::input_layers>(
        [&](auto layer) { are = are && is_elementwise<typename Net::template InputLayer<layer>>; });
    return are;
}

/// What clean numbers may not exceed: as they come, and as the network takes them.
struct CleanLimits {
    Excess given, mapped;

    CleanLimits(float of_given, float of_mapped) : given(of_given), mapped(of_mapped) {}
    bool hold() const { return given.none() && mapped.none(); }
};

/// Looks at what a layer made of a Pack. Lanes that are not in use may hold anything: 0 / 0, say.
template <class ColumnsOfPack>
[[gnu::always_inline]] inline void add_mapped(CleanLimits& limits, Pack values, ColumnsOfPack columns) {
    if constexpr (ColumnsOfPack::has_tail) {
        constexpr Array<float, 16> ones = {{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}};
        values = select(Pack(0.0f) < columns.load_pack(ones.begin(), 0), values, 0.0f);
    }
    limits.mapped.add(values);
}

/// A run of numbers through map(values, columns, limits), a Pack at a time.
template <class Count, class Map>
[[gnu::always_inline]] inline void map_clean(const float* from, Count count, float* to, CleanLimits& limits_of_rows,
                                             Map map) {
    CleanLimits limits = limits_of_rows;  // in registers: a store of floats cannot change it
    for_columns<1>(count, [&](auto columns) MOTE_INLINED {
        const Pack given = columns.load(from, 0);
        limits.given.add(given);
        columns.store(map(given, columns, limits), to, 0);
    });
    limits_of_rows = limits;
}

/// `count` inputs of a row, or of several rows if there are no input layers.
template <class Net, class Count>
[[gnu::always_inline]] inline void map_clean_inputs(const Net& net, const float* x, Count count, float* to,
                                                    CleanLimits& limits_of_rows) {
    map_clean(x, count, to, limits_of_rows, [&](Pack values, auto columns, CleanLimits& limits) MOTE_INLINED {
        for_each_index<0, Net::input_layers>([&](auto layer) MOTE_INLINED {
            using Layer = typename Net::template InputLayer<layer>;
            using Structure = typename Net::Structure;
            values = Layer::scaled(net.parameters + Structure::offset_of_part(layer), values, columns,
                                   Structure::width_of_part(layer));
            if constexpr (Layer::is_guarded) {
                add_mapped(limits, values, columns);
            }
        });
        return values;
    });
}

/// The same of targets.
template <class Net, class Count>
[[gnu::always_inline]] inline void map_clean_targets(const Net& net, const float* y, Count count, float* to,
                                                     CleanLimits& limits_of_rows) {
    map_clean(y, count, to, limits_of_rows,
              [&](Pack values, auto columns, [[maybe_unused]] CleanLimits& limits) MOTE_INLINED {
                  for_each_index<0, Net::output_layers>([&](auto index) MOTE_INLINED {
                      constexpr size_t layer = Net::output_layers - 1 - index;
                      values = Net::template OutputLayer<layer>::target(parameters_of_output_layer<layer>(net), values,
                                                                        columns, Net::outputs);
                  });
                  if constexpr (Net::output_layers != 0) {
                      add_mapped(limits, values, columns);
                  }
                  return values;
              });
}

/// One row of inputs to features, if it is clean. Elementwise input layers only.
template <class Net>
bool map_if_clean(const Net& net, const float* x, float* features) {
    CleanLimits limits(ceiling_of_given_inputs<Net>(), Net::Limits::inputs);
    map_clean_inputs(net, x, Size<Net::inputs>{}, features, limits);
    return limits.hold();
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
