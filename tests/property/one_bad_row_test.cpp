// SPDX-License-Identifier: MIT
// One bad row, once, and then clean data, under the default recipe: the run ends with the bits of one that goes without that row, and
// within one per cent of the loss of one whose row was good. For every optimizer, loss and activation.
#include "property/any.hpp"
#include "property/numbers.hpp"

#include "catch.hpp"

#include <math.h>

namespace {

constexpr size_t rows = 16, epochs = 200;
constexpr float bad_numbers[] = {__builtin_nanf(""), __builtin_inff(), -__builtin_inff(), 1e30f, -1e7f, 3e38f};
constexpr size_t kinds = sizeof bad_numbers / sizeof *bad_numbers;

/// What is wrong, where and when. Places are the inputs, and then the targets.
struct BadRow {
    size_t step, row, place, kind;
};
enum class Happens { nothing, bad_row, row_missing };

/// A network with too few units for its rows, so that a loss is left that two runs can be compared by.
template <class Loss, class Optimizer, size_t Batch>
struct Run {
    using Net = mote::Network<mote::Input<2>, mote::Dense<3, EveryActivation>, mote::Dense<2>>;
    using Recipe = mote::Recipe<Loss, Optimizer, mote::Cosine>;
    using Target = mote::TargetOf<Loss>;
    static constexpr size_t targets = mote::targets_of_row<Net, Loss>, steps = epochs * rows / Batch;

    Recipe recipe{{}, {}, mote::Cosine{steps}, {}};
    float x[rows][2];
    Target y[rows][targets];

    Run() {
        Numbers numbers(7);
        for (size_t row = 0; row < rows; ++row) {
            for (float& input : x[row]) {
                input = numbers.uniform(1.0f);
            }
            for (Target& target : y[row]) {
                target = static_cast<Target>(numbers.below(2));
            }
        }
    }
    void choose(size_t activation, size_t loss, size_t optimizer) {
        EveryActivation::chosen = activation;
        recipe.loss.chosen = loss;
        with_value(recipe.loss.options, loss, [](auto& option) { give_weights(option); });
        recipe.optimizer.chosen = optimizer;
        with_value(recipe.optimizer.options, optimizer, [&](auto& option) {
            using Option = std::decay_t<decltype(option)>;
            option.learning_rate = mote::is_same<Option, mote::Adadelta> ? 1.0f : Batch == 1 ? 0.001f : 0.003f;
            recipe.optimizer.learning_rate = option.learning_rate;
        });
    }
    /// The loss of all rows at the end; NaN if something else was skipped than the one bad row.
    float final_loss(Happens happens, const BadRow& bad) const {
        static Net net;
        static mote::Workspace<Net, Recipe, Batch> work;
        mote::init(net, 5);
        work.state = {};
        uint32_t skipped = 0;
        for (size_t step = 0; step < steps; ++step) {
            const size_t first = step * Batch % rows;
            float x_of_step[Batch][2];
            Target y_of_step[Batch][targets];
            memcpy(x_of_step, x[first], sizeof x_of_step);
            memcpy(y_of_step, y[first], sizeof y_of_step);
            size_t count = Batch;
            if (step == bad.step && happens == Happens::bad_row) {
                spoil(bad, x_of_step[bad.row], y_of_step[bad.row]);
            } else if (step == bad.step && happens == Happens::row_missing) {
                --count;
                memmove(x_of_step[bad.row], x_of_step[bad.row] + 2, (count - bad.row) * sizeof *x_of_step);
                memmove(y_of_step[bad.row], y_of_step[bad.row] + targets, (count - bad.row) * sizeof *y_of_step);
            }
            const mote::Result result = mote::train(net, work, recipe, {&x_of_step[0][0], &y_of_step[0][0], count});
            skipped += result.repairs.skipped_rows;
        }
        const mote::Result result = mote::evaluate(net, work, recipe, {&x[0][0], &y[0][0], rows});
        const bool is_right =
            result.status == mote::Status::ok && skipped == (happens == Happens::bad_row ? 1u : 0u) && result.loss != 0;
        return is_right ? result.loss : __builtin_nanf("");
    }

  private:
    template <class Option>
    static void give_weights(Option&) {}
    static void give_weights(mote::WeightedBinaryCrossEntropy<2>& loss) {
        loss = mote::WeightedBinaryCrossEntropy<2>({1.5f, 0.5f});
    }
    static void give_weights(mote::WeightedCrossEntropy<2>& loss) {
        loss = mote::WeightedCrossEntropy<2>({1.5f, 0.5f});
    }
    static void spoil(const BadRow& bad, float* inputs, Target* row_of_targets) {
        if (bad.place < 2) {
            inputs[bad.place] = bad_numbers[bad.kind];
        } else if constexpr (mote::is_same<Target, float>) {
            row_of_targets[bad.place - 2] = bad_numbers[bad.kind];
        } else {
            row_of_targets[0] = 7;
        }
    }
};

/// What runs with a bad row came to.
struct Found {
    size_t runs = 0, differ = 0;  ///< in a bit from those without the row
    float distance = 0.0f;        ///< from those with a good row, at worst, relative
    size_t worst[3] = {};         ///< activation, loss and optimizer of these

