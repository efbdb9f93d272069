// SPDX-License-Identifier: MIT
// What does not fit is refused by the compiler (tests/build/misuse).
#include <array>
#include <limits>
#include <vector>

#include "catch.hpp"
#include "mote/mote.hpp"

using namespace mote;

namespace {

template <size_t Inputs, size_t Outputs, class Loss = MeanSquaredError>
using SamplesOfRows = Samples<Network<Input<Inputs>, Dense<Outputs>>, Loss>;

template <class View, class X, class Y>
bool views(const View& view, const X* x, const Y* y, size_t count) {
    const void* first = nullptr;
    if constexpr (View::has_classes) {
        first = view.y.first;
    } else {
        first = view.y;
    }
    return view.x == x && first == y && view.count == count;
}

/// A view that does not own what it shows, as std::span.
template <class Element>
struct Span {
    Element* first;
    size_t count;
    Element* data() const { return first; }
    size_t size() const { return count; }
};

constexpr float many_x[3][2] = {}, one_x[3] = {}, many_y[3][4] = {}, one_y[3] = {};
constexpr ClassNumber classes[3] = {};

}  // namespace

TEST_CASE("samples are views: nothing is copied, and arrays know their rows") {
    CHECK(views(SamplesOfRows<2, 4>(many_x, many_y), many_x[0], many_y[0], 3));
    CHECK(views(SamplesOfRows<2, 1>(many_x, one_y), many_x[0], one_y, 3));
    CHECK(views(SamplesOfRows<1, 4>(one_x, many_y), one_x, many_y[0], 3));
    CHECK(views(SamplesOfRows<1, 1>(one_x, one_y), one_x, one_y, 3));
    CHECK(views(SamplesOfRows<2, 5, CrossEntropy>(many_x, classes), many_x[0], classes, 3));
    CHECK(views(SamplesOfRows<2, 4>(many_x[1], many_y[1], 2), many_x[1], many_y[1], 2));
    CHECK(SamplesOfRows<2, 4>().count == 0);
}

TEST_CASE("a row has as many targets as outputs, or one class number") {
    STATIC_REQUIRE(SamplesOfRows<2, 4>::targets == 4);
    STATIC_REQUIRE(SamplesOfRows<2, 4, CrossEntropy>::targets == 1);
    STATIC_REQUIRE(is_same<SamplesOfRows<2, 4, CrossEntropy>::Target, ClassNumber>);
}

TEST_CASE("samples take whatever is contiguous, flat or in rows") {
    using View = SamplesOfRows<2, 1>;
    std::vector<float> vector_x{0, 0, 0, 1, 1, 0, 1, 1}, vector_y{0, 1, 1, 0};
    const std::array<float, 8> array_x{0, 0, 0, 1, 1, 0, 1, 1};
    const std::array<float, 4> array_y{0, 1, 1, 0};
    const std::array<std::array<float, 2>, 4> rows{};
    const std::vector<std::array<float, 2>> vector_of_rows(4);
    const Array<float, 8> own{};
    CHECK(views(View(vector_x, vector_y), vector_x.data(), vector_y.data(), 4));
    CHECK(views(View(array_x, array_y), array_x.data(), array_y.data(), 4));
    CHECK(views(View(rows, vector_y), rows[0].data(), vector_y.data(), 4));
    CHECK(views(View(vector_of_rows, array_y), vector_of_rows[0].data(), array_y.data(), 4));
    CHECK(views(View(own, array_y), own.data(), array_y.data(), 4));
    CHECK(views(View(vector_x, array_y, 3), vector_x.data(), array_y.data(), 3));
    CHECK(views(View(Span<float>{vector_x.data(), 8}, Span<const float>{array_y.data(), 4}), vector_x.data(),
                array_y.data(), 4));
}

