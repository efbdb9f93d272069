// SPDX-License-Identifier: MIT
// The workspace: where a network learns. Every byte that training needs beyond the network, in two parts: `state` is
// what learning remembers from step to step, all zero at start; `scratch` holds nothing between calls, so one scratch
// may serve several networks, or lie over other buffers.
#pragma once

#include "mote/bounds.hpp"
#include "mote/recipe.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// What learning remembers: 4·Optimizer::memory bytes a trained parameter, and at most 24 bytes beside them. A zeroed
/// state is a fresh start.
template <class Net, class RecipeOfState>
struct State {
    using Optimizer = typename RecipeOfState::Optimizer;

    uint32_t step;          ///< steps taken: the schedule's and the sweep's clock
    uint32_t epoch;         ///< epochs that fit() has finished: the shuffle's position
    uint32_t stale_epochs;  ///< epochs since fit() last saw a better loss
    float best_loss;        ///< of fit(), valid from the first epoch on
    typename Optimizer::Corrections corrections;
    Array<float, Optimizer::memory * Net::trained_count> memory;  ///< [parameter] in blocks of a Pack, see kernel.hpp
};

/// Whether slopes of Dense number `Layer` are stored: where they do not follow from the values, and behind the last
/// Dense with an activation, since the loss overwrites its values.
template <class Net, size_t Layer>
constexpr bool stores_slopes() {
    using Activation = typename Net::template Activation<Layer>;
    return !Activation::slope_from_value || (Layer + 1 == Net::depth && !is_same<Activation, Identity>);
}

/// Units (outputs of all Dense) of a network's first layers, and those of them whose slope is stored.
template <class Net, size_t Layers = Net::depth>
constexpr size_t unit_count() {
    size_t units = 0;
    for (size_t layer = 0; layer < Layers; ++layer) {
        units += Net::width(layer + 1);
    }
    return units;
}
template <class Net, size_t Layers = Net::depth>
constexpr size_t slope_count() {
    size_t slopes = 0;
    for_each_index<0, Layers>([&](auto layer) { slopes += stores_slopes<Net, layer>() ? Net::width(layer + 1) : 0; });
    return slopes;
}

/// Whether a backward pass transposes blocks of weights, and the widest layer whose weights those are.
template <class Net, size_t Batch>
constexpr size_t transposed_outputs() {
    size_t width = 0;
    for (size_t layer = 1; Tuning::transposes && Batch > 1 && layer < Net::depth; ++layer) {
        width = larger(width, Net::width(layer + 1));
    }
    return width;
}

/// 4·Batch·(features + units + stored slopes + Tuning::block_rows) bytes, Batch rows of targets and, where the port
/// transposes, 4·Tuning::block_rows·(widest Dense but the first).
template <class Net, class RecipeOfScratch, size_t Batch>
struct Scratch {
    using Loss = typename RecipeOfScratch::Loss;

    float features[Batch * Net::width(0)];  ///< the sanitized batch, [row][feature]
    /// Per Dense [row][output]: activations, overwritten by the gradients of their sums on the way back; then the same
    /// for stored slopes.
    float units[Batch * (unit_count<Net>() + slope_count<Net>())];
    /// Of one block of rows: the gradients of its inputs [row][in], then its weights transposed [out][in].
    float block[Tuning::block_rows * (Batch + transposed_outputs<Net, Batch>())];
    typename Loss::Target targets[Batch * Loss::target_count(Net::outputs)];

    template <size_t Layer>
    float* activations() {
        return units + Batch * unit_count<Net, Layer>();
    }
    template <size_t Layer>
    float* slopes() {
        return units + Batch * (unit_count<Net>() + slope_count<Net, Layer>());
    }
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
