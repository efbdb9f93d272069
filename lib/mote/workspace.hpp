// SPDX-License-Identifier: MIT
// The workspace: where a network learns. Every byte that training needs beyond the network, in two parts: `state` is
// what learning remembers from step to step, all zero at start; `scratch` holds nothing between calls, so one scratch
// may serve several networks, or share its memory with other buffers.
#pragma once

#include "layer/dense_backward.hpp"
#include "optimizer/rule.hpp"
#include "proof/training_bounds.hpp"
#include "recipe.hpp"

#include "base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

namespace detail {

/// What a schedule remembers, if it remembers anything.
template <class Memory, bool = is_empty<Memory>>
struct KeptForSchedule {
    Memory schedule = {};
};
template <class Memory>
struct KeptForSchedule<Memory, true> {
    static constexpr Memory schedule = {};
};

}  // namespace detail

/// What learning remembers: 4·Optimizer::memory bytes a trained parameter, and at most 32 bytes more (52 with ReduceOnPlateau); a
/// port with lanes rounds each plane, and what stands before them, up to whole Packs. A zeroed state is a fresh start.
template <class Net, class RecipeOfState>
struct State : detail::KeptForSchedule<detail::MemoryOf<typename RecipeOfState::Schedule>> {
    using Optimizer = typename RecipeOfState::Optimizer;
    using Rule = detail::Rule<Net, RecipeOfState, void>;

    uint32_t step = 0;          ///< steps taken: the schedule's and the sweep's clock
    uint32_t epoch = 0;         ///< epochs that fit() has finished: the shuffle's position
    uint32_t stale_epochs = 0;  ///< epochs since fit() last saw a better loss
    float best_loss = 0.0f;     ///< of fit(); +0 before the first
    typename Optimizer::Corrections corrections = {};
    alignas(Pack) Array<float, Optimizer::memory * in_packs(Net::trained_count)> memory = {};

    /// Number `index` of what the optimizer remembers of trained parameter `parameter`.
    constexpr float remembered(size_t parameter, size_t index) const {
        return memory[parameter * Rule::memory_step + index * Rule::memory_plane];
    }
};

