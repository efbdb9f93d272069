// SPDX-License-Identifier: MIT
// One of those who race: a network, the recipe that it learns by, and what has become of it.
#pragma once

#include "../singularity/metrics.hpp"
#include "../singularity/recipes.hpp"

namespace singularity {

/// What the sliders say.
struct Settings {
    unsigned seed;
    float limit;        ///< where targets are clamped
    float rate_factor;  ///< times the rate of each recipe
};

/// A learner takes steps of all 200 points: a step is an epoch.
class Learner {
  public:
    virtual void learn(const float* targets, mote::BadRow bad_row) = 0;
    virtual void predict(const float* from, float* to, size_t count) const = 0;
    virtual unsigned count_finite_parameters() const = 0;

    unsigned parameter_count = 0;
    float learning_rate = 0.0f;
    unsigned epochs = 0;
    unsigned repaired = 0;      ///< targets of the last epoch
    unsigned skipped_rows = 0;  ///< of all epochs
    double losses[all_epochs];  ///< before each epoch, in the target's own unit
};

template <class Net, class Recipe>
class LearnerOf final : public Learner {
  public:
    LearnerOf(const Recipe& taken, const Settings& settings) : recipe(taken) {
        parameter_count = Net::parameter_count;
        recipe.optimizer.learning_rate *= settings.rate_factor;
        learning_rate = recipe.optimizer.learning_rate;
        if constexpr (is_guarded) {
            recipe.guard.target_limit = settings.limit;
        }
        mote::init(net, settings.seed);
        if constexpr (Net::scales_output) {
            net.output_scales()[0] = settings.limit;
            squared_unit = static_cast<double>(settings.limit) * static_cast<double>(settings.limit);
        }
    }

    void learn(const float* targets, [[maybe_unused]] mote::BadRow bad_row) override {
        if constexpr (is_guarded) {
            recipe.guard.bad_row = bad_row;
        }
        const mote::Result step = mote::train(net, work, recipe, {x, targets, points});
        repaired = step.repairs.out_of_range;
        skipped_rows += step.repairs.skipped_rows;
        if (epochs < all_epochs) {
            losses[epochs] = static_cast<double>(step.loss) * squared_unit;
        }
        ++epochs;
    }
    void predict(const float* from, float* to, size_t count) const override { mote::predict(net, from, to, count); }
    unsigned count_finite_parameters() const override {
        unsigned finite = 0;
        for (const float parameter : net.parameters) {
            finite += mote::is_finite(parameter) ? 1 : 0;
        }
        return finite;
    }

  private:
    static constexpr bool is_guarded = Recipe::GuardType::clamps;

    Net net{};
    mote::Workspace<Net, Recipe, points> work{};
    Recipe recipe;
    double squared_unit = 1.0;  ///< from the loss of the scaled problem to the target's own unit
};

}  // namespace singularity
