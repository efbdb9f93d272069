// SPDX-License-Identifier: MIT
// Health: how learning goes, for whoever watches a device. Who does not use it pays nothing.
//
//     static mote::Health<Net> health;                        // zero at start
//     health.observe(net, mote::train(net, work, recipe, {x, y, 8}), 8);
//     health.loss, .trend(), .update_ratio, .skipped_share, .is_diverging()
//
//     mote::UnitHealth<Net> units;
//     units.add(net, x, 200);
//     units.dead(), .saturated(), mote::weights_at_ceiling(net)
//
// All of it has the same bits on every machine: sums of squares ascend over the weights, from 0.
#pragma once

#include "fit.hpp"
#include "predict.hpp"

#include "base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {
namespace detail {

/// Takes in number `count` of all, from 1 on: the mean of the first `window`, then an exponential moving average.
template <class Float>
void smooth(Float& average, Float number, uint32_t count, uint32_t window) {
    const Float share = quotient(1.0f, static_cast<float>(smaller(count, window)));
    average += MOTE_PRODUCT((number - average) * share);
}

/// Whether a loss is above `factor` times the lowest one. Below `negligible`, one loss is as good as another. What is not finite has
/// diverged, too.
template <class Float>
bool has_diverged(Float loss, Float lowest, Float negligible, Float factor) {
    const Float unit = larger(larger(lowest, -lowest), negligible);
    return !is_finite(loss) || loss - lowest > MOTE_PRODUCT((factor - 1.0f) * unit);
}

}  // namespace detail

/// How learning goes: 32 bytes, and 4 for each weight that is watched, to know how far the weights move (36 bytes if none is, and
/// update_ratio stays 0). `Watched` of them are, at equal distances: all, if nothing else is said. Zero at start.
template <class Net, size_t Watched = Net::trained_count>
struct Health {
    static_assert(Watched <= Net::trained_count, "mote: Health cannot watch more weights than learn");
    static constexpr uint32_t window = 16, long_window = 128;  ///< observations that an average is over
    static constexpr float negligible = 1e-3f;  ///< share of the first loss, below which one loss is as good as another

    float loss = 0.0f;         ///< smoothed: over the last `window` observations
    float long_loss = 0.0f;    ///< the same over `long_window`
    float first_loss = 0.0f;   ///< of the first observation
    float lowest_loss = 0.0f;  ///< the lowest smoothed loss
    float update_ratio = 0.0f;  ///< ‖update‖₂ / ‖weights‖₂ from the observation before to the last; 10⁻³ is usual
    float skipped_share = 0.0f;  ///< of the rows, over `long_window` observations: those that the guard left out
    uint32_t losses = 0;         ///< observations that had a loss
    uint32_t observations = 0;   ///< with those of which all rows were left out
    Array<float, Watched> weights = {};  ///< those that are watched, at the last observation

    /// What train() or advance() returned for so many rows. If nothing was tried (busy, empty_batch, …), nothing is observed.
    void observe(const Net& net, const Result& result, size_t rows) {
        const bool has_learned = result.status == Status::ok;
        if (has_learned || are_left_out(result.status)) {
            const auto tried = static_cast<float>(rows);
            take(net, has_learned, result.loss, has_learned ? static_cast<float>(result.repairs.skipped_rows) : tried,
                 tried);
        }
    }
    /// What fit() returned for so many rows of training, all its epochs as one: the loss is that of the last, the update and the
    /// rows left out are those of all. Nothing is observed if no epoch was finished, unless it was for all rows being left out.
    void observe(const Net& net, const FitResult& result, size_t rows) {
        const bool has_learned = result.epochs != 0;
        if (has_learned || are_left_out(result.status)) {
            const auto left_out = static_cast<float>(result.rows_left_out);
            take(net, has_learned, result.loss, left_out,
                 larger(static_cast<float>(rows) * static_cast<float>(result.epochs), left_out));
        }
    }

    /// (loss - long_loss) / |long_loss|: below 0 the loss falls, above 0 it rises.
    float trend() const {
        const float unit = larger(long_loss, -long_loss);
        return 0.0f < unit ? nan_to_num(quotient(loss - long_loss, unit)) : 0.0f;
    }
    /// Whether the smoothed loss is above `factor` times its lowest.
    bool is_diverging(float factor = 2.0f) const {
        const float unit = MOTE_PRODUCT(negligible * larger(first_loss, -first_loss));
        return losses != 0 && detail::has_diverged(loss, lowest_loss, unit, factor);
    }

