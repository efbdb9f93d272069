// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "expected_metrics.hpp"
#include "mote/mote.hpp"
#include "same_bits.hpp"

#include <cmath>
#include <limits>
#include <vector>

using namespace mote;

namespace {

constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN(),
                infinite = std::numeric_limits<float>::infinity();

Approx near(double expected) { return Approx(expected).epsilon(1e-6).margin(1e-45); }
double as_double(float value) { return static_cast<double>(value); }

using Net = Network<Input<2>, Dense<4, Tanh>, Dense<2>, OutputScaling>;
constexpr auto recipe = Recipe{MeanSquaredError{}, Adam{}};
using Work = Workspace<Net, decltype(recipe), 8>;
using Classifier = Network<Input<2>, Dense<3>>;
constexpr auto classes = Recipe{CrossEntropy{}, Adam{}};
using ClassWork = Workspace<Classifier, decltype(classes), 8>;

struct Table {
    std::vector<float> x, y;
    std::vector<uint16_t> numbers;
    Table() {
        Pcg32 random(3);
        for (size_t row = 0; row < 50; ++row) {
            x.insert(x.end(), {random.uniform(2.0f), random.uniform(2.0f)});
            y.insert(y.end(), {random.uniform(2.0f), 100.0f + random.uniform(5.0f)});
            numbers.push_back(static_cast<uint16_t>(random.next() % 3));
        }
    }
};

}  // namespace

TEST_CASE("regression metrics are scikit-learn's") {
    for (const expected::Regression& of : expected::regressions) {
        INFO(of.name);
        RegressionMetrics<1> metrics;
        for (size_t row = 0; row < of.targets.size(); ++row) {
            metrics.add(of.predictions[row], of.targets[row]);
        }
        CHECK(metrics.counted == of.targets.size());
        CHECK(as_double(metrics.mean_absolute_error()) == near(of.mean_absolute_error));
        CHECK(as_double(metrics.largest_error()) == near(of.largest_error));
        CHECK(as_double(metrics.mean_squared_error()) == near(of.mean_squared_error));
        CHECK(as_double(metrics.r2()) == near(of.r2));
    }
    CHECK(RegressionMetrics<1>{}.r2() == 0.0f);
    CHECK(RegressionMetrics<1>{}.mean_squared_error() == 0.0f);
}

TEST_CASE("a million errors are not forgotten") {
    // The sums of a float would stand still: at 16,777,216 for the first, and the squares of raw counts much sooner.
    RegressionMetrics<1> metrics;
    Pcg32 random(2);
    double sum = 0.0, squares = 0.0, targets = 0.0, target_squares = 0.0;
    constexpr uint32_t rows = 1000000;
    for (uint32_t row = 0; row < rows; ++row) {
        const float target = 8e6f + std::round(random.uniform(100.0f)), error = std::round(random.uniform(20.0f));
        metrics.add(target + error, target);
        sum += as_double(std::abs(error));
        squares += as_double(error * error);
        targets += as_double(target) - 8e6;
        target_squares += (as_double(target) - 8e6) * (as_double(target) - 8e6);
    }
    CHECK(as_double(metrics.mean_absolute_error()) == near(sum / rows));
    CHECK(as_double(metrics.mean_squared_error()) == near(squares / rows));
    CHECK(as_double(metrics.r2()) == near(1.0 - squares / (target_squares - targets * targets / rows)));
}

TEST_CASE("classification metrics are scikit-learn's") {
    for (const expected::Classification& of : expected::classifications) {
        INFO(of.name);
        ConfusionMatrix<4> confusion;
        for (size_t row = 0; row < of.targets.size(); ++row) {
            confusion.add(static_cast<size_t>(of.predictions[row]), static_cast<size_t>(of.targets[row]));
        }
        CHECK(confusion.counted == of.targets.size());
        CHECK(same_bits::same(confusion.counts, of.counts));
        CHECK(as_double(confusion.accuracy()) == near(of.accuracy));
        for (size_t number = 0; number < 4; ++number) {
            CHECK(as_double(confusion.precision(number)) == near(of.precision[number]));
            CHECK(as_double(confusion.recall(number)) == near(of.recall[number]));
            CHECK(as_double(confusion.f1(number)) == near(of.f1[number]));
        }
        CHECK(as_double(confusion.macro_precision()) == near(of.precision[4]));
        CHECK(as_double(confusion.macro_recall()) == near(of.recall[4]));
        CHECK(as_double(confusion.macro_f1()) == near(of.f1[4]));
    }
    CHECK(ConfusionMatrix<4>{}.accuracy() == 0.0f);
    CHECK(ConfusionMatrix<4>{}.macro_f1() == 0.0f);
}

