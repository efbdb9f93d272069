// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "mote/mote.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <vector>

using namespace mote;

namespace {
using Net = Network<Input<2>, Dense<5, Mish>, Dense<3, Tanh>, Dense<2>>;

/// A view that does not own what it shows, as std::span.
struct Span {
    float* first;
    size_t count;
    float* data() const { return first; }
    size_t size() const { return count; }
};
}  // namespace

TEST_CASE("predict takes a list, an array, or rows, with the same bits") {
    Net net{};
    init(net, 1);
    const float x[3][2] = {{0.1f, 0.2f}, {-1.0f, 3.0f}, {0.0f, 0.0f}};
    float y[3][2];
    predict(net, x[0], y[0], 3);
    for (size_t row = 0; row < 3; ++row) {
        const Array<float, 2> outputs = predict(net, x[row]);
        CHECK(outputs[0] == y[row][0]);
        CHECK(outputs[1] == y[row][1]);
    }
    CHECK(predict(net, {0.1f, 0.2f})[1] == y[0][1]);
}

namespace {

/// Many rows at a time against one by one, for counts around the size of a block, some rows bad, with a gap between rows.
template <class Given>
void check_many() {
    static Given net;
    init(net, 3);
    Pcg32 random(4);
    for (const size_t stride : {Given::inputs, Given::inputs + 3}) {
        for (const size_t count : {0u, 1u, 7u, 8u, 9u, 31u, 47u, 48u, 49u, 100u}) {
            std::vector<float> x(count * stride + 1), y(count * Given::outputs + 1, 5.0f);
            for (float& number : x) {
                number = random.uniform(2.0f);
            }
            if (count > 40) {
                x[40 * stride] = std::numeric_limits<float>::quiet_NaN();
            }
            predict(net, Strided{x.data(), stride}, y.data(), count);
            size_t differ = 0;
            for (size_t row = 0; row < count; ++row) {
                float expected[Given::outputs];
                mote::detail::predict_row(net, &x[row * stride], expected);
                differ += __builtin_memcmp(&y[row * Given::outputs], expected, sizeof expected) != 0 ? 1 : 0;
            }
            CHECK(differ == 0);
            CHECK(y.back() == 5.0f);
        }
    }
}

}  // namespace

TEST_CASE("many rows at a time have the bits of one by one") {
    check_many<Net>();
    check_many<Network<Input<3>, Dense<1>>>();
    check_many<Network<Input<40>, Dense<33, Tanh>, Dense<64, Relu>, Dense<40, Tanh>, Dense<1>>>();
    check_many<Network<Input<5>, InputScaling, Dense<34, Sin<30>>, Dense<3>, OutputScaling>>();
    check_many<Network<Input<2>, InputScaling, FourierFeatures<9>, Dense<20, Mish>, Dense<7>>>();
    check_many<Network<Input<3>, Dense<900, Relu>, Dense<2>>>();
}

TEST_CASE("predictions of bad inputs are those of repaired ones, and finite") {
    Net net{};
    init(net, 1);
    constexpr float infinity = std::numeric_limits<float>::infinity();
    const auto of_bad = predict(net, {std::numeric_limits<float>::quiet_NaN(), -infinity});
    const auto of_repaired = predict(net, {0.0f, -1e6f});
    CHECK(of_bad[0] == of_repaired[0]);
    CHECK(is_finite(of_bad[1]));
}

TEST_CASE("predictions stay finite with every weight at its ceiling") {
    using Deep = Network<Input<3>, Dense<40, Relu>, Dense<40, Relu>, Dense<40, Relu>, Dense<1>, OutputScaling>;
    Deep net{};
    for (float& parameter : net.parameters) {
        parameter = Deep::Limits::weights;
    }
    net.output_scales()[0] = 3e38f;
    CHECK(is_finite(predict(net, {1e6f, 1e6f, 1e30f})[0]));
}

TEST_CASE("features are the values between the layers that training computes, activations included") {
    constexpr auto recipe = Recipe{MeanSquaredError{}, Sgd{0.1f}, Constant{}, Guard{BadRow::repair}};
    static Workspace<Net, decltype(recipe), 3> work;
    Net net{};
    init(net, 1);
    const float x[3][2] = {{0.1f, 0.2f}, {-1.0f, 3.0f}, {std::numeric_limits<float>::quiet_NaN(), 1e9f}}, y[3][2] = {};
    REQUIRE(evaluate(net, work, recipe, {x, y}).status == Status::ok);
    for (size_t row = 0; row < 3; ++row) {
        const auto first = features<1>(net, x[row]);
        const auto second = features<2>(net, x[row]);
        static_assert(first.size() == 5 && second.size() == 3);
        CHECK(std::equal(first.begin(), first.end(), work.scratch.activations<0>() + 5 * row));
        CHECK(std::equal(second.begin(), second.end(), work.scratch.activations<1>() + 3 * row));
    }
}

TEST_CASE("features behind all layers are the outputs in the network's units, behind none what enters the first") {
    using Mapped = Network<Input<1>, InputScaling, FourierFeatures<2>, Dense<4, Tanh>, Dense<1>, OutputScaling>;
    Mapped net{};
    init(net, 1);
    net.input_scales()[0] = 0.5f;
    net.output_scales()[0] = 3.0f;
    net.output_offsets()[0] = 1.0f;
    CHECK(predict(net, {0.3f})[0] == mul_add(features<2>(net, {0.3f})[0], 3.0f, 1.0f));

    float expected[4];
    Repairs repairs;
    detail::repair_inputs<Guard>(net, std::array{0.3f}.data(), expected, Mapped::Limits::inputs, repairs);
    const auto entering = features<0>(net, {0.3f});
    CHECK(std::equal(entering.begin(), entering.end(), expected));
}

