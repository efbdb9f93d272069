// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "mote/mote.hpp"

using namespace mote;

TEST_CASE("parts lie one after the other, each as wide as what enters it") {
    using Parts = detail::Layout<2, InputScaling, FourierFeatures<3>, Dense<5, Tanh>, Dense<4>, OutputScaling>;
    STATIC_REQUIRE(Parts::offset_of<InputScaling>() == 0);
    STATIC_REQUIRE(Parts::offset(0) == 2 * 2);
    STATIC_REQUIRE(Parts::width(0) == 12);
    STATIC_REQUIRE(Parts::offset(1) == 4 + 12 * 5 + 5);
    STATIC_REQUIRE(Parts::width(1) == 5);
    STATIC_REQUIRE(Parts::offset(2) == 69 + 5 * 4 + 4);
    STATIC_REQUIRE(Parts::offset_of<OutputScaling>() == Parts::offset(2));
    STATIC_REQUIRE(Parts::width_of_part(4) == 4);
    STATIC_REQUIRE(Parts::parameter_count == 93 + 2 * 4);
}

TEST_CASE("sizes that no machine can address do not wrap into small ones") {
    constexpr uint64_t all = ~uint64_t{0};
    STATIC_REQUIRE(detail::product_of_sizes(all, 2) == all);
    STATIC_REQUIRE(detail::product_of_sizes(0x100000000u, 0x100000000u) == all);
    STATIC_REQUIRE(detail::product_of_sizes(0xffffffffu, 0xffffffffu) == 0xfffffffe00000001u);
    STATIC_REQUIRE(detail::product_of_sizes(0, all) == 0);
    STATIC_REQUIRE(detail::sum_of_sizes(all, 1) == all);
    STATIC_REQUIRE(detail::sum_of_sizes(all - 1, 1) == all);
    STATIC_REQUIRE(Dense<0x80000000u>::parameter_count(all / 4) == all);
}

// Images outlive the program that wrote them: these numbers are frozen.
TEST_CASE("a shape hash is the same as long as images live") {
    using Everything = Network<Input<2>, InputScaling, FourierFeatures<3>, Dense<5, Mish>, Dense<4, Sin<30>>,
                               Dense<3, Sigmoid>, OutputScaling, Ceilings<100, 200, 300>>;
    CHECK((Network<Input<1>, Dense<1>>::shape_hash) == 0xc9647405u);
    CHECK((Network<Input<2>, Dense<3, Tanh>, Dense<1>>::shape_hash) == 0x2db0bf71u);
    CHECK((Network<Input<4>, Dense<6, Relu>, Dense<3>>::shape_hash) == 0x87fbaa81u);
    CHECK(Everything::shape_hash == 0x94734852u);
    CHECK((Network<Input<4>, LayerNorm<>>::shape_hash) == 0xbf924c46u);
    CHECK((Network<Input<4>, Dropout<>, Dense<1>>::shape_hash) == 0x127d6c10u);
    CHECK((Network<Input<4>, Residual<Dense<4>>>::shape_hash) == 0x0f41faa4u);
}