TEST_CASE("probabilities are the softmax, and the loss that they mean is that of CrossEntropy") {
    for (const expected::Softmax& of : expected::softmaxes) {
        const auto found = probabilities(of.logits);
        for (size_t o = 0; o < 5; ++o) {
            CHECK(as_double(found[o]) == Approx(of.probabilities[o]).epsilon(2e-6).margin(1e-43));
        }
        using Logits = Network<Input<5>, Dense<5>>;
        Logits net{};  // gives its inputs back
        for (size_t o = 0; o < 5; ++o) {
            net.weight<0>(o, o) = 1.0f;
        }
        static Workspace<Logits, decltype(classes), 1> work;
        const uint8_t number = 1;
        const float loss = evaluate(net, work, classes, {&of.logits, &number, 1}).loss;
        CHECK(std::exp(-loss) == Approx(found[1]).epsilon(1e-4).margin(1e-37));
        CHECK(same_bits::same(probabilities(predict(net, of.logits)), found));
    }
    for (const expected::Sigmoid& of : expected::sigmoids) {
        CHECK(as_double(probability(of.logit)) == Approx(of.probability).epsilon(1e-6));
    }
}

TEST_CASE("whatever the logits, probabilities are from 0 to 1 and their sum is 1") {
    Pcg32 random(5);
    for (int trial = 0; trial < 20000; ++trial) {
        Array<float, 7> logits;
        for (float& logit : logits) {
            const uint32_t bits = random.next();
            logit = bits % 5 == 0 ? not_a_number : bits % 5 == 1 ? infinite : __builtin_bit_cast(float, bits);
        }
        float sum = 0.0f;
        for (const float each : probabilities(logits)) {
            REQUIRE(is_within(each, 1.0f));
            REQUIRE(each >= 0.0f);
            sum += each;
        }
        REQUIRE(sum == Approx(1.0f));
        REQUIRE(argmax(logits) < 7);
        REQUIRE((is_nan(logits[argmax(logits)]) ? 1 : 0) <= (is_nan(logits[0]) ? 1 : 0));
    }
    CHECK(probability(not_a_number) == 0.5f);
    CHECK(probability(infinite) == 1.0f);
    CHECK(probability(-infinite) == 0.0f);
    CHECK(probabilities({not_a_number, 3.0f})[1] == 1.0f);
    CHECK(probabilities({infinite, infinite})[0] == 0.5f);
}

TEST_CASE("the largest value is the first of the largest, and no NaN") {
    CHECK(argmax({1.0f, 3.0f, 3.0f, 2.0f}) == 1);
    CHECK(argmax({not_a_number, -infinite, not_a_number}) == 1);
    CHECK(argmax({-5.0f, not_a_number, -4.0f}) == 2);
    CHECK(argmax({not_a_number, not_a_number}) == 0);
    CHECK(argmax(Array<float, 2>{{0.0f, infinite}}) == 1);
}

