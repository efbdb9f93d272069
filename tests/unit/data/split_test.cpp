// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "mote/mote.hpp"
#include "same_bits.hpp"

#include <algorithm>
#include <vector>

using namespace mote;

namespace {

using Net = Network<Input<2>, Dense<6, Tanh>, Dense<1>>;
constexpr auto recipe = Recipe{MeanSquaredError{}, Adam{0.02f}};
using Work = Workspace<Net, decltype(recipe), 8>;
using Classifier = Network<Input<2>, Dense<3>>;
constexpr auto classes = Recipe{CrossEntropy{}, Adam{0.02f}};
using ClassWork = Workspace<Classifier, decltype(classes), 8>;

struct Table {
    std::vector<float> x, y;
    std::vector<uint8_t> numbers;
    explicit Table(size_t rows) {
        for (size_t row = 0; row < rows; ++row) {
            const auto at = static_cast<float>(row);
            x.insert(x.end(), {at, 0.5f * at});
            y.push_back(at);
            numbers.push_back(static_cast<uint8_t>(row % 3));
        }
    }
    SamplesOf<Work> samples() const { return {x, y}; }
    SamplesOf<ClassWork> classified() const { return {x, numbers}; }
};

/// The number of each row of a view; each row of x knows its own.
template <class View>
std::vector<size_t> rows_of(const View& view) {
    std::vector<size_t> rows;
    for (size_t i = 0; i < view.count; ++i) {
        REQUIRE(view.x_of(i)[1] == 0.5f * view.x_of(i)[0]);
        rows.push_back(static_cast<size_t>(view.x_of(i)[0]));
    }
    return rows;
}
std::vector<size_t> sorted(std::vector<size_t> rows) {
    std::sort(rows.begin(), rows.end());
    return rows;
}
std::vector<size_t> all_rows(size_t count) {
    std::vector<size_t> rows(count);
    for (size_t row = 0; row < count; ++row) {
        rows[row] = row;
    }
    return rows;
}

enum class Kind { run, interleaved, shuffled };

template <class Body>
void with_fold(Kind kind, const SamplesOf<Work>& samples, size_t folds, size_t index, Body body) {
    if (kind == Kind::run) {
        body(fold(samples, folds, index));
    } else if (kind == Kind::interleaved) {
        body(fold_interleaved(samples, folds, index));
    } else {
        body(fold_shuffled(samples, folds, index, 7));
    }
}

/// The rows of a selection, copied one after the other.
template <class View>
Table copy_of(const View& view) {
    Table table(0);
    for (size_t i = 0; i < view.count; ++i) {
        table.x.insert(table.x.end(), view.x_of(i), view.x_of(i) + 2);
        table.y.push_back(*view.y_of(i));
    }
    return table;
}

FitOptions options_of(bool shuffle) {
    FitOptions options;
    options.epochs = 5;
    options.shuffle = shuffle;
    return options;
}

}  // namespace

TEST_CASE("a hold-out is the last rows, and training the rest") {
    const Table table(10);
    const auto data = hold_out(table.samples(), 3);
    CHECK(rows_of(data) == all_rows(7));
    CHECK(rows_of(data.evaluation) == std::vector<size_t>{7, 8, 9});
    CHECK(hold_out(table.samples(), 0).evaluation.count == 0);
    CHECK(hold_out(table.samples(), 0).count == 10);
    CHECK(hold_out(table.samples(), 99).count == 0);
    CHECK(hold_out(table.samples(), 99).evaluation.count == 10);
}

TEST_CASE("every row judges in exactly one fold, and is learned from in all others") {
    for (const Kind kind : {Kind::run, Kind::interleaved, Kind::shuffled}) {
        for (const size_t count : {2u, 3u, 7u, 10u, 23u, 64u, 100u}) {
            const Table table(count);
            for (size_t folds = 2; folds <= std::min<size_t>(count, 11); ++folds) {
                std::vector<size_t> judging;
                for (size_t index = 0; index < folds; ++index) {
                    with_fold(kind, table.samples(), folds, index, [&](const auto& split) {
                        const auto judged = rows_of(split.evaluation);
                        auto both = rows_of(split.training);
                        CHECK(judged.size() == count / folds + (index < count % folds ? 1 : 0));
                        both.insert(both.end(), judged.begin(), judged.end());
                        REQUIRE(sorted(both) == all_rows(count));
                        judging.insert(judging.end(), judged.begin(), judged.end());
                    });
                }
                REQUIRE(sorted(judging) == all_rows(count));
            }
        }
    }
}

TEST_CASE("runs and interleaved rows keep their order, and are where they should be") {
    const Table table(10);
    CHECK(rows_of(fold(table.samples(), 4, 1).evaluation) == std::vector<size_t>{3, 4, 5});  // as KFold(4) has it
    CHECK(rows_of(fold(table.samples(), 4, 1).training) == std::vector<size_t>{0, 1, 2, 6, 7, 8, 9});
    CHECK(rows_of(fold_interleaved(table.samples(), 4, 1).evaluation) == std::vector<size_t>{1, 5, 9});
    CHECK(rows_of(fold_interleaved(table.samples(), 4, 1).training) == std::vector<size_t>{0, 2, 3, 4, 6, 7, 8});
}

TEST_CASE("another seed draws other rows, the same seed the same") {
    const Table table(100);
    const auto first = rows_of(fold_shuffled(table.samples(), 5, 0, 1).evaluation);
    CHECK(first == rows_of(fold_shuffled(table.samples(), 5, 0, 1).evaluation));
    CHECK(sorted(first) != sorted(rows_of(fold_shuffled(table.samples(), 5, 0, 2).evaluation)));
    CHECK(sorted(first) != all_rows(20));
}

