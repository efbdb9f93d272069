// SPDX-License-Identifier: MIT
#include "../../examples/singularity/metrics.hpp"
#include "catch.hpp"

#include <cmath>

namespace {

/// CRC-32 of the little-endian bytes, as in the files of the golden runs.
template <class ValueOf>
uint32_t crc_of_points(ValueOf value_of) {
    uint32_t crc = 0;
    for (unsigned point = 0; point < singularity::points; ++point) {
        uint8_t word[4];
        mote::put_word(word, mote::float_bits(value_of(point)));
        crc = mote::crc32(crc, word, 4);
    }
    return crc;
}

float clamped(unsigned point) { return mote::clamp(singularity::y[point], -singularity::limit, singularity::limit); }

}  // namespace

TEST_CASE("the demonstration's points, clamped, are those of the golden runs d02 and d18 to d20") {
    CHECK(crc_of_points([](unsigned point) { return singularity::x[point]; }) == 0xdc0ac493u);
    CHECK(crc_of_points(clamped) == 0x664dfb78u);
}

TEST_CASE(
    "the demonstration's targets are the function, but for the sign at -1 and 1 and single precision's rounding") {
    for (unsigned point = 1; point + 1 < singularity::points; ++point) {
        const double truth = singularity::function(static_cast<double>(singularity::x[point]));
        CHECK(static_cast<double>(clamped(point)) == Approx(truth).epsilon(1e-4).margin(2e-5));
    }
    CHECK(clamped(0) == 100.0f);
    CHECK(clamped(199) == 100.0f);
    CHECK(singularity::function(-0.9999999) == -100.0);
    CHECK(singularity::function(0.9999999) == -100.0);
}

TEST_CASE("between two of the demonstration's points lie 19, in order") {
    unsigned count = 0;
    float before = -2.0f;
    bool ascending = true;
    singularity::for_each_fine_x([&](float at, unsigned, unsigned) {
        ascending = ascending && before < at;
        before = at;
        ++count;
    });
    CHECK(count == 199 * 20 + 1);
    CHECK(before == 1.0f);
    CHECK(ascending);
}

TEST_CASE("a score knows mean squared error and R2") {
    singularity::Score score;
    for (const double truth : {1.0, 2.0, 3.0}) {
        score.add(truth, truth + 0.5);
    }
    CHECK(score.mean_squared_error() == 0.25);
    CHECK(score.r2() == 1.0 - 0.75 / 2.0);
}

TEST_CASE("a network that answers 0 has the mean square of the targets as its error") {
    mote::Network<mote::Input<1>, mote::Dense<1>> zero{};
    const singularity::Metrics metrics = singularity::measure(zero);
    CHECK(metrics.mse == Approx(499.486).margin(0.001));
    CHECK(std::fabs(metrics.r2) < 0.001);
}