  private:
    static bool are_left_out(Status status) { return status == Status::all_skipped || status == Status::rejected; }
    void take(const Net& net, bool has_learned, float given_loss, float left_out, float rows) {
        if (!(0.0f < rows)) {
            return;
        }
        observations += observations == 0xffffffffu ? 0u : 1u;
        detail::smooth(skipped_share, quotient(smaller(left_out, rows), rows), observations, long_window);
        if (has_learned) {
            take_loss(nan_to_num(given_loss, largest_float));
        }
        update_ratio = ratio_to(net);
    }
    void take_loss(float given) {
        losses += losses == 0xffffffffu ? 0u : 1u;
        detail::smooth(loss, given, losses, window);
        detail::smooth(long_loss, given, losses, long_window);
        first_loss = losses == 1 ? loss : first_loss;
        lowest_loss = losses == 1 ? loss : smaller(lowest_loss, loss);
    }
    /// How far the weights that are watched have moved; remembers where they are.
    float ratio_to(const Net& net) {
        float update = 0.0f, norm = 0.0f;
        size_t at = Net::trained_first, rest = 0;
        for (size_t i = 0; i < Watched; ++i) {
            const float weight = net.parameters[at], moved = weight - weights[i];
            update = mul_add(moved, moved, update);
            norm = mul_add(weight, weight, norm);
            weights[i] = weight;
            rest += Net::trained_count % larger(Watched, size_t{1});
            at += Net::trained_count / larger(Watched, size_t{1}) + (rest >= Watched ? 1 : 0);
            rest -= rest >= Watched ? Watched : 0;
        }
        const bool is_known = observations != 1 && 0.0f < norm;
        return is_known ? nan_to_num(square_root(nan_to_num(quotient(update, norm))), largest_float) : 0.0f;
    }
};

/// How many trained weights and biases are at their ceiling, or above it: learning pushes against it (a rate that is too high, or
/// targets that want to be scaled).
template <class Net>
size_t weights_at_ceiling(const Net& net) {
    size_t count = 0;
    for (size_t i = 0; i < Net::trained_count; ++i) {
        const bool is = magnitude_bits(net.parameters[Net::trained_first + i]) >= float_bits(Net::Limits::weights);
        count += is ? 1u : 0u;
    }
    return count;
}

namespace detail {

/// Whether a layer has units that can die: it learns, and has an activation.
template <class Net, size_t Layer>
constexpr bool has_slopes = Layer >= Net::frozen_layers && !gives_logits<typename Net::template Layer<Layer>>;

/// Units of the first layers, where they have slopes.
template <class Net, size_t Layers = Net::depth>
constexpr size_t units_with_slopes() {
    size_t units = 0;
    for_each_index<0, Layers>([&](auto layer) { units += has_slopes<Net, layer> ? Net::width(layer + 1) : 0; });
    return units;
}

}  // namespace detail

/// Units that do nothing and learn nothing, as far as the rows show that it was given. Units are those of layers that learn and have an
/// activation; a byte each, and 4 bytes. Zero at start, and again before other rows or after more learning.
template <class Net>
struct UnitHealth {
    static constexpr size_t units = detail::units_with_slopes<Net>();
    /// A slope up to this share of the activation's largest counts as none, and a value up to it as 0.
    static constexpr float negligible = 0x1p-7f;

    uint32_t rows = 0;                 ///< that were looked at
    Array<uint8_t, units> shown = {};  ///< on any row: 1: a slope, 2: a value other than 0

    /// Looks at rows of inputs, x[count][inputs]; those with a bad number are left out. Stack: three rows of the widest layer,
    /// 12·widest<Net>() bytes, and 500.
    void add(const Net& net, const float* x, size_t count = 1) {
        for (size_t row = 0; row < count; ++row) {
            if (bad_inputs(net, x + row * Net::inputs).total() == 0) {
                take(net, x + row * Net::inputs);
                ++rows;
            }
        }
    }

    /// Units that gave 0 on every row and had no slope: a Relu whose sum is always negative. Without rows, none.
    size_t dead() const { return count_of(0); }
    /// Units that had no slope on any row, but a value: a Tanh at its ends.
    size_t saturated() const { return count_of(2); }
    bool is_dead(size_t unit) const { return rows != 0 && shown[unit] == 0; }
    bool is_saturated(size_t unit) const { return rows != 0 && shown[unit] == 2; }

  private:
    size_t count_of(uint8_t kind) const {
        size_t count = 0;
        for (size_t unit = 0; rows != 0 && unit < units; ++unit) {
            count += shown[unit] == kind ? 1u : 0u;
        }
        return count;
    }
    void take(const Net& net, const float* x) {
        constexpr size_t width = in_packs(widest<Net>());
        alignas(Pack) float buffers[2][width];
        alignas(Pack) float slopes[width];
        const float* values = detail::features_of_row(net, x, buffers[0]);
        for_each_index<0, Net::depth>([&](auto layer) {
            using At = Position<Net, layer>;
            constexpr bool clamps = detail::clamps_activation<Net, layer>();
            const float* const parameters = net.parameters + At::offset;
            float* const out = buffers[(layer + 1) % 2];
            if constexpr (detail::has_slopes<Net, layer>) {
                At::Layer::template forward<At, clamps>(parameters, values, out, &slopes[0], Size<1>{}, Uncut{});
                take_layer<At>(values, out, slopes);
            } else {
                At::Layer::template forward<At, clamps>(parameters, values, out, NoSlopes{}, Size<1>{}, Uncut{});
            }
            values = out;
        });
    }
    template <class At>
    void take_layer(const float* in, const float* out, const float* slopes) {
        constexpr float least_slope = negligible * static_cast<float>(At::Layer::Activation::slope_bound);
        for (size_t unit = 0; unit < At::outputs; ++unit) {
            uint8_t& of_unit = shown[detail::units_with_slopes<Net, At::index>() + unit];
            float value = out[unit];
            if constexpr (detail::is_residual<typename At::Layer>) {
                value -= in[unit];
            }
            of_unit |= is_within(slopes[unit], least_slope) ? uint8_t{0} : uint8_t{1};
            of_unit |= is_within(value, negligible) ? uint8_t{0} : uint8_t{2};
        }
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "base/epilogue.hpp"
