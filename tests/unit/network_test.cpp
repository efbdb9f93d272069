// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "mote/mote.hpp"

using namespace mote;

TEST_CASE("a network is its parameters and nothing else") {
    using Net = Network<Input<3>, Dense<4, Tanh>, Dense<2>>;
    static_assert(Net::parameter_count == 4 * 3 + 4 + 2 * 4 + 2);
    static_assert(sizeof(Net) == 4 * in_packs(Net::parameter_count));
    static_assert(Net::inputs == 3 && Net::outputs == 2 && Net::depth == 2);
    static_assert(sizeof(Network<Input<1>, Dense<1>>) == 4 * in_packs(2));
    static_assert(Network<Input<2>, FourierFeatures<3>, Dense<1>>::width(0) == 12);
    SUCCEED();
}

TEST_CASE("weights lie as [in][out], then the biases, layer by layer") {
    using Net = Network<Input<3>, Dense<4, Tanh>, Dense<2>>;
    Net net{};
    net.weight<0>(1, 2) = 5.0f;
    net.bias<0>(3) = 6.0f;
    net.weight<1>(1, 0) = 7.0f;
    net.bias<1>(1) = 8.0f;
    CHECK(net.parameters[2 * 4 + 1] == 5.0f);
    CHECK(net.parameters[12 + 3] == 6.0f);
    CHECK(net.parameters[16 + 1] == 7.0f);
    CHECK(net.parameters[25] == 8.0f);
}

TEST_CASE("gains lie as weights of one input, then the biases; frozen layers count") {
    using Net = Network<Input<3>, Frozen<Dense<4, Tanh>>, LayerNorm<>, Dense<2>>;
    static_assert(Net::depth == 3 && Net::frozen_layers == 1 && Net::trained_first == 16 && Net::trained_count == 18);
    Net net{};
    net.bias<0>(3) = 5.0f;
    net.weight<1>(2, 0) = 6.0f;
    net.bias<1>(1) = 7.0f;
    net.weight<2>(1, 3) = 8.0f;
    CHECK(net.parameters[15] == 5.0f);
    CHECK(net.parameters[16 + 2] == 6.0f);
    CHECK(net.parameters[20 + 1] == 7.0f);
    CHECK(net.parameters[24 + 3 * 2 + 1] == 8.0f);
}

TEST_CASE("a constexpr network predicts, with fixed scales around the trained layers") {
    using Net = Network<Input<1>, InputScaling, Dense<1>, OutputScaling>;
    static_assert(Net::parameter_count == 6 && Net::trained_first == 2 && Net::trained_count == 2);
    static constexpr Net net{{0.5f, 1.0f, 3.0f, -2.0f, 10.0f, 7.0f}};
    CHECK(predict(net, {4.0f})[0] == (3.0f * (4.0f * 0.5f + 1.0f) - 2.0f) * 10.0f + 7.0f);
    CHECK(net.output_scales()[0] == 10.0f);
    CHECK(net.output_offsets()[0] == 7.0f);
    CHECK(net.input_offsets()[0] == 1.0f);
}

TEST_CASE("networks of other sizes, activations, features or ceilings have other shape hashes") {
    const uint32_t hashes[] = {
        Network<Input<1>, Dense<4, Tanh>, Dense<1>>::shape_hash,
        Network<Input<2>, Dense<4, Tanh>, Dense<1>>::shape_hash,
        Network<Input<1>, Dense<5, Tanh>, Dense<1>>::shape_hash,
        Network<Input<1>, Dense<4, Relu>, Dense<1>>::shape_hash,
        Network<Input<1>, Dense<4, Sin<30>>, Dense<1>>::shape_hash,
        Network<Input<1>, Dense<4, Sin<1>>, Dense<1>>::shape_hash,
        Network<Input<1>, Dense<4, Tanh>, Dense<4, Tanh>, Dense<1>>::shape_hash,
        Network<Input<1>, InputScaling, Dense<4, Tanh>, Dense<1>>::shape_hash,
        Network<Input<1>, Dense<4, Tanh>, Dense<1>, OutputScaling>::shape_hash,
        Network<Input<1>, FourierFeatures<2>, Dense<4, Tanh>, Dense<1>>::shape_hash,
        Network<Input<1>, Dense<4, Tanh>, LayerNorm<>, Dense<1>>::shape_hash,
        Network<Input<1>, Dense<4, Tanh>, Dropout<>, Dense<1>>::shape_hash,
        Network<Input<1>, Dense<4, Tanh>, Residual<Dense<4, Tanh>>, Dense<1>>::shape_hash,
        Network<Input<1>, Dense<4, Tanh>, Dense<1>, Ceilings<100>>::shape_hash,
        Network<Input<1>, Dense<4, Tanh>, Dense<1>, Ceilings<100 + (1 << 24)>>::shape_hash,
    };
    static_assert(Network<Input<1>, Dense<1>>::shape_hash == Network<Input<1>, Dense<1>, Ceilings<>>::shape_hash);
    static_assert(Network<Input<1>, Frozen<Dense<4, Tanh>>, Dense<1>>::shape_hash ==
                  Network<Input<1>, Dense<4, Tanh>, Dense<1>>::shape_hash);
    for (const uint32_t& a : hashes) {
        for (const uint32_t& b : hashes) {
            CHECK((&a == &b) == (a == b));
        }
    }
}
