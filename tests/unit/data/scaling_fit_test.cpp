// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "mote/mote.hpp"
#include "same_bits.hpp"

#include <cmath>
#include <limits>
#include <vector>

using namespace mote;

namespace {

constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN(),
                infinite = std::numeric_limits<float>::infinity();

using Net = Network<Input<2>, InputScaling, Dense<4, Tanh>, Dense<1>, OutputScaling>;
constexpr auto recipe = Recipe{MeanSquaredError{}, Adam{}};
using Work = Workspace<Net, decltype(recipe), 8>;

/// For raw counts of a converter of 24 bits.
using Converter = Network<Input<1>, InputScaling, Dense<1>, OutputScaling>;

template <class Scaled>
float scaled_input(const Scaled& net, float x, size_t column) {
    return first_lane(InputScaling::scaled(net.input_scales(), x, Columns<1, Size<1>>{column}, size_t{Scaled::inputs}));
}
template <class Scaled>
float scaled_target(const Scaled& net, float y, size_t column) {
    return first_lane(
        OutputScaling::target(net.output_scales(), y, Columns<1, Size<1>>{column}, size_t{Scaled::outputs}));
}

/// Integers around `mean`, about normal.
struct Counts {
    Pcg32 random{11};
    float next(float mean, float deviation) {
        float sum = 0.0f;
        for (int i = 0; i < 12; ++i) {
            sum += random.uniform(1.0f);
        }
        return std::round(mean + 0.5f * deviation * sum);
    }
};

double as_double(float value) { return static_cast<double>(value); }
bool is_usable(float scale, float offset) { return is_finite(scale) && scale != 0.0f && is_finite(offset); }

}  // namespace

TEST_CASE("inputs and targets get mean 0 and deviation 1, with scikit-learn's numbers") {
    // StandardScaler().fit(…): mean_ 2.5, 25 and 1120; scale_ 1.11803399, 11.18033989 and 8.0.
    const float x[4][2] = {{1, 10}, {2, 20}, {3, 30}, {4, 40}};
    const float y[4] = {1110, 1120, 1130, 1120};
    Net net{};
    CHECK(fit_scalings(net, SamplesOf<Work>{x, y}) == Status::ok);
    CHECK(net.input_scales()[0] == Approx(1.0 / 1.11803399).epsilon(2e-7));
    CHECK(net.input_offsets()[0] == Approx(-2.5 / 1.11803399).epsilon(2e-7));
    CHECK(net.input_scales()[1] == Approx(1.0 / 11.18033989).epsilon(2e-7));
    CHECK(net.output_offsets()[0] == 1120.0f);
    CHECK(net.output_scales()[0] == Approx(std::sqrt(50.0)).epsilon(2e-7));
    const Net before = net;
    init(net, 1);
    CHECK(net.input_scales()[0] == before.input_scales()[0]);
    CHECK(net.output_offsets()[0] == 1120.0f);
}

TEST_CASE("by minimum and maximum, columns reach from -1 to 1") {
    const float x[4][2] = {{1, -10}, {2, 20}, {3, 30}, {4, 0}};
    const float y[4] = {-3, 1, 5, 2};
    Net net{};
    CHECK(fit_scalings<MinimumAndMaximum>(net, SamplesOf<Work>{x, y}) == Status::ok);
    CHECK(scaled_input(net, 1, 0) == Approx(-1.0f));
    CHECK(scaled_input(net, 4, 0) == Approx(1.0f));
    CHECK(scaled_input(net, -10, 1) == -1.0f);
    CHECK(scaled_input(net, 30, 1) == 1.0f);
    CHECK(scaled_target(net, -3, 0) == -1.0f);
    CHECK(scaled_target(net, 5, 0) == 1.0f);
    CHECK(scaled_target(net, 1, 0) == 0.0f);
}

TEST_CASE("a million raw counts of a converter keep mean and deviation, whatever the first row was") {
    for (const float first : {8e6f, 0.0f, 16777215.0f}) {
        for (const float mean : {8e6f, -8.2e6f, 3.0f}) {
            Counts counts;
            InputScalingFit<Converter> inputs;
            OutputScalingFit<Converter> outputs;
            double sum = 0.0, squares = 0.0;
            constexpr uint32_t rows = 1000000;
            for (uint32_t row = 0; row < rows; ++row) {
                const float count = row == 0 ? first : counts.next(mean, 10.0f);
                inputs.add({count});
                outputs.add({count});
                const double distance = as_double(count) - as_double(mean);
                sum += distance;
                squares += distance * distance;
            }
            const double exact_mean = as_double(mean) + sum / rows;
            const double exact_deviation = std::sqrt(squares / rows - sum / rows * (sum / rows));
            CHECK(inputs.rows == rows);
            // A float of this size has steps of half a count.
            CHECK(std::abs(as_double(outputs.columns[0].center()) - exact_mean) <=
                  0.25 + 1e-6 * std::abs(exact_mean) / 8);
            CHECK(as_double(outputs.columns[0].spread()) == Approx(exact_deviation).epsilon(1e-5));
            Converter net{};
            CHECK(inputs.apply(net) == Status::ok);
            CHECK(outputs.apply(net) == Status::ok);
            CHECK(as_double(net.output_scales()[0]) == Approx(exact_deviation).epsilon(1e-5));
        }
    }
}

