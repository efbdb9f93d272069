// SPDX-License-Identifier: MIT
// The workspace: where a network learns. Every byte that training needs beyond the network, in two parts: `state` is
// what learning remembers from step to step, all zero at start; `scratch` holds nothing between calls, so one scratch
// may serve several networks, or lie over other buffers.
#pragma once

#include "mote/block.hpp"
#include "mote/bounds.hpp"
#include "mote/order.hpp"
#include "mote/recipe.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// What learning remembers: 4·Optimizer::memory bytes a trained parameter, and at most 24 bytes beside them; a port with
/// lanes rounds each plane, and what stands before them, up to whole Packs. A zeroed state is a fresh start.
template <class Net, class RecipeOfState>
struct State {
    using Optimizer = typename RecipeOfState::Optimizer;

    uint32_t step;          ///< steps taken: the schedule's and the sweep's clock
    uint32_t epoch;         ///< epochs that fit() has finished: the shuffle's position
    uint32_t stale_epochs;  ///< epochs since fit() last saw a better loss
    float best_loss;        ///< of fit(), valid from the first epoch on
    typename Optimizer::Corrections corrections;
    /// Where number m of trained parameter p lies: memory[p·step + m·plane]. One lane likes neighbours, vectors planes.
    static constexpr size_t memory_step = Pack::width == 1 ? Optimizer::memory : smaller(Optimizer::memory, size_t{1});
    static constexpr size_t memory_plane = Pack::width == 1 ? 1 : in_packs(Net::trained_count);
    alignas(Pack) Array<float, Optimizer::memory * in_packs(Net::trained_count)> memory;

    /// Number `index` of what the optimizer remembers of trained parameter `parameter`.
    constexpr float remembered(size_t parameter, size_t index) const {
        return memory[parameter * memory_step + index * memory_plane];
    }
};

/// Whether slopes of Dense number `Layer` are stored: where they do not follow from the values, and behind the last
/// Dense with an activation, since the loss overwrites its values.
template <class Net, size_t Layer>
constexpr bool stores_slopes() {
    using Activation = typename Net::template Activation<Layer>;
    return !Activation::slope_from_value || (Layer + 1 == Net::depth && !is_same<Activation, Identity>);
}

/// Floats for `Batch` rows of the units (outputs of all Dense) of a network's first layers, and for those whose slope is
/// stored.
template <class Net, size_t Batch, size_t Layers = Net::depth>
constexpr size_t unit_count() {
    size_t units = 0;
    for (size_t layer = 0; layer < Layers; ++layer) {
        units += in_packs(Batch * Net::width(layer + 1));
    }
    return units;
}
template <class Net, size_t Batch, size_t Layers = Net::depth>
constexpr size_t slope_count() {
    size_t slopes = 0;
    for_each_index<0, Layers>(
        [&](auto layer) { slopes += stores_slopes<Net, layer>() ? in_packs(Batch * Net::width(layer + 1)) : 0; });
    return slopes;
}

/// How a backward pass through a Dense of a workspace finds the gradients of its inputs: by way of a transposed copy of a
/// block of weights, so that lanes run over inputs, or straight from the weights.
constexpr bool transposes_block(size_t batch, size_t outputs) {
    return Tuning::transposes && (batch > 1 || Pack::width > 1) && !sums_in_lanes(batch, outputs);
}
/// Whether rows of weights are so short that a Pack holds several: their gradients are gathered first.
constexpr bool is_narrow(size_t outputs) { return Tuning::constant_sizes && outputs < Pack::width; }

/// Floats that a block of rows of weights needs on the way back: the transposed block [out][in], or the gradients of its
/// inputs [row][in]; and gradients of narrow rows [in][out].
template <class Net, size_t Batch>
constexpr size_t block_count() {
    size_t count = 0;
    for (size_t layer = 1; layer < Net::depth; ++layer) {
        const size_t rows = smaller(size_t{Tuning::block_rows}, Net::width(layer)), outputs = Net::width(layer + 1);
        count = larger(count, in_packs(transposes_block(Batch, outputs) ? in_packs(rows) * outputs : Batch * rows));
    }
    return count;
}
template <class Net>
constexpr size_t narrow_count() {
    size_t count = 0;
    for (size_t layer = 0; layer < Net::depth; ++layer) {
        const size_t rows = smaller(size_t{Tuning::block_rows}, Net::width(layer)) + 1, outputs = Net::width(layer + 1);
        count = larger(count, is_narrow(outputs) ? in_packs(rows * outputs) : 0);
    }
    return count;
}

/// 4·Batch·(features + units + stored slopes) bytes, Batch rows of targets, and what a block of rows needs: with one lane
/// 4·Tuning::block_rows times Batch or, where the port transposes, the widest Dense but the first.
/// A port with lanes rounds each array up to whole Packs.
template <class Net, class RecipeOfScratch, size_t Batch>
struct Scratch {
    using Loss = typename RecipeOfScratch::Loss;

    /// The sanitized batch, [row][feature].
    alignas(Pack) float features[in_packs(Batch * Net::width(0))];
    /// Per Dense [row][output]: activations, overwritten by the gradients of their sums on the way back; then the same
    /// for stored slopes.
    float units[unit_count<Net, Batch>() + slope_count<Net, Batch>()];
    /// Of one block of rows of weights: block_count() floats, then narrow_count().
    float block[larger(size_t{1}, block_count<Net, Batch>() + narrow_count<Net>())];
    typename Loss::Target targets[in_packs(Batch * Loss::target_count(Net::outputs))];

    template <size_t Layer>
    float* activations() {
        return units + unit_count<Net, Batch, Layer>();
    }
    template <size_t Layer>
    float* slopes() {
        return units + unit_count<Net, Batch>() + slope_count<Net, Batch, Layer>();
    }
    float* narrow() { return block + block_count<Net, Batch>(); }
    /// What enters Dense number `Layer`.
    template <size_t Layer>
    float* values() {
        if constexpr (Layer == 0) {
            return features;
        } else {
            return activations<Layer - 1>();
        }
    }
};

/// State and scratch for steps of up to `BatchOfWorkspace` rows. Zero it (a static one is) and it is ready.
template <class NetOfWorkspace, class RecipeOfWorkspace, size_t BatchOfWorkspace>
struct Workspace {
    using Net = NetOfWorkspace;
    using Recipe = Unqualified<RecipeOfWorkspace>;
    static constexpr size_t batch = BatchOfWorkspace;

    static_assert(batch > 0, "mote: a Workspace needs a batch of at least one row");
    static_assert(!Recipe::Loss::needs_logits || is_same<typename Net::template Activation<Net::depth - 1>, Identity>,
                  "mote: CrossEntropy takes logits: give the last Dense no activation");
    static_assert(!Recipe::Loss::needs_logits || !Net::scales_output,
                  "mote: CrossEntropy has no target units: leave OutputScaling out");
    static_assert(!Recipe::Loss::needs_logits || Net::outputs <= 65536,
                  "mote: CrossEntropy knows at most 65,536 classes");
    static_assert(
        !Recipe::GuardType::clamps || training_closes<Net, typename Recipe::Loss, batch>(),
        "mote: it cannot be proven that training stays finite; lower the Ceilings, or the bounds of an own activation");

    State<Net, Recipe> state;
    Scratch<Net, Recipe, batch> scratch;
};

}  // namespace MOTE_BUILD
}  // namespace mote
