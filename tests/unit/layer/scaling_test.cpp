// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "mote/mote.hpp"

using namespace mote;

TEST_CASE("scales that were set before init() stay, others become 1, and what is not finite goes") {
    using Net = Network<Input<3>, InputScaling, Dense<2>, OutputScaling>;
    Net net{};
    net.input_scales()[0] = 0.5f;
    net.input_offsets()[0] = -2.0f;
    net.input_scales()[1] = __builtin_inff();
    net.input_offsets()[1] = __builtin_nanf("");
    net.output_scales()[1] = -3.0f;
    init(net, 1);
    CHECK(net.input_scales()[0] == 0.5f);
    CHECK(net.input_offsets()[0] == -2.0f);
    CHECK(net.input_scales()[1] == 1.0f);
    CHECK(net.input_offsets()[1] == 0.0f);
    CHECK(net.input_scales()[2] == 1.0f);
    CHECK(net.output_scales()[0] == 1.0f);
    CHECK(net.output_scales()[1] == -3.0f);
}

TEST_CASE("targets go through the inverse of what outputs go through") {
    const float parameters[4] = {2.0f, -8.0f, 1.0f, 100.0f};  // of two outputs: scales, then offsets
    for (size_t o = 0; o < 2; ++o) {
        const Columns<1, Size<1>> column{o};
        for (const float z : {0.0f, 1.0f, -0.25f}) {
            const Pack target =
                OutputScaling::target(parameters, OutputScaling::value(parameters, z, column, 2), column, 2);
            CHECK(first_lane(target) == z);
        }
    }
    CHECK(first_lane(OutputScaling::value(parameters, 0.5f, Columns<1, Size<1>>{1}, 2)) == 96.0f);
}