TEST_CASE("no count is lost where counts are far from zero, and the spread is from 1/2 to 1") {
    InputScalingFit<Converter> fit;
    Counts counts;
    for (int row = 0; row < 10000; ++row) {
        fit.add({counts.next(8e6f, 10.0f)});
    }
    Converter net{};
    REQUIRE(fit.apply(net) == Status::ok);
    CHECK(net.input_scales()[0] == 1.0f / 16.0f);
    CHECK(std::abs(scaled_input(net, 8e6f, 0)) < 0.1f);
    for (float count = 8e6f - 40.0f; count < 8e6f + 40.0f; count += 1.0f) {
        REQUIRE(scaled_input(net, count + 1.0f, 0) - scaled_input(net, count, 0) == 1.0f / 16.0f);
    }
}

TEST_CASE("rows of arrays, containers, pointers and strided rows are the same rows") {
    const float x[6][2] = {{1, 2}, {3, 5}, {-4, 6}, {7, 8}, {9, -1}, {0, 2}};
    const std::vector<float> flat(&x[0][0], &x[0][0] + 12);
    InputScalingFit<Net> one_by_one, at_once, contained, strided, first_half;
    for (const auto& row : x) {
        one_by_one.add(row);
    }
    at_once.add(&x[0][0], 6);
    contained.add(flat, 99);  // more than there are
    strided.add(Strided{&x[0][0], 4}, 3);
    first_half.add({1, 2});
    first_half.add(Array<float, 2>{{-4, 6}});
    first_half.add(x[4]);
    for (const auto* other : {&at_once, &contained}) {
        CHECK(same_bits::same(one_by_one.columns, other->columns));
        CHECK(other->rows == 6);
    }
    CHECK(same_bits::same(strided.columns, first_half.columns));
}

TEST_CASE("samples, data sets and folds are scaled by their training rows") {
    std::vector<float> x(40), y(20);
    for (size_t i = 0; i < 20; ++i) {
        x[2 * i] = static_cast<float>(i);
        x[2 * i + 1] = static_cast<float>(i * i % 7);
        y[i] = static_cast<float>(3 * i);
    }
    const SamplesOf<Work> all{x, y}, half{x, y, 10};
    Net of_half{}, of_data{}, of_fold{};
    CHECK(fit_scalings(of_half, half) == Status::ok);
    CHECK(fit_scalings(of_data, hold_out(all, 10)) == Status::ok);
    CHECK(fit_scalings(of_fold, fold(all, 2, 1).training) == Status::ok);
    CHECK(same_bits::networks(of_half, of_data));
    CHECK(same_bits::networks(of_half, of_fold));
    CHECK(of_half.output_offsets()[0] == 13.5f);
}

TEST_CASE("bad rows are left out and counted; without a good one the network stays as it is") {
    InputScalingFit<Net> fit;
    Net net{};
    net.input_scales()[0] = 7.0f;
    const Net before = net;
    CHECK(fit.apply(net) == Status::empty_batch);
    CHECK(same_bits::networks(net, before));
    for (const float bad : {not_a_number, -not_a_number, infinite, -infinite, 0x1.000002p62f, -3e38f}) {
        fit.add({1.0f, bad});
        fit.add({bad, 1.0f});
    }
    CHECK(fit.left_out == 12);
    CHECK(fit.rows == 0);
    CHECK(fit.apply(net) == Status::all_skipped);
    CHECK(same_bits::networks(net, before));
    fit.add({2.0f, 1.0f});
    fit.add({4.0f, 3.0f});
    CHECK(fit.apply(net) == Status::ok);
    CHECK(fit.rows == 2);
    CHECK(net.input_scales()[0] == 1.0f);
    CHECK(net.input_offsets()[0] == -3.0f);

    const float x[1][2] = {{1, 2}}, good[1] = {1}, bad[1] = {not_a_number};
    const Net scaled = net;
    CHECK(fit_scalings(net, SamplesOf<Work>{x, bad}) == Status::all_skipped);  // nor one end alone
    CHECK(same_bits::networks(net, scaled));
    CHECK(fit_scalings(net, SamplesOf<Work>{x, good, 0}) == Status::empty_batch);
    const std::vector<float> three(3);
    CHECK(fit_scalings(net, SamplesOf<Work>{three, good}) == Status::rows_differ);
    CHECK(same_bits::networks(net, scaled));
}

