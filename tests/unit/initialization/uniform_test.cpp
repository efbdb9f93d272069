// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "mote/mote.hpp"

#include <cmath>

using namespace mote;

namespace {

template <class Net>
float largest_weight(const Net& net, size_t first, size_t count) {
    float largest = 0.0f;
    for (size_t i = first; i < first + count; ++i) {
        largest = std::max(largest, std::fabs(net.parameters[i]));
    }
    return largest;
}

using Net = Network<Input<4>, Dense<64, Sin<30>>, Dense<64, Sin<30>>, Dense<16>>;
constexpr size_t second = Net::offset(1), count = 64 * 64;

}  // namespace

TEST_CASE("the same seed gives the same bits, another seed others") {
    Net a{}, b{}, c{};
    init(a, 7);
    init(b, 7);
    init(c, 8);
    CHECK(std::equal(a.parameters, a.parameters + Net::parameter_count, b.parameters));
    CHECK(!std::equal(a.parameters, a.parameters + Net::parameter_count, c.parameters));
}

TEST_CASE("PyTorch's default fills ±1/√inputs, weights and biases") {
    Net net{};
    init(net, 1);
    CHECK(largest_weight(net, 0, 4 * 64 + 64) == Approx(0.5).epsilon(0.02));
    CHECK(largest_weight(net, second, count) == Approx(0.125).epsilon(0.01));
    CHECK(net.bias<1>(0) != 0.0f);
}

TEST_CASE("Xavier fills ±√(6/(inputs + outputs)) and He ±√(6/inputs), with biases 0") {
    Net net{};
    init(net, 1, Xavier{});
    CHECK(largest_weight(net, Net::offset(2), 64 * 16) == Approx(std::sqrt(6.0 / 80)).epsilon(0.01));
    CHECK(net.bias<2>(3) == 0.0f);
    init(net, 1, He{});
    CHECK(largest_weight(net, Net::offset(2), 64 * 16) == Approx(std::sqrt(6.0 / 64)).epsilon(0.01));
    CHECK(net.bias<1>(3) == 0.0f);
}

TEST_CASE("Siren fills ±1/inputs first and ±√(6/inputs)/frequency behind a Sin") {
    Net net{};
    init(net, 1, Siren{});
    CHECK(largest_weight(net, 0, 4 * 64) == Approx(0.25).epsilon(0.02));
    CHECK(largest_weight(net, second, count) == Approx(std::sqrt(6.0 / 64) / 30).epsilon(0.01));
    CHECK(largest_weight(net, Net::offset(2), 64 * 16) == Approx(std::sqrt(6.0 / 64) / 30).epsilon(0.01));
}

TEST_CASE("fixed scalings start as 1 and 0") {
    using Scaled = Network<Input<2>, InputScaling, Dense<3>, OutputScaling>;
    Scaled net{};
    init(net, 1);
    CHECK(net.input_scales()[1] == 1.0f);
    CHECK(net.input_offsets()[1] == 0.0f);
    CHECK(net.output_scales()[2] == 1.0f);
    CHECK(net.output_offsets()[2] == 0.0f);
}

TEST_CASE("an initialisation of one's own is any struct with bounds()") {
    struct Tiny {
        UniformBounds bounds(const LayerToInitialize&) const { return {1e-3f, 1e9f}; }
    };
    Net net{};
    init(net, 1, Tiny{});
    CHECK(largest_weight(net, 0, 4 * 64) <= 1e-3f);
    CHECK(largest_weight(net, 4 * 64, 64) == Net::Limits::weights);
}
