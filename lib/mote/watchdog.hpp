// SPDX-License-Identifier: MIT
// The watchdog: when learning diverges or stalls, it goes back to the best weights, or lowers the rate, or does both.
//
//     static mote::Watchdog<Net> watchdog;                                              // zero at start
//     watchdog.check(net, work, recipe, probe);                                         // where it may go back to at first
//     for (…) {
//         (void)mote::train(net, work, watchdog.slowed(recipe), {x, y});                // any number of steps
//         watchdog.check(net, work, recipe, probe);                                     // rows that you trust
//     }
//
// With fit() it takes an epoch a call, which gives the same bits as all of them in one:
//
//     options.learning_rate = watchdog.slowed(recipe).optimizer.learning_rate;
//     (void)mote::fit(net, work, recipe, data, options);
//     watchdog.check(net, work, recipe, probe);
//
// With fit() and BestWeights it judges the best weights, as they are the network's between two calls; and the next call would go on
// from the last ones, whatever the watchdog has restored:
//
//     (void)mote::fit(net, work, recipe, data, options, best);
//     if (watchdog.check(net, work, recipe, probe).restored) {
//         best = {};                                                                    // forgets the last weights
//     }
#pragma once

#include "best_weights.hpp"
#include "health.hpp"
#include "schedule/decay.hpp"
#include "train.hpp"

#include "base/prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// What a watchdog does.
enum class Response : uint8_t { nothing, lower_rate, restore, restore_and_lower_rate };

/// What a watchdog calls a divergence or a stall, and what it does then.
struct WatchdogOptions {
    /// A loss above so many times the lowest has diverged, and so has one that is not finite (Unguarded).
    float divergence = 10.0f;
    /// Losses below this share of the first are as good as each other: those that waver near 0 do not diverge.
    float negligible = 1e-3f;
    Response on_divergence = Response::restore_and_lower_rate;
    /// Learning stalls when so many checks have not brought a better loss; 0: it never does.
    uint32_t patience = 0;
    /// A loss is better if it is below (1 - improvement) times the lowest.
    float improvement = 1e-3f;
    Response on_stall = Response::lower_rate;
    /// The rate is multiplied by this, each time that it is lowered; where rows and not the rate are to blame, do not lower it.
    float rate_factor = 0.5f;
    /// No rate is lower than this share of the recipe's. Above 0: to fit(), a rate of 0 is the recipe's.
    float lowest_rate = 1e-3f;
};

/// What a check found.
enum class Finding : uint8_t {
    unknown,   ///< there was no loss, so nothing was done
    best,      ///< the lowest loss so far: the weights were kept
    healthy,   ///< neither better nor bad
    diverged,  ///< on_divergence was done
    stalled,   ///< on_stall was done
};

struct WatchdogCheck {
    Status status;  ///< of the evaluation
    Finding finding;
    float loss;     ///< of the weights as they were at the check
    bool restored;  ///< the network has the best weights again, and the optimizer has forgotten what led away from them
};

/// A second set of trained weights, 4 bytes each, and 20 bytes. Zero at start; belongs to one network and one state. While it finds
/// nothing wrong, learning has the bits that it would have without it.
template <class Net>
struct Watchdog {
    BestWeights<Net> best;       ///< the weights of the lowest loss
    float first_loss = 0.0f;     ///< of the first check
    float lowest_loss = 0.0f;    ///< of all checks
    uint32_t stale_checks = 0;   ///< since the last better loss, or the last response
    uint32_t times_lowered = 0;  ///< how often the rate was lowered

    /// The recipe with the rate that is left: for train(), begin() or, its rate alone, FitOptions.
    template <class Given>
    Given slowed(const Given& recipe, const WatchdogOptions& options = {}) const {
        Given result = recipe;
        if (times_lowered != 0) {
            const float share = larger(detail::power(options.rate_factor, times_lowered), options.lowest_rate);
            result.optimizer.learning_rate = recipe.optimizer.learning_rate * share;
        }
        return result;
    }

    /// Judges the network by its loss on the rows of `probe`, as evaluate() finds it, and responds. Status: as evaluate(); unless
    /// it is ok, nothing is done, as while a step in slices is not finished (busy). Stack: 800 bytes.
    template <class Work>
    WatchdogCheck check(Net& net, Work& work, GivenRecipe<RecipeOf<Work>> recipe, SamplesOf<Work> probe,
                        const WatchdogOptions& options = {}) {
        const Result result = evaluate(net, work, recipe, probe);
        if (result.status != Status::ok) {
            return {result.status, Finding::unknown, 0.0f, false};
        }
        return judge(net, work, result.loss, options);
    }

    /// The same by a loss of your own. It has to be that of the weights as they are now; train() returns that of the weights before
    /// its step, which may have been the last good ones.
    template <class Work>
    WatchdogCheck judge(Net& net, Work& work, float loss, const WatchdogOptions& options = {}) {
        static_assert(is_same<Net, NetOf<Work>>, "mote: Watchdog: the workspace was made for another network");
        if (detail::is_busy(work)) {
            return {Status::busy, Finding::unknown, 0.0f, false};
        }
        const bool is_first = best.step == 0;
        const float unit = MOTE_PRODUCT(options.negligible * larger(first_loss, -first_loss));
        if (!is_finite(loss) || (!is_first && detail::has_diverged(loss, lowest_loss, unit, options.divergence))) {
            return {Status::ok, Finding::diverged, loss, respond(net, work, options.on_divergence)};
        }
        const float least = MOTE_PRODUCT(options.improvement * larger(lowest_loss, -lowest_loss));
        stale_checks = is_first || loss < lowest_loss - least ? 0 : stale_checks + 1;
        const bool is_best = is_first || loss < lowest_loss;
        if (is_best) {
            first_loss = is_first ? loss : first_loss;
            lowest_loss = loss;
            detail::KeepsBest<Net>{best}.keep(net);
        }
        if (options.patience != 0 && stale_checks >= options.patience) {
            return {Status::ok, Finding::stalled, loss, respond(net, work, options.on_stall)};
        }
        return {Status::ok, is_best ? Finding::best : Finding::healthy, loss, false};
    }

  private:
    template <class Work>
    bool respond(Net& net, Work& work, Response response) {
        stale_checks = 0;
        if (response == Response::lower_rate || response == Response::restore_and_lower_rate) {
            times_lowered += times_lowered == 0xffffffffu ? 0u : 1u;
        }
        if (best.step == 0 || (response != Response::restore && response != Response::restore_and_lower_rate)) {
            return false;
        }
        for (size_t i = 0; i < Net::trained_count; ++i) {
            net.parameters[Net::trained_first + i] = best.weights[i];
        }
        detail::forget_gradients(work.state);  // moments of those that led away would lead away again
        return true;
    }
};

}  // namespace MOTE_BUILD
}  // namespace mote

#include "base/epilogue.hpp"
