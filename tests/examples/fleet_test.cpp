// SPDX-License-Identifier: MIT
#include "../../examples/fleet/average.hpp"
#include "catch.hpp"

#include <cmath>
#include <cstring>
#include <limits>

namespace {

using Net = mote::Network<mote::Input<2>, mote::Dense<3, mote::Tanh>, mote::Dense<1>>;
constexpr size_t devices = 5;
using Round = fleet::Round<Net, devices>;
constexpr fleet::Averaging plain{0, 0.0f, 1000}, trimmed{1, 0.0f, 1000};

Net drawn(uint64_t seed) {
    Net net;
    mote::init(net, seed);
    return net;
}
Net of_value(float value) {
    Net net;
    for (float& parameter : net.parameters) {
        parameter = value;
    }
    return net;
}
template <class AnyNet>
bool put(Round& round, size_t device, const AnyNet& net, uint32_t rows = 10) {
    mote::Image<AnyNet> image;
    REQUIRE(mote::save(net, image) == mote::Status::ok);
    return round.put(device, rows, image.bytes, sizeof image.bytes);
}
/// Of the parameters: what pads a network for vectors is nobody's.
bool is_same(const Net& a, const Net& b) {
    return std::memcmp(a.parameters, b.parameters, Net::parameter_count * sizeof(float)) == 0;
}

}  // namespace

TEST_CASE("the fleet's mean is weighted by rows") {
    static Round round;
    round = {};
    put(round, 1, of_value(1.0f), 30);
    put(round, 4, of_value(5.0f), 10);
    Net net = of_value(0.5f);
    const fleet::Summary summary = fleet::average(net, round, plain);
    CHECK(summary.is_new);
    CHECK(summary.counted == 2);
    CHECK(summary.missing == 3);
    CHECK(is_same(net, of_value(2.0f)));
}

TEST_CASE("the fleet's network has the same bits whatever the order of arrival") {
    Net first = {};
    for (uint32_t order = 0; order < 20; ++order) {
        static Round round;
        round = {};
        const mote::Shuffle shuffle(devices, order, 0);
        for (uint32_t i = 0; i < devices; ++i) {
            put(round, shuffle(i), drawn(shuffle(i)), 7 + 3 * shuffle(i));
        }
        Net net = {};
        REQUIRE(fleet::average(net, round, plain).is_new);
        first = order == 0 ? net : first;
        CHECK(is_same(net, first));
    }
}

TEST_CASE("the fleet refuses what is no image of its network, and goes on without it") {
    static Round round;
    round = {};
    put(round, 0, drawn(1));
    Net broken = drawn(2);
    broken.parameters[5] = std::numeric_limits<float>::quiet_NaN();
    put(round, 1, broken);
    put(round, 2, drawn(3));
    round.images[2].bytes[40] ^= 4;
    put(round, 3, mote::Network<mote::Input<2>, mote::Dense<3, mote::Sigmoid>, mote::Dense<1>>{});
    round.put(4, 10, round.images[0].bytes, 30);
    Net net = {};
    const fleet::Summary summary = fleet::average(net, round, plain);
    CHECK(summary.counted == 1);
    CHECK(summary.refused == 4);
    CHECK(round.statuses[1] == mote::Status::unsafe_image);
    CHECK(round.statuses[2] == mote::Status::damaged_image);
    CHECK(round.statuses[3] == mote::Status::other_network);
    CHECK(round.statuses[4] == mote::Status::damaged_image);
    CHECK(is_same(net, drawn(1)));
}

TEST_CASE("one liar moves no parameter of the fleet beyond those of the honest, whatever rows it claims") {
    for (const float far : {-900.0f, -1.0f, 0.0f, 1.0f, 900.0f}) {
        static Round round;
        round = {};
        for (size_t device = 0; device < devices; ++device) {
            put(round, device, device == 2 ? of_value(far) : drawn(device), device == 2 ? 0xffffffffu : 20);
        }
        Net net = {};
        const fleet::Summary summary = fleet::average(net, round, trimmed);
        CHECK(summary.counted == 5);
        CHECK(summary.outliers == (far == 0.0f ? 0 : 1));
        CHECK((round.verdicts[2] == fleet::Verdict::outlier) == (far != 0.0f));
        for (size_t index = 0; index < Net::parameter_count; ++index) {
            float least = 1e9f, most = -1e9f;
            for (const size_t honest : {0u, 1u, 3u, 4u}) {
                const float value = drawn(honest).parameters[index];
                least = value < least ? value : least;
                most = value > most ? value : most;
            }
            CHECK(net.parameters[index] >= least - 1e-6f);
            CHECK(net.parameters[index] <= most + 1e-6f);
        }
    }
}

TEST_CASE("with a tolerance the fleet leaves out a liar, and nobody else") {
    static Round round;
    round = {};
    Net honest[4];
    for (size_t i = 0; i < 4; ++i) {
        honest[i] = of_value(1.0f + 0.125f * static_cast<float>(i));
        put(round, i, honest[i]);
    }
    put(round, 4, of_value(-50.0f));
    Net net = {};
    CHECK(fleet::average(net, round, {1, 6.0f, 1000}).outliers == 1);
    CHECK(is_same(net, of_value(1.1875f)));
    for (size_t i = 0; i < 4; ++i) {
        CHECK(round.left_out[i] == 0);
    }
    CHECK(round.left_out[4] == Net::parameter_count);
}

TEST_CASE("a device's claim of rows counts up to the most") {
    static Round round;
    round = {};
    put(round, 0, of_value(1.0f), 1000);
    put(round, 1, of_value(3.0f), 0xffffffffu);
    put(round, 2, of_value(900.0f), 0);
    Net net = {};
    const fleet::Summary summary = fleet::average(net, round, plain);
    CHECK(summary.missing == 3);
    CHECK(round.verdicts[2] == fleet::Verdict::no_rows);
    CHECK(is_same(net, of_value(2.0f)));
}

TEST_CASE("with too few images the fleet's network keeps its bits") {
    static Round round;
    round = {};
    Net net = drawn(9);
    CHECK_FALSE(fleet::average(net, round, plain).is_new);
    put(round, 0, drawn(1));
    put(round, 3, drawn(2));
    CHECK_FALSE(fleet::average(net, round, trimmed).is_new);
    CHECK(is_same(net, drawn(9)));
}

TEST_CASE("the fleet takes one image of each device, and none of a stranger") {
    static Round round;
    round = {};
    CHECK(put(round, 3, drawn(1)));
    CHECK_FALSE(put(round, 3, drawn(2)));
    CHECK_FALSE(put(round, devices, drawn(2)));
    Net net = {};
    CHECK(fleet::average(net, round, plain).counted == 1);
    CHECK(is_same(net, drawn(1)));
}

TEST_CASE("the fleet's mean of the largest weights is finite") {
    static Round round;
    round = {};
    for (size_t device = 0; device < devices; ++device) {
        put(round, device, of_value(mote::parameter_limit<Net>(0)), 3);
    }
    Net net = {};
    CHECK(fleet::average(net, round, plain).counted == devices);
    for (const float parameter : net.parameters) {
        CHECK(std::isfinite(parameter));
        CHECK(parameter <= mote::parameter_limit<Net>(0));
    }
}