namespace detail {

/// Rows of the batch that go through all layers at a time: what one layer leaves should still be in the nearest cache when the
/// next one takes it.
template <size_t Capacity>
constexpr size_t rows_at_once = Pack::width == 1 ? Capacity : smaller(Capacity, rows_in_cache);

/// Whether the way back needs what a layer gives: not that of a frozen layer before another.
template <class Net>
constexpr bool is_kept(size_t layer) {
    return layer + 1 >= Net::frozen_layers;
}

/// Floats for `Capacity` rows of the units (outputs of all layers) of a network's first layers, where they are kept, and for
/// those whose slope is stored.
template <class Net, size_t Capacity, size_t Layers = Net::depth>
constexpr size_t unit_count() {
    size_t units = 0;
    for (size_t layer = 0; layer < Layers; ++layer) {
        units += is_kept<Net>(layer) ? in_packs(Capacity * Net::width(layer + 1)) : 0;
    }
    return units;
}
template <class Net, size_t Capacity, size_t Layers = Net::depth>
constexpr size_t slope_count() {
    size_t slopes = 0;
    for_each_index<0, Layers>([&](auto layer) {
        slopes += Position<Net, layer>::stores_slopes ? in_packs(Capacity * Net::width(layer + 1)) : 0;
    });
    return slopes;
}

/// Floats of each of the places, one or two, where frozen layers in turn leave what is not kept.
template <class Net, size_t Capacity>
constexpr size_t passing_count() {
    size_t count = 0;
    for (size_t layer = 0; !is_kept<Net>(layer); ++layer) {
        count = larger(count, in_packs(rows_at_once<Capacity> * Net::width(layer + 1)));
    }
    return count;
}
template <class Net>
constexpr size_t passing_places = Net::frozen_layers > 2   ? 2
                                  : Net::frozen_layers > 1 ? 1
                                                           : 0;

/// The most scratch that one layer needs for a moment on the way back.
template <class Net, size_t Capacity>
constexpr size_t block_count() {
    size_t count = 1;
    for_each_index<Net::frozen_layers, Net::depth>([&](auto layer) {
        using At = Position<Net, layer>;
        count = larger(count, At::Layer::template block_floats<At, Capacity>());
    });
    return count;
}

/// Whether a machine can address as many bytes as a workspace has, counted so that nothing wraps.
template <class Net, class Recipe, size_t Capacity>
constexpr bool is_addressable() {
    uint64_t of_row = sum_of_sizes(Net::width(0), LossTraits<typename Recipe::Loss>::target_count(Net::outputs));
    for_each_index<0, Net::depth>([&](auto layer) {
        using At = Position<Net, layer>;
        of_row = sum_of_sizes(of_row, product_of_sizes(At::outputs, At::stores_slopes ? 2 : 1));
    });
    const uint64_t floats = sum_of_sizes(product_of_sizes(of_row, Capacity),
                                         product_of_sizes(Net::trained_count, Recipe::Optimizer::memory));
    return floats <= largest_object / sizeof(float);
}

template <class Given, class = void>
constexpr bool is_network = false;
template <class Given>
constexpr bool is_network<Given, Void<typename Given::Structure, decltype(Given::trained_count)>> = true;
template <class Given, class = void>
constexpr bool is_recipe = false;
template <class Given>
constexpr bool is_recipe<
    Given, Void<typename Given::Loss, typename Given::Optimizer, typename Given::Schedule, typename Given::GuardType>> =
    true;

/// Whether a workspace can be made, or a sentence that says why not.
template <class Net, class Recipe, size_t Batch>
constexpr bool check_workspace() {
    constexpr bool a = is_network<Net> && is_recipe<Recipe>, b = a && Batch > 0;
    static_assert(a,
                  "mote: a Workspace is for a Network, the type of a Recipe, and a batch: Workspace<Net, "
                  "decltype(recipe), 32>");
    static_assert(b || !a, "mote: a Workspace needs a batch of at least one row");
    if constexpr (b) {
        static_assert(is_addressable<Net, Recipe, Batch>(),
                      "mote: this Workspace is larger than what this machine can address");
        return is_addressable<Net, Recipe, Batch>();
    } else {
        return false;
    }
}
/// In the place of what is no network and no recipe.
using NoNetwork = Network<Input<1>, Dense<1>>;
using NoRecipe = Recipe<NoLoss, NoOptimizer>;

/// All gradients at once, for an optimizer that asks for them.
template <size_t Count>
struct AllGradients {
    alignas(Pack) float gradients[Count] = {};
};
template <>
struct AllGradients<0> {};
template <class Net, class Recipe>
using GradientsOf = AllGradients<needs_all_gradients<typename Recipe::Optimizer> ? in_packs(Net::trained_count) : 0>;

/// The weights of the batch's rows, for a loss that takes them.
template <class Loss, size_t Batch, bool = weighs_rows<Loss>>
struct RowWeights {
    static constexpr const float* weights = nullptr;
};
template <class Loss, size_t Batch>
struct RowWeights<Loss, Batch, true> {
    float weights[Batch] = {};
};

}  // namespace detail

/// 4·Batch·(features + units + stored slopes) bytes, Batch rows of targets, and what a block of rows needs: with one lane
/// 4·Tuning::block_rows times Batch or, where the port transposes, the widest Dense but the first; where it gathers large
/// batches, above a Batch of 48, 4·(Tuning::block_rows + 1) times the widest Dense more. An optimizer that needs all gradients
/// first has 4 bytes a parameter more. A port with lanes rounds each array up to whole Packs.
template <class Net, class RecipeOfScratch, size_t Batch>
struct Scratch : detail::GradientsOf<Net, RecipeOfScratch>, detail::RowWeights<typename RecipeOfScratch::Loss, Batch> {
    using Loss = detail::LossTraits<typename RecipeOfScratch::Loss>;
    static constexpr size_t capacity = Batch;

    /// The sanitized batch, [row][feature]. On a port with lanes it is not used for rows that are taken where they are.
    alignas(Pack) float features[in_packs(Batch * Net::width(0))] = {};
    /// Per trained layer [row][output]: activations, overwritten by the gradients of their sums on the way back; then the
    /// same for stored slopes, and the places of frozen layers. Of those only what enters the first layer that learns is kept.
    float units[detail::unit_count<Net, Batch>() + detail::slope_count<Net, Batch>() +
                detail::passing_places<Net> * detail::passing_count<Net, Batch>()] = {};
    /// What one block of rows of weights needs.
    float block[detail::block_count<Net, Batch>()] = {};
    typename Loss::Target targets[in_packs(Batch * Loss::target_count(Net::outputs))] = {};

