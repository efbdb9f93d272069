// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "mote/mote.hpp"

#include <limits>

using namespace mote;

namespace {
using Net = Network<Input<2>, Dense<5, Mish>, Dense<3, Tanh>, Dense<2>>;
}

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