TEST_CASE("raw counts of a converter are no outliers: they are learned from, in the network's units") {
    // 24 bits, and milliseconds since 1970; above the ceilings of 10^6 until they are scaled.
    constexpr size_t rows = 64;
    float x[rows][2], y[rows];
    for (size_t row = 0; row < rows; ++row) {
        const float along = static_cast<float>(row) / 63.0f;
        x[row][0] = -8388608.0f + 16777215.0f * along;
        x[row][1] = 1.7e12f + 1e11f * along;
        y[row] = 1e7f + 4e6f * along;
    }
    Net net{};
    init(net, 1);
    CHECK(fit_scalings(net, SamplesOf<Work>{x, y}) == Status::ok);
    CHECK(scaled_input(net, x[63][0], 0) == Approx(1.7054).epsilon(1e-3));
    CHECK(scaled_target(net, y[0], 0) == Approx(-1.7054).epsilon(1e-3));
    CHECK(bad_inputs(net, x[0], rows).total() == 0);
    CHECK_FALSE(find_bad_number(net, recipe, {x, y}));

    InputScalingFit<Net> fit;
    fit.add(x, rows);
    CHECK(fit.left_out == 0);
}

TEST_CASE("a column that does not vary becomes 0") {
    for (const float value : {0.0f, -0.0f, 5.0f, -123456.7f, 1e-30f, 1e6f, -8388608.0f, 0x1p62f}) {
        InputScalingFit<Net> inputs;
        InputScalingFit<Net, MinimumAndMaximum> ranges;
        OutputScalingFit<Net> outputs;
        for (int row = 0; row < 1000; ++row) {
            inputs.add({value, 1.0f});
            ranges.add({value, 1.0f});
            outputs.add({value});
        }
        Net net{};
        CHECK(outputs.apply(net) == Status::ok);
        CHECK(net.output_scales()[0] == 1.0f);
        CHECK(scaled_target(net, value, 0) == 0.0f);
        CHECK(inputs.apply(net) == Status::ok);
        CHECK(net.input_scales()[0] == 1.0f);
        CHECK(scaled_input(net, value, 0) == 0.0f);
        CHECK(ranges.apply(net) == Status::ok);
        CHECK(net.input_scales()[0] == 1.0f);
        CHECK(scaled_input(net, value, 0) == 0.0f);
    }
}

TEST_CASE("the count of rows stops at its end, and so does what they change") {
    InputScalingFit<Net> fit;
    fit.add({1, 2});
    fit.rows = 0xfffffffeu;
    fit.left_out = 0xfffffffeu;
    fit.add({3, 4});
    CHECK(fit.rows == 0xffffffffu);
    const auto full = fit;
    fit.add({100, 100});
    fit.add({not_a_number, 1});
    fit.add({not_a_number, 1});
    CHECK(fit.rows == 0xffffffffu);
    CHECK(fit.left_out == 0xffffffffu);
    CHECK(same_bits::same(fit.columns, full.columns));
}

TEST_CASE(
    "whatever bits come in, scales and offsets are finite, no scale is 0, and rows that were taken map to finite "
    "numbers") {
    using Widest = Network<Input<2>, InputScaling, Dense<1>, OutputScaling, Ceilings<1, 4294967040u, 4294967040u>>;
    Pcg32 random(1);
    const auto draw = [&](float scale) {
        const uint32_t bits = random.next();
        return bits % 3 == 0 ? random.uniform(scale) : bits % 3 == 1 ? scale : __builtin_bit_cast(float, bits);
    };
    for (int trial = 0; trial < 3000; ++trial) {
        InputScalingFit<Widest> inputs;
        InputScalingFit<Widest, MinimumAndMaximum> ranges;
        OutputScalingFit<Widest> outputs;
        const float scale = __builtin_bit_cast(float, random.next());
        std::vector<float> taken;
        for (uint32_t row = 0; row < 1 + random.next() % 40; ++row) {
            const float x[2] = {draw(scale), draw(1.0f)};
            inputs.add(x);
            ranges.add(x);
            outputs.add({x[0]});
            if (is_within(x[0], Widest::Limits::inputs) && is_within(x[1], Widest::Limits::inputs)) {
                taken.push_back(x[0]);
            }
        }
        Widest net{};
        if (inputs.apply(net) == Status::ok) {
            for (size_t i = 0; i < 2; ++i) {
                REQUIRE(is_usable(net.input_scales()[i], net.input_offsets()[i]));
            }
            for (const float x : taken) {
                REQUIRE(std::abs(scaled_input(net, x, 0)) < 100.0f);
            }
        }
        if (ranges.apply(net) == Status::ok) {
            for (size_t i = 0; i < 2; ++i) {
                REQUIRE(is_usable(net.input_scales()[i], net.input_offsets()[i]));
            }
            for (const float x : taken) {
                REQUIRE(std::abs(scaled_input(net, x, 0)) < 1.01f);
            }
        }
        if (outputs.apply(net) == Status::ok) {
            REQUIRE(is_usable(net.output_scales()[0], net.output_offsets()[0]));
        }
    }
}
