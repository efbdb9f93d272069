// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "mote/mote.hpp"

#include <algorithm>
#include <initializer_list>
#include <vector>

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
TEST_CASE("and so is a fingerprint") {
    using Everything = Network<Input<2>, InputScaling, FourierFeatures<3>, Dense<5, Mish>, Dense<4, Sin<30>>,
                               Dense<3, Sigmoid>, OutputScaling, Ceilings<100, 200, 300>>;
    CHECK((Network<Input<1>, Dense<1>>::fingerprint) == 0x82514b1d8ca23818u);
    CHECK((Network<Input<2>, Dense<3, Tanh>, Dense<1>>::fingerprint) == 0x5f66bda4c94aee33u);
    CHECK(Everything::fingerprint == 0xee245f2e89dc4debu);
}

namespace {

/// Counts fingerprints that are there twice.
size_t collisions(std::vector<uint64_t>& fingerprints) {
    std::sort(fingerprints.begin(), fingerprints.end());
    size_t twice = 0;
    for (size_t i = 1; i < fingerprints.size(); ++i) {
        twice += fingerprints[i] == fingerprints[i - 1] ? 1u : 0u;
    }
    return twice;
}
uint64_t fingerprint_of_words(std::initializer_list<std::initializer_list<uint32_t>> identities) {
    uint64_t value = 0;
    for (const auto& identity : identities) {
        value = mote::detail::fingerprint_with(value, {identity.begin(), identity.size()});
    }
    return value;
}

}  // namespace

TEST_CASE("among a million networks that differ in ceilings or in layers, no two have one fingerprint") {
    CHECK(fingerprint_of_words({{1, 0}, {2, 1, 0, 0, 0}, {4, 1000, 1000000, 1000000}}) ==
          (Network<Input<1>, Dense<1>>::fingerprint));
    std::vector<uint64_t> fingerprints;
    std::vector<uint32_t> ceilings;
    for (uint32_t power = 1; power <= 100000000; power *= 10) {
        for (uint32_t digit = 1; digit < 10; ++digit) {
            ceilings.push_back(digit * power);
        }
    }
    for (uint32_t weights : ceilings) {
        for (uint32_t inputs : ceilings) {
            for (uint32_t targets : ceilings) {
                fingerprints.push_back(fingerprint_of_words({{1, 0}, {2, 1, 0, 0, 0}, {4, weights, inputs, targets}}));
            }
        }
    }
    const size_t of_ceilings = fingerprints.size();
    CHECK(of_ceilings > 500000);
    for (uint32_t inputs = 1; inputs <= 16; ++inputs) {
        for (uint32_t first = 1; first <= 64; ++first) {
            for (uint32_t second = 1; second <= 64; ++second) {
                for (uint32_t activation = 1; activation <= 8; ++activation) {
                    fingerprints.push_back(fingerprint_of_words({{inputs, 0},
                                                                 {2, first, activation, 0, 0},
                                                                 {2, second, activation, 0, 0},
                                                                 {2, 1, 0, 0, 0},
                                                                 {4, 1000, 1000000, 1000000}}));
                }
            }
        }
    }
    CHECK(fingerprints.size() > of_ceilings + 500000);
    CHECK(collisions(fingerprints) == 0);
}

TEST_CASE("activations with two parameters, and what a Residual holds, are told apart") {
    using Plain = Dense<4, Softplus<Ratio<1>, Ratio<20>>>;
    using Other = Dense<4, Softplus<Ratio<17, 32>, Ratio<21>>>;  // in 32 bits these collide
    STATIC_REQUIRE(Network<Input<4>, Plain>::fingerprint != Network<Input<4>, Other>::fingerprint);
    STATIC_REQUIRE(Network<Input<4>, Residual<Plain>>::fingerprint != Network<Input<4>, Residual<Other>>::fingerprint);
}