    /// What a layer gives, from this row of the batch on.
    template <size_t Layer>
    float* activations(size_t row = 0) {
        if constexpr (detail::is_kept<Net>(Layer)) {
            return units + detail::unit_count<Net, Batch, Layer>() + row * Net::width(Layer + 1);
        } else {
            constexpr size_t place = Layer % 2 * detail::passing_count<Net, Batch>();
            return units + detail::unit_count<Net, Batch>() + detail::slope_count<Net, Batch>() + place;
        }
    }
    /// Rows first … of the batch, as the loss takes them.
    auto loss_rows(size_t first, size_t rows, float scale) {
        using Target = typename Loss::Target;
        const LossRows<Target> plain{activations<Net::depth - 1>() + first * Net::outputs,
                                     targets + first * Loss::target_count(Net::outputs), rows, scale};
        if constexpr (detail::weighs_rows<typename RecipeOfScratch::Loss>) {
            return WeightedLossRows<Target>{plain, this->weights + first};
        } else {
            return plain;
        }
    }
    /// Stored slopes of a layer, or NoSlopes.
    template <size_t Layer>
    auto slopes() {
        if constexpr (Position<Net, Layer>::stores_slopes) {
            return units + detail::unit_count<Net, Batch>() + detail::slope_count<Net, Batch, Layer>();
        } else {
            return NoSlopes{};
        }
    }
};

/// State and scratch for steps of up to `BatchOfWorkspace` rows. Zero at start, wherever it lies: a static one takes no flash.
template <class NetOfWorkspace, class RecipeOfWorkspace, size_t BatchOfWorkspace>
struct Workspace {
    using Net = typename Conditional<detail::is_network<NetOfWorkspace>, NetOfWorkspace, detail::NoNetwork>::Type;
    using Recipe = typename Conditional<detail::is_recipe<Unqualified<RecipeOfWorkspace>>,
                                        Unqualified<RecipeOfWorkspace>, detail::NoRecipe>::Type;
    using Unsliced = Workspace;
    static constexpr size_t batch =
        detail::check_workspace<NetOfWorkspace, Unqualified<RecipeOfWorkspace>, BatchOfWorkspace>() ? BatchOfWorkspace
                                                                                                    : 1;
    static constexpr bool is_sliced = false;

  private:
    using Loss = detail::LossTraits<typename Recipe::Loss>;
    static_assert(!Loss::needs_logits || detail::gives_logits<typename Net::template Layer<Net::depth - 1>>,
                  "mote: CrossEntropy takes logits, as does BinaryCrossEntropy: give the last Dense no activation");
    static_assert(!Loss::needs_logits || Net::output_layers == 0,
                  "mote: CrossEntropy has no target units: leave OutputScaling out");
    static_assert(Net::outputs >= Loss::least_outputs,
                  "mote: CrossEntropy needs an output a class, two at least; with one, nothing can be learned");
    static_assert(!is_same<typename Loss::Target, ClassNumber> || Net::outputs <= 65536,
                  "mote: CrossEntropy knows at most 65,536 classes");
    static_assert(detail::outputs_of_loss<typename Recipe::Loss> == 0 ||
                      detail::outputs_of_loss<typename Recipe::Loss> == Net::outputs,
                  "mote: this loss has a weight for each output, and the network has another number of outputs");
    static_assert(
        !Recipe::GuardType::clamps || detail::training_closes<Net, typename Recipe::Loss, batch>(),
        "mote: it cannot be proven that training stays finite; lower the Ceilings, or the bounds of an own activation");

  public:
    State<Net, Recipe> state;
    Scratch<Net, Recipe, batch> scratch;
};

/// What a workspace was made for.
template <class Work>
using NetOf = typename Work::Net;
template <class Work>
using RecipeOf = typename Work::Recipe;

}  // namespace MOTE_BUILD
}  // namespace mote

#include "base/epilogue.hpp"
