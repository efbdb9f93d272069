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
        detail::InScratch place;
        const bool clean = detail::take_if_clean(net, scratch, guard, samples, rows, place);
        Repairs repairs;
        for (size_t b = 0; b < Capacity; ++b) {
            const size_t row = Capacity - 1 - b;
            detail::map_inputs<Guard>(net, samples.x_of(row), expected.features + b * Net::inputs, Net::Limits::inputs,
                                      repairs);
            detail::map_targets<Guard>(net, samples.y_of(row), expected.targets + b * Net::outputs,
                                       Net::Limits::targets, repairs);
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
                const bool is_large_once_scaled = bad == -0.9e6f && number == &rows.x[Size + 1 + at];
                CHECK(rows.take() == (bad == -0.9e6f && !is_large_once_scaled));
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

TEST_CASE("a batch that may be refused is looked at before the first number is written") {
    Case<Scaled<5>, 3> rows;
    rows.guard.bad_row = BadRow::reject;
    const auto before = rows.scratch;
    rows.x[2 * 6 + 4] = infinity;
    CHECK_FALSE(rows.take());
    CHECK(__builtin_memcmp(&before, &rows.scratch, sizeof before) == 0);
}

TEST_CASE("clean rows that follow one another stay where they are, on a port with lanes") {
    using Net = Network<Input<5>, Dense<3>, Dense<2>>;
    constexpr size_t batch = 4;
    Case<Net, batch> rows;
    const auto place_of = [&](const Samples<Net, MeanSquaredError>& samples) {
        Repairs repairs;
        const detail::Selection<detail::Consecutive<Size<0>>> all{batch, {}};
        const auto gathered =
            detail::gather<detail::PlaceOf<Net>>(rows.net, rows.scratch, rows.guard, samples, all, repairs);
        CHECK(gathered.status == Status::ok);
        return gathered.features(rows.scratch);
    };
    const float* const in_scratch = rows.scratch.features;
    const float* const where_they_are = Pack::width > 1 ? rows.x.data() : in_scratch;
    CHECK(place_of({rows.x.data(), rows.y.data(), batch}) == where_they_are);
    rows.guard.bad_row = BadRow::skip;
    CHECK(place_of({rows.x.data(), rows.y.data(), batch}) == where_they_are);
    // With gaps; and with a number that has to be repaired, or a row that is left out.
    CHECK(place_of({Strided{rows.x.data(), 6}, rows.y.data(), batch}) == in_scratch);
    rows.x[13] = infinity;
    CHECK(place_of({rows.x.data(), rows.y.data(), batch}) == in_scratch);
    rows.guard.bad_row = BadRow::repair;
    CHECK(place_of({rows.x.data(), rows.y.data(), batch}) == in_scratch);
    CHECK(in_scratch[13] == Net::Limits::inputs);
}
