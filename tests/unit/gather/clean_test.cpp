// SPDX-License-Identifier: MIT
// Rows a Pack at a time against rows number by number.
#include <vector>

#include "catch.hpp"
#include "mote/mote.hpp"
#include "same_bits.hpp"

using namespace mote;

namespace {

constexpr float infinity = __builtin_inff();
constexpr auto recipe = Recipe{MeanSquaredError{}, Sgd{0.1f}};

template <class Net>
void draw(Net& net) {
    init(net, 7);
    Pcg32 random(5);
    for (float& parameter : net.parameters) {
        parameter = 1.5f + random.uniform(0.25f);
    }
}

/// Scaled networks of 1 to 35 inputs and as many outputs.
template <size_t Size>
using Scaled = Network<Input<Size>, InputScaling, Dense<2>, Dense<Size>, OutputScaling>;

template <class Net, size_t Capacity>
struct Case {
    Net net{};
    Scratch<Net, Unqualified<decltype(recipe)>, Capacity> scratch, expected;
    std::vector<float> x, y;
    Guard guard{};

    Case() : x(Capacity * (Net::inputs + 1)), y(Capacity * (Net::outputs + 2)) {
        draw(net);
        Pcg32 random(6);
        for (float& number : x) {
            number = random.uniform(1.0f);
        }
        for (float& number : y) {
            number = random.uniform(1.0f);
        }
    }
    /// Every second row of memory that has gaps, the last first.
    bool take() {
        const Samples<Net, MeanSquaredError> samples(Strided{x.data(), Net::inputs + 1},
                                                     Strided{y.data(), Net::outputs + 2}, Capacity);
        struct Backward {
            size_t operator()(size_t b) const { return Capacity - 1 - b; }
            static bool are_consecutive() { return false; }
        };
        const detail::Selection<Backward> rows{Capacity, {}};
        const bool clean = detail::take_if_clean(net, scratch, detail::limits_of<Net>(guard), samples, rows);
        Repairs repairs;
        const detail::GuardLimits limits = detail::limits_of<Net>(guard);
        for (size_t b = 0; b < Capacity; ++b) {
            const size_t row = Capacity - 1 - b;
            detail::repair_inputs<Guard>(net, samples.x_of(row), expected.features + b * Net::inputs, limits.input,
                                         repairs);
            detail::repair_targets<Guard>(net, samples.y_of(row), expected.targets + b * Net::outputs, limits.target,
                                          repairs);
        }
        CHECK(clean == (repairs.total() == 0));
        return clean;
    }
    bool has_same_bits() const {
        return __builtin_memcmp(scratch.features, expected.features, Capacity * Net::inputs * sizeof(float)) == 0 &&
               __builtin_memcmp(scratch.targets, expected.targets, Capacity * Net::outputs * sizeof(float)) == 0;
    }
};

template <size_t Size>
void check_size() {
    Case<Scaled<Size>, 3> rows;
    REQUIRE(rows.take());
    CHECK(rows.has_same_bits());
    // A bad number at any place, and one that only its scale makes too large.
    for (size_t at = 0; at < Size; ++at) {
        for (float* const number : {&rows.x[Size + 1 + at], &rows.y[Size + 2 + at]}) {
            const float kept = *number;
            for (const float bad : {__builtin_nanf(""), infinity, -infinity, 2e6f, -0.9e6f}) {
                *number = bad;
                // Inputs grow by their scale, targets shrink by theirs: what counts is what the network sees.
                const bool is_input = number == &rows.x[Size + 1 + at];
                CHECK(rows.take() == (!is_input && mote::is_within(bad, 0.9e6f)));
            }
            *number = kept;
        }
    }
    CHECK(rows.take());
}

}  // namespace

TEST_CASE("clean rows of any stride and order are mapped to the same bits, and a bad number anywhere is seen") {
    check_size<1>();
    check_size<2>();
    check_size<3>();
    check_size<7>();
    check_size<8>();
    check_size<15>();
    check_size<17>();
    check_size<35>();
}

TEST_CASE("a bad number is repaired, and counted once, whether as it is given or as it is scaled") {
    Case<Scaled<5>, 3> rows;
    rows.guard.bad_row = BadRow::repair;
    rows.x[2 * 6 + 4] = -infinity;
    rows.x[6 + 1] = __builtin_nanf("");
    rows.y[3] = 1e30f;
    const Samples<Scaled<5>, MeanSquaredError> samples(Strided{rows.x.data(), 6}, Strided{rows.y.data(), 7}, 3);
    Repairs repairs;
    const detail::Selection<detail::Consecutive<Size<0>>> all{3, {}};
    const detail::Gathered gathered = detail::gather(rows.net, rows.scratch, rows.guard, samples, all, repairs);
    CHECK(gathered.status == Status::ok);
    CHECK(gathered.rows == 3);
    CHECK((repairs.nan == 1 && repairs.infinite == 1 && repairs.out_of_range == 1 && repairs.total() == 3));
    CHECK(rows.scratch.features[2 * 5 + 4] == -1e6f);
    CHECK(rows.scratch.features[5 + 1] == rows.net.input_offsets()[1]);
    CHECK(rows.scratch.targets[3] == 1e6f);
}

TEST_CASE("what is used is what was inspected: rows are copied, even where they need no change") {
    using Net = Network<Input<5>, Dense<3>, Dense<2>>;
    Case<Net, 4> rows;
    Repairs repairs;
    const detail::Selection<detail::Consecutive<Size<0>>> all{4, {}};
    const Samples<Net, MeanSquaredError> samples(rows.x.data(), rows.y.data(), 4);
    REQUIRE(detail::gather(rows.net, rows.scratch, rows.guard, samples, all, repairs).status == Status::ok);
    CHECK(__builtin_memcmp(rows.scratch.features, rows.x.data(), 4 * 5 * sizeof(float)) == 0);
}
