// SPDX-License-Identifier: MIT
#include "mote/base/random.hpp"
#include "catch.hpp"

#include <vector>

TEST_CASE("Pcg32 gives the same numbers as long as the library lives") {
    mote::Pcg32 random(42);
    const uint32_t expected[] = {random.next(), random.next()};
    mote::Pcg32 again(42);
    CHECK(again.next() == expected[0]);
    CHECK(again.next() == expected[1]);
    CHECK(mote::Pcg32(43).next() != expected[0]);
}

TEST_CASE("uniform stays within its bound and fills it evenly") {
    mote::Pcg32 random(1);
    int counts[10] = {};
    double sum = 0.0;
    for (int i = 0; i < 100000; ++i) {
        const float value = random.uniform(0.5f);
        REQUIRE(value >= -0.5f);
        REQUIRE(value < 0.5f);
        ++counts[static_cast<int>((value + 0.5f) * 10.0f)];
        sum += static_cast<double>(value);
    }
    CHECK(sum / 100000.0 == Approx(0.0).margin(0.005));
    for (const int count : counts) {
        CHECK(count == Approx(10000).margin(500));
    }
}

TEST_CASE("a shuffle is a permutation for every count, and another one for another epoch or seed") {
    for (uint32_t count : {1u, 2u, 3u, 7u, 64u, 200u, 1000u}) {
        std::vector<bool> seen(count, false);
        uint32_t moved = 0, differing = 0;
        for (uint32_t i = 0; i < count; ++i) {
            const uint32_t to = mote::Shuffle(count, 5, 0)(i);
            REQUIRE(to < count);
            REQUIRE(!seen[to]);
            seen[to] = true;
            moved += to != i ? 1u : 0u;
            differing += to != mote::Shuffle(count, 5, 1)(i) ? 1u : 0u;
        }
        if (count >= 64) {
            CHECK(moved > count * 9 / 10);
            CHECK(differing > count * 9 / 10);
        }
    }
}

TEST_CASE("every row is equally likely at every place") {
    constexpr uint32_t rows = 5, epochs = 20000;
    uint32_t counts[rows][rows] = {};
    for (uint32_t epoch = 0; epoch < epochs; ++epoch) {
        const mote::Shuffle shuffle(rows, 9, epoch);
        for (uint32_t i = 0; i < rows; ++i) {
            ++counts[i][shuffle(i)];
        }
    }
    for (const auto& of_row : counts) {
        for (const uint32_t count : of_row) {
            CHECK(count == Approx(epochs / rows).margin(300));
        }
    }
}