TEST_CASE("the rest of a network predicts from its features what the whole does") {
    using Rest = Network<Input<3>, Dense<2>>;
    Net net{};
    init(net, 1);
    Rest rest{};
    std::copy_n(net.parameters + Net::offset(2), Rest::parameter_count, rest.parameters);
    const auto whole = predict(net, {0.1f, 0.2f}), in_two = predict(rest, features<2>(net, {0.1f, 0.2f}).elements);
    CHECK(whole[0] == in_two[0]);
    CHECK(whole[1] == in_two[1]);
}

TEST_CASE("predict takes any array of constant length, and rows in whatever holds them") {
    using Pairs = Network<Input<2>, Dense<3, Tanh>, Dense<1>>;
    Pairs net;
    init(net, 1);
    const float listed = predict(net, {0.5f, 0.25f})[0];
    const std::array<float, 2> array{0.5f, 0.25f};
    const Array<float, 2> own{{0.5f, 0.25f}};
    CHECK(predict(net, array)[0] == listed);
    CHECK(predict(net, own)[0] == listed);
    CHECK(features<2>(net, array)[0] == listed);
    const std::vector<float> x{0, 0, 0.5f, 0.25f};
    std::vector<float> y(2);
    predict(net, x, y, 2);
    CHECK(y[1] == listed);
    const float series[3] = {0, 0.5f, 0.25f};
    predict(net, Strided{series, 1}, y, 2);
    CHECK(y[1] == listed);
}

TEST_CASE("no row is read or written beyond what a container holds") {
    using Pairs = Network<Input<2>, Dense<3, Tanh>, Dense<1>>;
    Pairs net;
    init(net, 1);
    const std::vector<float> x(6);
    std::vector<float> y(3);
    CHECK(predict(net, x, y, 2) == 2);
    CHECK(predict(net, x, y, 3) == 3);
    CHECK(predict(net, x, y.data(), 4) == 3);
    y[2] = 7;
    CHECK(predict(net, x.data(), Span{y.data(), 2}, 3) == 2);
    CHECK(y[2] == 7);
}

TEST_CASE("predictions may take the place of the inputs where they fit, and are refused where they do not") {
    using Fewer = Network<Input<3>, Dense<4, Tanh>, Dense<2>>;
    using More = Network<Input<2>, Dense<4, Tanh>, Dense<3>>;
    constexpr size_t rows = 40;
    Fewer fewer{};
    init(fewer, 1);
    float apart[rows * 3], together[rows * 3];
    for (size_t i = 0; i < rows * 3; ++i) {
        together[i] = static_cast<float>(i % 17) * 0.25f - 2.0f;
    }
    CHECK(predict(fewer, together, apart, rows) == rows);
    CHECK(predict(fewer, together, together, rows) == rows);
    CHECK(__builtin_memcmp(apart, together, sizeof(float) * rows * 2) == 0);

    More more{};
    init(more, 1);
    float before[rows * 3];
    std::copy_n(together, rows * 3, before);
    CHECK(predict(more, together, together, rows) == 0);
    CHECK(predict(more, together + 4, together, 2) == 0);
    CHECK(predict(fewer, Strided{together, 1}, together, 2) == 0);
    CHECK(__builtin_memcmp(before, together, sizeof(float) * rows * 3) == 0);
    CHECK(predict(more, together, together, 1) == 1);
    CHECK(predict(more, together + 6, together, 2) == 2);
}

TEST_CASE("bad_inputs counts what a prediction repairs, each number once") {
    using Scaled = Network<Input<2>, InputScaling, FourierFeatures<2>, Dense<3, Tanh>, Dense<1>>;
    constexpr float nan = std::numeric_limits<float>::quiet_NaN(), infinity = std::numeric_limits<float>::infinity();
    static Net plain;
    static Scaled scaled;
    init(plain, 1);
    init(scaled, 1);
    scaled.input_scales()[0] = 1e-6f;
    const float clean[2] = {1.0f, -1.0f}, rows[3][2] = {{nan, infinity}, {8388607.0f, 2e6f}, {-infinity, 1.0f}};
    CHECK(bad_inputs(plain, clean).total() == 0);
    const Repairs of_plain = bad_inputs(plain, rows[0], 3), of_scaled = bad_inputs(scaled, rows[0], 3);
    CHECK((of_plain.nan == 1 && of_plain.infinite == 2 && of_plain.out_of_range == 2 && of_plain.total() == 5));
    // The counts of a 24-bit converter are no outliers where they are scaled.
    CHECK((of_scaled.nan == 1 && of_scaled.infinite == 2 && of_scaled.out_of_range == 1 && of_scaled.total() == 4));
    // A finite number is one, even if its scale makes it infinite.
    scaled.input_scales()[0] = 100.0f;
    const float large[2] = {3.4e38f, 1.0f};
    CHECK((bad_inputs(scaled, large).out_of_range == 1 && bad_inputs(scaled, large).total() == 1));
}

TEST_CASE("an array of nothing is a container like any other") {
    Array<float, 0> none;
    const Array<float, 0> constant{};
    size_t count = 0;
    for (const float& each : none) {
        count += each > 0.0f ? 1u : 2u;
    }
    CHECK(count == 0);
    CHECK(none.begin() == none.end());
    CHECK(constant.begin() == constant.end());
    CHECK(none.data() == constant.data());
    CHECK(none.size() == 0);
}
