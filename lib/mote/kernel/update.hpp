// SPDX-License-Identifier: MIT
// From gradients in registers to moved parameters: each Pack of gradients is handed to the optimizer with the weights and
// what it remembers of them, and both are written back. No array of gradients exists.
//
// A `Rule` (rule.hpp) says how the parameters of one place learn: memory, memory_step, memory_plane, the type Settings, and
// updated(settings, weights, gradients, memory). `Rules` has two, Weights and Biases.
#pragma once

#include "block.hpp"

#include "../base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// Parameters of a layer and what the optimizer remembers of them, from some row on.
struct Trained {
    float* weights;  ///< [rows][outputs]
    float* memory;   ///< of number m: [rows][outputs], memory_step floats apart, from m·memory_plane on
};

/// How a layer's weights learn, and how its biases do: one type where the optimizer does not ask, so kernels are compiled once.
template <class WeightRule, class BiasRule>
struct RulesOf {
    using Weights = WeightRule;
    using Biases = BiasRule;
};

/// Moves the weights of one Pack, `at` floats after the first, by their gradient.
template <class Rule, class Settings, size_t Packs, class Lanes>
[[gnu::always_inline]] inline void apply_gradient(const Settings& settings, Trained trained, size_t at,
                                                  Columns<Packs, Lanes> columns, size_t pack, Pack gradient) {
    float* const weights = trained.weights + at;
    float* const remembered = trained.memory + Rule::memory_step * (at + columns.before(pack));
    Array<Pack, Rule::memory> memory;
    for (size_t m = 0; m < Rule::memory; ++m) {
        memory[m] = columns.load_pack(remembered + m * Rule::memory_plane, pack);
    }
    columns.store(Rule::updated(settings, columns.load(weights, pack), gradient, memory), weights, pack);
    for (size_t m = 0; m < Rule::memory; ++m) {
        columns.store_pack(memory[m], remembered + m * Rule::memory_plane, pack);
    }
}

/// Moves `count` neighbouring parameters by their gradients, which lie in memory.
template <class Rule, class Settings, class Count>
void apply_gradients(const Settings& settings, Trained trained, const float* gradients, Count count) {
    for_columns<1>(count, [&](auto columns) MOTE_INLINED {
        apply_gradient<Rule>(settings, trained, 0, columns, 0, columns.load(gradients, 0));
    });
}

/// What an optimizer remembers of `Count` parameters, one after the other: for one lane.
template <class Rule, size_t Count>
[[gnu::always_inline]] inline void load_memory(const float* memory, Array<Pack, Rule::memory> (&of_weights)[Count]) {
    if constexpr (Rule::memory > 0) {
        Pack run[Count * Rule::memory];
        load_run(memory, run);
        for_block<Count, Rule::memory>([&](size_t i, size_t m)
                                           MOTE_INLINED { of_weights[i][m] = run[i * Rule::memory + m]; });
    }
}
template <class Rule, size_t Count>
[[gnu::always_inline]] inline void store_memory(const Array<Pack, Rule::memory> (&of_weights)[Count], float* memory) {
    if constexpr (Rule::memory > 0) {
        Pack run[Count * Rule::memory];
        for_block<Count, Rule::memory>([&](size_t i, size_t m)
                                           MOTE_INLINED { run[i * Rule::memory + m] = of_weights[i][m]; });
        store_run(run, memory);
    }
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "../base/epilogue.hpp"
