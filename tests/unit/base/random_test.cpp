// SPDX-License-Identifier: MIT
#include "mote/base/random.hpp"
#include "catch.hpp"

#include <algorithm>
#include <cmath>
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

namespace {

/// How many standard deviations a sum of squared deviations lies from what chance gives on average.
double deviation(double sum, double mean, double degrees) { return (sum - mean) / (mean * std::sqrt(2.0 / degrees)); }

/// Counts over many epochs, which shall all be alike.
struct Counts {
    std::vector<double> cells;
    double all = 0.0;

    explicit Counts(size_t size) : cells(size) {}
    void add(size_t cell) {
        cells[cell] += 1.0;
        all += 1.0;
    }
    /// Of so many of the cells; the others can never be counted.
    double squares(double of_cells) const {
        const double expected = all / of_cells;
        double sum = (of_cells - static_cast<double>(cells.size())) * expected;
        for (const double count : cells) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }
};

/// The largest deviation in the orders of a few rows: all places, pairs and batches of 4 are counted.
double largest_deviation(uint32_t rows, uint32_t seed) {
    constexpr uint32_t epochs = 20000, batch = 4;
    const double n = rows, freedom = (n - 1.0) * (n - 1.0);
    Counts place(rows * rows), following(rows * rows), together(rows * rows), next_epoch(rows * rows);
    std::vector<uint32_t> order(rows), place_before(rows), place_now(rows);
    for (uint32_t epoch = 0; epoch < epochs; ++epoch) {
        const mote::Shuffle shuffle(rows, seed, epoch);
        for (uint32_t i = 0; i < rows; ++i) {
            order[i] = shuffle(i);
            place_now[order[i]] = i;
            place.add(i * rows + order[i]);
        }
        for (uint32_t i = 0; i + 1 < rows; ++i) {
            following.add(order[i] * rows + order[i + 1]);
        }
        for (uint32_t a = 0; a < rows; ++a) {
            for (uint32_t b = a + 1; b < rows; ++b) {
                if (place_now[a] / batch == place_now[b] / batch) {
                    together.add(a * rows + b);
                }
            }
        }
        for (uint32_t row = 0; epoch > 0 && row < rows; ++row) {
            next_epoch.add(place_before[row] * rows + place_now[row]);
        }
        place_before = place_now;
    }
    const double pairs = n * (n - 1.0) / 2.0, chance = (batch - 1.0) / (n - 1.0);
    double largest = 0.0;
    for (const double z : {deviation(place.squares(n * n), n * (n - 1.0), freedom),
                           deviation(following.squares(n * (n - 1.0)), freedom, freedom),
                           deviation(together.squares(pairs), pairs * (1.0 - chance), pairs - n),
                           deviation(next_epoch.squares(n * n), n * (n - 1.0), freedom)}) {
        largest = std::max(largest, std::fabs(z));
    }
    return largest;
}

/// The largest deviation in the orders of many rows: where a row goes, how far from there another one and the same one of the
/// next epoch go, each in `bins` equal parts of the rows and in the remainders by `bins`.
double largest_deviation_of_many(uint32_t rows, uint32_t seed) {
    constexpr uint32_t epochs = 10000, bins = 64;
    const auto distance = [&](uint32_t from, uint32_t to) { return to >= from ? to - from : rows - (from - to); };
    const auto bin = [&](uint32_t place) { return static_cast<size_t>(uint64_t{place} * bins / rows); };
    double largest = 0.0;
    for (const uint32_t apart : {1u, 2u, 16u, 255u, rows / 4, rows / 2}) {
        for (const uint32_t row : {0u, 1u, rows / 3}) {
            Counts counts[] = {Counts(bins), Counts(bins), Counts(bins), Counts(bins), Counts(bins)};
            for (uint32_t epoch = 0; epoch < epochs; ++epoch) {
                const mote::Shuffle shuffle(rows, seed, epoch);
                const uint32_t place = shuffle(row), other = shuffle(row + apart);
                const uint32_t later = mote::Shuffle(rows, seed, epoch + 1)(row);
                counts[0].add(bin(place));
                counts[1].add(bin(distance(place, other)));
                counts[2].add(bin(distance(place, later)));
                counts[3].add(distance(place, other) % bins);
                counts[4].add(place % bins);
            }
            for (const Counts& of_kind : counts) {
                const double z = deviation(of_kind.squares(bins), bins - 1.0, bins - 1.0);
                largest = std::max(largest, std::fabs(z));
            }
        }
    }
    return largest;
}

}  // namespace