TEST_CASE("a fold that cannot be has no rows, and fit says so") {
    const Table table(5);
    const std::vector<float> fewer(4);
    for (const Kind kind : {Kind::run, Kind::interleaved, Kind::shuffled}) {
        for (const auto& [folds, index] : {std::pair<size_t, size_t>{0, 0}, {1, 0}, {6, 0}, {5, 5}, {2, ~size_t{0}}}) {
            with_fold(kind, table.samples(), folds, index, [&](const auto& split) {
                CHECK(split.training.count == 0);
                CHECK(split.evaluation.count == 0);
                static Net net;
                static Work work;
                CHECK(fit(net, work, recipe, split, {}).status == Status::empty_batch);
            });
        }
        with_fold(kind, {table.x, fewer}, 2, 0, [&](const auto& split) {
            static Net net;
            static Work work;
            CHECK(fit(net, work, recipe, split, {}).status == Status::rows_differ);
            CHECK(split.evaluation.count == 0);
        });
    }
    CHECK(hold_out(SamplesOf<Work>{table.x, fewer}, 2).count == detail::rows_differ);
}

TEST_CASE("a fit on a fold has the bits of a fit on a copy of its rows") {
    const Table table(29);
    for (const Kind kind : {Kind::run, Kind::interleaved, Kind::shuffled}) {
        for (const bool shuffle : {false, true}) {
            with_fold(kind, table.samples(), 4, 2, [&](const auto& split) {
                const Table training = copy_of(split.training), judged = copy_of(split.evaluation);
                Net net{}, copied{}, kept{};
                Work work{}, work_of_copy{}, work_of_kept{};
                BestWeights<Net> best{}, best_of_copy{};
                init(net, 1);
                init(copied, 1);
                init(kept, 1);
                REQUIRE(fit(net, work, recipe, split, options_of(shuffle)).status == Status::ok);
                REQUIRE(fit(kept, work_of_kept, recipe, split, options_of(shuffle), best).status == Status::ok);
                const DataSetOf<Work> copy{training.samples(), judged.samples()};
                REQUIRE(fit(copied, work_of_copy, recipe, copy, options_of(shuffle)).status == Status::ok);
                CHECK(same_bits::networks(net, copied));
                CHECK(same_bits::states(work.state, work_of_copy.state));
                CHECK(evaluate(net, work, recipe, split.evaluation).loss ==
                      evaluate(net, work, recipe, judged.samples()).loss);
                CHECK(evaluate(net, work, recipe, split.training).loss ==
                      evaluate(net, work, recipe, training.samples()).loss);
                init(copied, 1);
                work_of_copy = {};
                REQUIRE(fit(copied, work_of_copy, recipe, copy, options_of(shuffle), best_of_copy).status ==
                        Status::ok);
                CHECK(same_bits::networks(kept, copied));
            });
        }
    }
}

TEST_CASE("class numbers and strided rows are split, too") {
    const Table table(30);
    const auto interleaved = fold_interleaved(table.classified(), 3, 1);
    for (size_t i = 0; i < 10; ++i) {
        CHECK(interleaved.evaluation.y_of(i) == 1);
        CHECK(interleaved.training.y_of(i) == (i % 2 == 0 ? 0 : 2));
    }
    const SamplesOf<Work> windows{Strided{table.y.data(), 1}, Strided{table.y.data() + 2, 1}, 28};
    const auto split = fold(windows, 4, 3);
    CHECK(split.evaluation.count == 7);
    CHECK(split.evaluation.x_of(0)[1] == 22.0f);
    CHECK(*split.evaluation.y_of(6) == 29.0f);
    static Classifier net;
    static ClassWork work;
    init(net, 1);
    CHECK(fit(net, work, classes, fold_shuffled(table.classified(), 3, 0, 1), options_of(true)).status == Status::ok);
}

TEST_CASE("weights of rows go with their rows") {
    constexpr auto weighted = Recipe{SampleWeighted{MeanSquaredError{}}, Adam{0.02f}};
    using WeightedWork = Workspace<Net, decltype(weighted), 8>;
    const Table table(23);
    std::vector<float> weights;
    for (size_t row = 0; row < 23; ++row) {
        weights.push_back(static_cast<float>(row));
    }
    const SamplesOf<WeightedWork> samples{table.x, table.y, weights};
    const auto check = [&](const auto& split) {
        std::vector<float> x, y, w;
        for (size_t i = 0; i < split.evaluation.count; ++i) {
            x.insert(x.end(), split.evaluation.x_of(i), split.evaluation.x_of(i) + 2);
            y.push_back(*split.evaluation.y_of(i));
            w.push_back(split.evaluation.x_of(i)[0]);
        }
        static Net net;
        static WeightedWork work;
        init(net, 1);
        CHECK(evaluate(net, work, weighted, split.evaluation).loss == evaluate(net, work, weighted, {x, y, w}).loss);
        CHECK(evaluate(net, work, weighted, split.evaluation).loss > 0.0f);
    };
    check(fold(samples, 4, 2));
    check(fold_interleaved(samples, 4, 2));
    check(fold_shuffled(samples, 4, 2, 1));
    const SamplesOf<WeightedWork> last = hold_out(samples, 5).evaluation, without{table.x, table.y};
    CHECK(last.weight_of(0) == 18.0f);
    CHECK(hold_out(without, 5).evaluation.weight_of(0) == 1.0f);
}