TEST_CASE("a network over samples gives the metrics of its predictions, row by row") {
    const Table table;
    Net net{};
    net.output_offsets()[1] = 100.0f;
    init(net, 1);
    RegressionMetrics<2> by_rows, by_samples, of_fold, of_rest, strided;
    for (size_t row = 0; row < 50; ++row) {
        const Array<float, 2> x{{table.x[2 * row], table.x[2 * row + 1]}}, y{{table.y[2 * row], table.y[2 * row + 1]}};
        by_rows.add(predict(net, x), y);
    }
    const SamplesOf<Work> samples{table.x, table.y};
    CHECK(by_samples.add(net, samples) == Status::ok);
    CHECK(same_bits::same(by_rows, by_samples));
    const auto split = fold_shuffled(samples, 5, 2, 1);
    CHECK(of_fold.add(net, split.evaluation) == Status::ok);
    CHECK(of_rest.add(net, split.training) == Status::ok);
    CHECK(of_fold.counted == 10);
    CHECK(10.0f * of_fold.mean_squared_error(1) + 40.0f * of_rest.mean_squared_error(1) ==
          Approx(50.0f * by_rows.mean_squared_error(1)));
    CHECK(strided.add(net, SamplesOf<Work>{Strided{table.x.data(), 4}, Strided{table.y.data(), 4}, 25}) == Status::ok);
    CHECK(strided.counted == 25);
    Work work{};
    CHECK(0.5f * (by_rows.mean_squared_error(0) + by_rows.mean_squared_error(1)) ==
          Approx(evaluate(net, work, recipe, samples).loss));

    Classifier classifier{};
    init(classifier, 1);
    ConfusionMatrix<3> confusion, of_data;
    for (size_t row = 0; row < 50; ++row) {
        const Array<float, 2> x{{table.x[2 * row], table.x[2 * row + 1]}};
        confusion.add(predict(classifier, x), table.numbers[row]);
    }
    const SamplesOf<ClassWork> classified{table.x, table.numbers};
    CHECK(of_data.add(classifier, classified) == Status::ok);
    CHECK(same_bits::same(confusion, of_data));
    CHECK(accuracy(classifier, classified) == confusion.accuracy());
    CHECK(of_data.add(classifier, SamplesOf<ClassWork>{}) == Status::empty_batch);
    const std::vector<float> short_x(3);
    CHECK(of_data.add(classifier, SamplesOf<ClassWork>{short_x, table.numbers}) == Status::rows_differ);
    CHECK(accuracy(classifier, SamplesOf<ClassWork>{}) == 0.0f);
}

TEST_CASE("rows with NaN, infinities and class numbers out of range are left out and counted") {
    RegressionMetrics<1> metrics;
    for (const float bad : {not_a_number, -not_a_number, infinite, -infinite, 5e18f, -3e38f}) {
        metrics.add(bad, 1.0f);
        metrics.add(1.0f, bad);
        metrics.add(bad, bad);
    }
    CHECK(metrics.left_out == 18);
    CHECK(metrics.counted == 0);
    CHECK(metrics.r2() == 0.0f);
    metrics.add(2.0f, 1.0f);
    CHECK(metrics.mean_absolute_error() == 1.0f);
    RegressionMetrics<2> both;
    both.add({1.0f, not_a_number}, {1.0f, 1.0f});
    CHECK(both.left_out == 1);

    ConfusionMatrix<3> confusion;
    confusion.add(3, 0);
    confusion.add(0, 3);
    confusion.add(static_cast<size_t>(-1), 0);
    confusion.add({1.0f, not_a_number, 0.0f}, 0);
    CHECK(confusion.left_out == 4);
    CHECK(confusion.counted == 0);
    confusion.add({1.0f, infinite, 0.0f}, 2);
    CHECK(confusion.counts[2][1] == 1);
    const Table table;
    const std::vector<int8_t> numbers(50, -1);
    Classifier classifier{};
    CHECK(confusion.add(classifier, SamplesOf<ClassWork>{table.x, numbers}) == Status::ok);
    CHECK(confusion.left_out == 54);
}

TEST_CASE("whatever numbers come in, all metrics are finite") {
    Pcg32 random(7);
    for (int trial = 0; trial < 3000; ++trial) {
        RegressionMetrics<1> metrics;
        const float scale = __builtin_bit_cast(float, random.next());
        for (uint32_t row = 0; row < random.next() % 30; ++row) {
            const auto draw = [&] {
                const uint32_t bits = random.next();
                return bits % 2 == 0 ? random.uniform(scale) : __builtin_bit_cast(float, bits);
            };
            metrics.add(draw(), draw());
        }
        REQUIRE(is_finite(metrics.mean_absolute_error()));
        REQUIRE(is_finite(metrics.largest_error()));
        REQUIRE(is_finite(metrics.mean_squared_error()));
        REQUIRE(is_finite(metrics.r2()));
        REQUIRE(metrics.r2() <= 1.0f);
    }
}

TEST_CASE("counts of rows stop at their end, and so does what the rows change") {
    RegressionMetrics<1> metrics;
    ConfusionMatrix<2> confusion;
    metrics.add(1.0f, 2.0f);
    confusion.add(1, 1);
    metrics.counted = metrics.left_out = confusion.counted = confusion.left_out = 0xffffffffu;
    const auto full_metrics = metrics;
    const auto full_confusion = confusion;
    metrics.add(5.0f, 1.0f);
    metrics.add(not_a_number, 1.0f);
    confusion.add(0, 1);
    confusion.add(2, 1);
    CHECK(same_bits::same(metrics, full_metrics));
    CHECK(same_bits::same(confusion, full_confusion));
}