    void add(float hurt, float without) {
        ++runs;
        differ += memcmp(&hurt, &without, sizeof hurt) == 0 ? 0u : 1u;
    }
    void compare(float hurt, float clean, size_t activation, size_t loss, size_t optimizer) {
        const float here = fabsf(hurt - clean) / clean;
        if (!(here <= distance)) {  // NaN is the worst
            distance = here;
            worst[0] = activation;
            worst[1] = loss;
            worst[2] = optimizer;
        }
    }
};

/// Whether a row less in one batch may lead elsewhere: Rprop takes steps by signs alone, which a row less flips, and Sin<30> has a new
/// basin every tenth of an input.
template <class Optimizer>
bool is_capricious(size_t activation, size_t optimizer) {
    bool is = false;
    with_option<mote::Identity, mote::Relu, mote::Tanh, mote::Sigmoid, mote::Mish, mote::Sin<30>>(
        activation, [&](auto* option) { is = mote::is_same<Pointee<decltype(option)>, mote::Sin<30>>; });
    const Optimizer any;
    with_value(any.options, optimizer,
               [&](const auto& option) { is = is || mote::is_same<std::decay_t<decltype(option)>, mote::Rprop>; });
    return is;
}

/// Sanitizers look at memory, of which every combination uses the same: some of them will do.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#endif
#ifdef SANITIZED
constexpr size_t stride = 11;
#else
constexpr size_t stride = 1;
#endif

/// Every loss, optimizer and activation, each with a bad row of its own; in the second half of the run, to be compared with a clean one,
/// and at any time.
template <class Loss, class Optimizer, size_t Batch>
Found found_of_all() {
    using Of = Run<Loss, Optimizer, Batch>;
    static Of run;
    Numbers numbers(Batch);
    Found found;
    size_t number = 0;
    for (size_t activation = 0; activation < EveryActivation::count; ++activation) {
        for (size_t loss = 0; loss < Loss::count; ++loss) {
            for (size_t optimizer = 0; optimizer < Optimizer::count; ++optimizer) {
                if (number++ % stride != 0) {
                    continue;
                }
                run.choose(activation, loss, optimizer);
                BadRow bad = {Of::steps / 2 + numbers.below(Of::steps / 4), numbers.below(Batch),
                              numbers.below(2 + Of::targets), numbers.below(kinds)};
                const float hurt = run.final_loss(Happens::bad_row, bad);
                if (!is_capricious<Optimizer>(activation, optimizer)) {
                    found.compare(hurt, run.final_loss(Happens::nothing, bad), activation, loss, optimizer);
                }
                bad.step = numbers.below(Of::steps / 2);
                found.add(run.final_loss(Happens::bad_row, bad), run.final_loss(Happens::row_missing, bad));
            }
        }
    }
    return found;
}

template <class Loss, class Optimizer, size_t Batch>
void check_all() {
    const Found found = found_of_all<Loss, Optimizer, Batch>();
    CAPTURE(Batch, found.worst[0], found.worst[1], found.worst[2]);
    CHECK(found.runs == (EveryActivation::count * Loss::count * Optimizer::count + stride - 1) / stride);
    CHECK(found.differ == 0);
    CHECK(found.distance < 0.01f);
}

/// Every kind of bad number at every place of every row of a batch.
template <class Optimizer, size_t Batch>
void check_places() {
    using Of = Run<AnyLoss<mote::MeanSquaredError>, AnyOptimizer<Optimizer>, Batch>;
    static Of run;
    run.choose(2, 0, 0);  // Tanh
    Found found;
    const float clean = run.final_loss(Happens::nothing, {});
    for (size_t row = 0; row < Batch; ++row) {
        for (size_t place = 0; place < 4; ++place) {
            for (size_t kind = 0; kind < kinds; ++kind) {
                found.compare(run.final_loss(Happens::bad_row, {Of::steps / 2 + row, row, place, kind}), clean, row,
                              place, kind);
            }
        }
    }
    CAPTURE(Batch, found.worst[0], found.worst[1], found.worst[2]);
    CHECK(found.distance < 0.01f);
}

}  // namespace

TEST_CASE("one bad row and then clean data end where they should, for every loss, optimizer and activation") {
    check_all<AnyLossOfNumbers<2>, EveryBoundedOptimizer, 4>();
    check_all<AnyLossOfNumbers<2>, EveryUnboundedOptimizer, 1>();
    check_all<AnyLossOfClasses<2>, EveryBoundedOptimizer, 16>();
    check_all<AnyLossOfClasses<2>, EveryUnboundedOptimizer, 4>();
}

TEST_CASE("one bad row and then clean data, for every bad number at every place of a batch") {
    check_places<mote::Adam, 1>();
    check_places<mote::Adam, 4>();
    check_places<mote::Adam, 16>();
    check_places<mote::SgdMomentum, 1>();
    check_places<mote::SgdMomentum, 4>();
    check_places<mote::SgdMomentum, 16>();
}