TEST_CASE("a count of rows is of any integers, and a negative one is none") {
    using View = SamplesOfRows<2, 4>;
    int three = 3, negative = -3;
    uint8_t two = 2;
    const View from_int{many_x, many_y, three}, from_byte{many_x, many_y, two}, from_negative{many_x, many_y, negative};
    CHECK(from_int.count == 3);
    CHECK(from_byte.count == 2);
    CHECK(from_negative.count == 0);
}

TEST_CASE("lengths that only the run knows are compared there") {
    using Net = Network<Input<2>, Dense<3, Tanh>, Dense<1>>;
    constexpr auto recipe = Recipe{MeanSquaredError{}, Sgd{0.1f}};
    Net net;
    Workspace<Net, decltype(recipe), 4> work;
    init(net, 1);
    std::vector<float> x(8), y(3);
    CHECK(train(net, work, recipe, {x, y}).status == Status::rows_differ);
    CHECK(evaluate(net, work, recipe, {x, y}).status == Status::rows_differ);
    CHECK(fit(net, work, recipe, {x, y}, {}).status == Status::rows_differ);
    CHECK(train(net, work, recipe, {x, y, 4}).status == Status::rows_differ);
    CHECK(train(net, work, recipe, {x, y, 3}).status == Status::ok);
    y.push_back(0);
    x.pop_back();
    CHECK(train(net, work, recipe, {x, y}).status == Status::rows_differ);
    x.push_back(0);
    CHECK(train(net, work, recipe, {x, y}).status == Status::ok);
    x.resize(10);
    y.resize(5);
    CHECK(train(net, work, recipe, {x, y}).status == Status::batch_too_large);
}

TEST_CASE("class numbers are of any integers, and none is out of range unseen") {
    using Net = Network<Input<1>, Dense<4>>;
    constexpr auto recipe = Recipe{CrossEntropy{}, Sgd{0.1f}, Constant{}, Guard{BadRow::repair}};
    const float x[4] = {1, 2, 3, 4};
    const auto loss = [&](const auto& labels) {
        static Net net;
        static Workspace<Net, decltype(recipe), 4> work;
        init(net, 1);
        return train(net, work, recipe, {x, labels});
    };
    const ClassNumber expected[4] = {0, 3, 1, 2};
    const std::vector<int> integers{0, 3, 1, 2};
    const std::array<uint8_t, 4> bytes{0, 3, 1, 2};
    const long long long_ones[4] = {0, 3, 1, 2};
    const signed char small_ones[4] = {0, 3, 1, 2};
    CHECK(loss(integers).loss == loss(expected).loss);
    CHECK(loss(bytes).loss == loss(expected).loss);
    CHECK(loss(long_ones).loss == loss(expected).loss);
    CHECK(loss(small_ones).loss == loss(expected).loss);
    const int negative[4] = {0, 3, -1, 2};
    const long long wrapped[4] = {0, 3, 1LL << 32, 2};
    const uint32_t beyond[4] = {0, 3, 65536, 2};
    CHECK(loss(negative).status == Status::class_out_of_range);
    CHECK(loss(wrapped).status == Status::class_out_of_range);
    CHECK(loss(beyond).status == Status::class_out_of_range);
}