TEST_CASE("a shuffle is a permutation for every count") {
    std::vector<uint32_t> counts = {65535, 65536, 65537, 100003, 1u << 20, (1u << 20) + 1};
    for (uint32_t count = 1; count <= 3000; ++count) {
        counts.push_back(count);
    }
    for (const uint32_t count : counts) {
        const mote::Shuffle shuffle(count, count * 7u, count % 5u);
        std::vector<bool> seen(count, false);
        uint32_t wrong = 0;
        for (uint32_t i = 0; i < count; ++i) {
            const uint32_t to = shuffle(i);
            if (to >= count || seen[to]) {
                ++wrong;
            } else {
                seen[to] = true;
            }
        }
        CAPTURE(count);
        REQUIRE(wrong == 0);
    }
}

TEST_CASE("a shuffle of as many rows as there can be keeps to them, and no two go to one place") {
    for (const uint32_t count : {0x80000000u, 0x80000001u, 0xc0000001u, 0xffffffffu}) {
        const mote::Shuffle shuffle(count, 1, 2);
        std::vector<uint32_t> places;
        for (uint32_t i = 0; i < 100000; ++i) {
            places.push_back(shuffle(i < 50000 ? i : count - 1 - i));
        }
        std::sort(places.begin(), places.end());
        CHECK(places.back() < count);
        CHECK(std::adjacent_find(places.begin(), places.end()) == places.end());
    }
}

TEST_CASE("another epoch or seed is another shuffle") {
    for (const uint32_t count : {64u, 200u, 1000u}) {
        uint32_t moved = 0, of_epoch = 0, of_seed = 0;
        for (uint32_t i = 0; i < count; ++i) {
            const uint32_t to = mote::Shuffle(count, 5, 0)(i);
            moved += to != i ? 1u : 0u;
            of_epoch += to != mote::Shuffle(count, 5, 1)(i) ? 1u : 0u;
            of_seed += to != mote::Shuffle(count, 6, 0)(i) ? 1u : 0u;
        }
        CHECK(moved > count * 9 / 10);
        CHECK(of_epoch > count * 9 / 10);
        CHECK(of_seed > count * 9 / 10);
    }
}

// The seeds are fixed, so the deviations are: 3 at most. A round less, or the same factor in each, is above the limits.
TEST_CASE("of a few rows, each place, neighbor, batch and next place is equally likely") {
    for (const uint32_t rows : {8u, 12u, 16u, 20u, 32u, 36u, 64u}) {
        for (const uint32_t seed : {0u, 1u, 7u, 12345u}) {
            CAPTURE(rows, seed);
            CHECK(largest_deviation(rows, seed) < 4.0);
        }
    }
}

TEST_CASE("of many rows, each place, distance and next place is equally likely") {
    for (const uint32_t rows : {5000u, 8192u, 65536u, 100000u, 1u << 20, 3000000000u, 0xffffffffu}) {
        for (const uint32_t seed : {0u, 3u}) {
            CAPTURE(rows, seed);
            CHECK(largest_deviation_of_many(rows, seed) < 4.5);
        }
    }
}

// What a Dropout drops is a promise: these numbers are frozen.
TEST_CASE(
    "counted numbers are the same on every machine and in any order, and are others for another seed, stream or step") {
    const mote::CountedRandom first(0, 0, 0), last(7, 2, 123456);
    CHECK(first(0) == 0xc4831ac3u);
    CHECK(first(0xffffffffu) == 0x6d0418a7u);
    CHECK(first(2) == 0x3575ff12u);
    CHECK(first(1) == 0x37b1677bu);
    CHECK(mote::CountedRandom(0, 0, 1)(1) == 0x6dd78b4cu);
    CHECK(mote::CountedRandom(0, 1, 0)(1) == 0xb67e07bbu);
    CHECK(last(0) == 0xf951685au);
    CHECK(last(2) == 0x3f07458au);
}