TEST_CASE("a negative class number is one that no network knows, whatever its type") {
    const auto check = [](auto zero) {
        using Number = decltype(zero);
        const Number labels[6] = {0,
                                  1,
                                  std::numeric_limits<Number>::max(),
                                  static_cast<Number>(-1),
                                  Number(-2),
                                  std::numeric_limits<Number>::min()};
        const float x[6] = {};
        const SamplesOfRows<1, 4, CrossEntropy> samples(x, labels);
        for (size_t row = 0; row < 6; ++row) {
            const bool is_class = labels[row] >= zero && static_cast<uint64_t>(labels[row]) < 65536u;
            CHECK(samples.y_of(row) == (is_class ? static_cast<uint32_t>(labels[row]) : 65536u));
        }
    };
    check(int8_t{0});
    check(int16_t{0});
    check(int32_t{0});
    check(int64_t{0});
    check(uint8_t{0});
    check(uint16_t{0});
    check(uint32_t{0});
    check(uint64_t{0});
    check(char{0});

    enum Animal { cat, dog };
    enum Small : int8_t { none = -1, some = 127 };
    enum Large : uint16_t { least, most = 65535 };
    const float x[2] = {};
    const Animal animals[2] = {cat, dog};
    const Small small_ones[2] = {none, some};
    const Large large_ones[2] = {least, most};
    const SamplesOfRows<1, 4, CrossEntropy> of_animals(x, animals), of_small(x, small_ones), of_large(x, large_ones);
    CHECK((of_animals.y_of(0) == 0 && of_animals.y_of(1) == 1));
    CHECK((of_small.y_of(0) == 65536 && of_small.y_of(1) == 127));
    CHECK((of_large.y_of(0) == 0 && of_large.y_of(1) == 65535));
}

TEST_CASE("a negative byte is not learned as one of 256 classes") {
    using Net = Network<Input<1>, Dense<256>>;
    constexpr auto recipe = Recipe{CrossEntropy{}, Sgd{0.1f}};
    static Net net;
    static Workspace<Net, decltype(recipe), 2> work;
    init(net, 1);
    const float x[2] = {1, 2};
    const int8_t labels[2] = {127, -1};
    const Result result = train(net, work, recipe, {x, labels});
    CHECK(result.status == Status::ok);
    CHECK(result.repairs.skipped_rows == 1);
}

TEST_CASE("strided rows are windows of a series and columns of a table, with the bits of a copy") {
    using Net = Network<Input<3>, Dense<5, Tanh>, Dense<1>>;
    constexpr auto recipe = Recipe{MeanSquaredError{}, Adam{0.1f}};
    float series[12], windows[8][3], next[8], table[8][5];
    for (size_t i = 0; i < 12; ++i) {
        series[i] = 0.1f * static_cast<float>(i * i % 7);
    }
    for (size_t row = 0; row < 8; ++row) {
        for (size_t i = 0; i < 3; ++i) {
            windows[row][i] = table[row][i] = series[row + i];
        }
        next[row] = table[row][4] = series[row + 3];
    }
    const auto learned = [&](const auto& x, const auto& y) {
        static Net net;
        static Workspace<Net, decltype(recipe), 8> work;
        net = {};
        work = {};
        init(net, 1);
        (void)train(net, work, recipe, {x, y, 8});
        (void)fit(net, work, recipe, {x, y, 8}, {});
        return net.weight<0>(2, 1) + evaluate(net, work, recipe, {x, y, 8}).loss;
    };
    const float copied = learned(windows, next);
    CHECK(learned(Strided{series, 1}, Strided{series + 3, 1}) == copied);
    CHECK(learned(Strided{table[0], 5}, Strided{table[0] + 4, 5}) == copied);
}

TEST_CASE("weights of fewer rows than there are, or of none, are a status") {
    using Loss = SampleWeighted<MeanSquaredError>;
    using OfNet = SamplesOfRows<2, 4, Loss>;
    const std::vector<float> two_weights(2, 1.0f), three_weights(3, 1.0f);
    CHECK(OfNet{many_x, many_y, three_weights}.count == 3);
    CHECK(OfNet{many_x, many_y, two_weights}.count == detail::rows_differ);
    const std::vector<float> two_rows(4, 1.0f);
    CHECK(OfNet{two_rows, many_y, three_weights}.count == detail::rows_differ);
    CHECK(OfNet{many_x, many_y, three_weights, 2}.count == 2);
    CHECK(OfNet{many_x, many_y, two_weights, 3}.count == detail::rows_differ);
    CHECK(OfNet{two_rows, many_y, two_weights, 3}.count == detail::rows_differ);
    CHECK(OfNet{two_rows, many_y, two_weights, 2}.count == 2);
}
