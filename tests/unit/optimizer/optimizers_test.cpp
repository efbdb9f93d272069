// SPDX-License-Identifier: MIT
// What optimizers promise beside their formulas, which tests/parity compares with PyTorch's: what they remember, counters at
// their end, and those that PyTorch does not have.
#include "catch.hpp"
#include "mote/mote.hpp"

#include <cmath>

using namespace mote;

namespace {

/// One parameter that an optimizer moves.
template <class Optimizer>
struct Parameter {
    typename Optimizer::Corrections corrections{};
    Array<Pack, Optimizer::memory> memory{};
    float weight = 1.0f;

    void move(const Optimizer& optimizer, float gradient) {
        Repairs repairs;
        const Optimizer repaired = optimizer.repaired(repairs);
        const auto step = repaired.begin(corrections, repaired.learning_rate);
        if constexpr (detail::needs_all_gradients<Optimizer>) {
            auto with_norm = step;
            Optimizer::observe(with_norm, &gradient, 1, true);
            weight = first_lane(detail::updated_by<Optimizer>(with_norm, weight, gradient, memory, Place<0, false>{}));
        } else {
            weight = first_lane(detail::updated_by<Optimizer>(step, weight, gradient, memory, Place<0, false>{}));
        }
    }
};

template <class Optimizer>
float moved_once(const Optimizer& optimizer, float gradient) {
    Parameter<Optimizer> parameter;
    parameter.move(optimizer, gradient);
    return parameter.weight;
}

}  // namespace

TEST_CASE("an optimizer remembers what its formula needs and no more") {
    STATIC_REQUIRE(Sgd::memory == 0);
    STATIC_REQUIRE(SgdMomentum::memory + SgdNesterov::memory + SgdDampened::memory == 3);
    STATIC_REQUIRE(Lion::memory + Rprop::memory + RmsProp::memory + Adagrad::memory + AdamBfloat16::memory == 5);
    STATIC_REQUIRE(Adam::memory == 2);
    STATIC_REQUIRE(Adadelta::memory + Adamax::memory + NAdam::memory + RAdam::memory == 8);
    STATIC_REQUIRE(RmsPropCentered::memory + RmsPropMomentum::memory == 4);
    STATIC_REQUIRE(AmsGrad::memory + RmsPropCenteredMomentum::memory == 6);
    STATIC_REQUIRE(ClipNorm<L2Penalty<Adam>>::memory == 2);
}

TEST_CASE("Lion moves by the sign of its mean alone, and looks further back than it steps") {
    Parameter<Lion> parameter;
    const Lion lion{0.25f, 0.9f, 0.99f};
    parameter.move(lion, 1000.0f);
    CHECK(parameter.weight == 0.75f);
    parameter.move(lion, -0.001f);  // 0.1 of it is less than 0.9 of what the first one left
    CHECK(parameter.weight == 0.5f);
    parameter.move(lion, -1000.0f);
    CHECK(parameter.weight == 0.75f);
    CHECK(moved_once(lion, 0.0f) == 1.0f);
    CHECK(moved_once(DecoupledDecay{Lion{0.25f}, 0.5f}, 0.0f) == 0.875f);
}

TEST_CASE("Rprop lengthens a step of one sign, shortens it after a change, and lets that gradient count as none") {
    Parameter<Rprop> parameter;
    const Rprop rprop{0.25f, 0.5f, 2.0f, 1e-6f, 0.75f};
    const auto movement = [&](float gradient) {
        const float before = parameter.weight;
        parameter.move(rprop, gradient);
        return parameter.weight - before;
    };
    CHECK(movement(3.0f) == -0.25f);
    CHECK(movement(1e-30f) == -0.5f);
    CHECK(movement(2.0f) == -0.75f);  // not beyond the largest
    CHECK(movement(-2.0f) == 0.0f);   // halved, and not taken
    CHECK(movement(-2.0f) == 0.375f);
    CHECK(movement(0.0f) == 0.0f);
    CHECK(movement(2.0f) == -0.375f);  // after a gradient of 0 no sign has changed
    CHECK(movement(2.0f) == -0.75f);
}

TEST_CASE("steps of Rprop survive years of rest at both ends") {
    Parameter<Rprop> parameter;
    const Rprop rprop{1e-2f, 0.5f, 1.2f, 1e-10f, 1e6f};
    for (int i = 0; i < 300; ++i) {
        parameter.move(rprop, i % 2 == 0 ? 1.0f : -1.0f);
        parameter.move(rprop, 0.0f);
    }
    CHECK(std::fabs(first_lane(parameter.memory[0])) >= detail::smallest_memory);
    for (int i = 0; i < 300; ++i) {
        parameter.move(rprop, 1.0f);
    }
    CHECK(std::fabs(first_lane(parameter.memory[0])) == 1e6f);
    parameter.move(rprop, 0.0f);
    CHECK(first_lane(parameter.memory[0]) == 1e6f * 0x1p-64f);
}

TEST_CASE("moments of 16 bits follow those of 32 on average") {
    Parameter<Adam> wide;
    Parameter<AdamBfloat16> narrow;
    const Adam adam{1e-3f};
    const AdamBfloat16 half{{1e-3f}};
    double largest = 0;
    for (int i = 0; i < 20000; ++i) {
        // Large at first, then a thousandth: a second moment that is rounded to nearest would never come down.
        const float gradient = (i < 2000 ? 1.0f : 1e-3f) * (1.5f + std::sin(static_cast<float>(i)));
        wide.move(adam, gradient);
        narrow.move(half, gradient);
        const uint32_t packed = float_bits(first_lane(narrow.memory[0]));
        const auto second = static_cast<double>(__builtin_bit_cast(float, packed & 0xffff0000u));
        largest = std::fmax(largest, std::fabs(second / static_cast<double>(first_lane(wide.memory[1])) - 1));
    }
    CHECK(largest < 0.05);
    CHECK(narrow.weight == Approx(wide.weight).epsilon(0.02));
}

TEST_CASE("counters of steps stay at their end, and what hangs on them stays finite") {
    Adagrad::Corrections adagrad{0xffffffffu};
    const auto slow = Adagrad{0.5f, 1.0f}.begin(adagrad, 0.5f);
    CHECK(adagrad.steps == 0xffffffffu);
    CHECK(slow.negative_rate == -0.5f / 4294967296.0f);
    NAdam::Corrections nadam{1.0f, 1.0f, 0xffffffffu};
    const auto step_of_nadam = NAdam{}.begin(nadam, 1e-3f);
    CHECK(nadam.steps == 0xffffffffu);
    CHECK(step_of_nadam.negative_rate == Approx(-1e-3f * 0.9f * 0.1f / std::sqrt(1e-3f)).epsilon(1e-3));
    RAdam::Corrections radam{1.0f, 1.0f, 4e6f, 0xffffffffu};
    const auto step_of_radam = RAdam{}.begin(radam, 1e-3f);
    CHECK(radam.steps == 0xffffffffu);
    CHECK(step_of_radam.negative_rate == Approx(-1e-3f * 0.1f / std::sqrt(1e-3f)).epsilon(1e-3));
}

TEST_CASE("penalties pull a weight towards 0, decay shrinks it") {
    const Sgd sgd{0.5f};
    CHECK(moved_once(L1Penalty{sgd, 0.25f}, 0.0f) == 0.875f);
    CHECK(moved_once(L2Penalty{sgd, 0.25f}, 0.0f) == 0.875f);
    CHECK(moved_once(L2Penalty{sgd, 0.25f}, 1.0f) == 0.375f);
    CHECK(moved_once(DecoupledDecay{sgd, 0.25f}, 1.0f) == 0.375f);
    CHECK(moved_once(DecoupledDecay{sgd, 1000.0f}, 0.0f) == 0.0f);
    const AdamW built_in{0.5f, 0.9f, 0.999f, 1e-8f, 0.25f};
    CHECK(moved_once(DecoupledDecay{Adam{0.5f}, 0.25f}, 0.7f) == moved_once(built_in, 0.7f));
}

TEST_CASE("penalties and decay spare the biases where only weights are meant") {
    const auto moved = [](auto optimizer, auto place) {
        using Optimizer = decltype(optimizer);
        typename Optimizer::Corrections corrections{};
        Array<Pack, Optimizer::memory> memory{};
        return first_lane(detail::updated_by<Optimizer>(optimizer.begin(corrections, 0.5f), 1.0f, 0.0f, memory, place));
    };
    const Place<1, false> weights{};
    const Place<1, true> biases{};
    CHECK(moved(L1Penalty{Sgd{0.5f}, 0.25f, OnlyWeights{}}, weights) == 0.875f);
    CHECK(moved(L1Penalty{Sgd{0.5f}, 0.25f, OnlyWeights{}}, biases) == 1.0f);
    CHECK(moved(L2Penalty{Sgd{0.5f}, 0.25f, OnlyWeights{}}, biases) == 1.0f);
    CHECK(moved(DecoupledDecay{Sgd{0.5f}, 0.25f, OnlyWeights{}}, biases) == 1.0f);
    CHECK(moved(ClipValue{L2Penalty{Sgd{0.5f}, 0.25f, OnlyWeights{}}, 1.0f}, biases) == 1.0f);
    CHECK(moved(L1Penalty{L2Penalty{Sgd{0.5f}, 0.25f, OnlyWeights{}}, 0.25f}, biases) == 0.875f);
    STATIC_REQUIRE_FALSE(detail::asks_for_place<L2Penalty<Sgd>>);
    STATIC_REQUIRE(detail::asks_for_place<ClipNorm<L2Penalty<Sgd, OnlyWeights>>>);
}

TEST_CASE("gradients are clipped as PyTorch clips them, and finite where it gives NaN") {
    // tests/parity/golden/special.log
    const auto clipped = [](float a, float b) {
        const ClipNorm optimizer{Sgd{1.0f}, 1.0f};
        Sgd::Corrections corrections{};
        auto step = optimizer.begin(corrections, 1.0f);
        const float gradients[2] = {a, b};
        decltype(optimizer)::observe(step, gradients, 2, true);
        Array<Pack, 0> none;
        return Array<float, 2>{{-first_lane(ClipNorm<Sgd>::update(step, 0.0f, a, none)),
                                -first_lane(ClipNorm<Sgd>::update(step, 0.0f, b, none))}};
    };
    CHECK(clipped(3.0f, 4.0f)[0] == Approx(0.5999999046325684).epsilon(1e-7));
    CHECK(clipped(3.0f, 4.0f)[1] == Approx(0.7999998331069946).epsilon(1e-7));
    CHECK(clipped(0.3f, 0.4f)[0] == 0.3f);
    CHECK(clipped(0.6f, 0.8f)[0] == Approx(0.5999994277954102).epsilon(1e-7));
    CHECK(clipped(0.0f, 0.0f)[0] == 0.0f);
    CHECK(clipped(1e30f, 1e30f)[0] == 0.0f);  // a norm beyond all floats
    CHECK(moved_once(ClipValue{Sgd{1.0f}, 0.5f}, 7.0f) == 0.5f);
    CHECK(moved_once(ClipValue{Sgd{1.0f}, 0.5f}, -0.25f) == 1.25f);
}

TEST_CASE("the norm of many gradients is summed in virtual lanes, piece by piece as at once") {
    Pcg32 random(3);
    float gradients[77];
    for (float& gradient : gradients) {
        gradient = random.uniform(1.0f);
    }
    float lanes[16] = {};
    for (size_t i = 0; i < 77; ++i) {
        lanes[i % 16] = mul_add(gradients[i], gradients[i], lanes[i % 16]);
    }
    for (size_t half = 8; half > 0; half /= 2) {
        for (size_t lane = 0; lane < half; ++lane) {
            lanes[lane] = lanes[lane] + lanes[lane + half];
        }
    }
    detail::SquaresInLanes at_once{}, in_pieces{};
    at_once.add(gradients, 77);
    in_pieces.add(gradients, 48);
    in_pieces.add(gradients + 48, 29);
    CHECK(at_once.sum() == lanes[0]);
    CHECK(in_pieces.sum() == lanes[0]);
}

TEST_CASE("a modifier keeps the settings of its inner optimizer by their names") {
    auto optimizer = ClipNorm{L2Penalty{Adam{0.01f}, 1e-3f}, 2.0f};
    CHECK(optimizer.learning_rate == 0.01f);
    CHECK(optimizer.l2 == 1e-3f);
    optimizer.learning_rate = -1.0f;
    optimizer.max_norm = __builtin_nanf("");
    Repairs repairs;
    const auto repaired = optimizer.repaired(repairs);
    CHECK(repairs.settings == 2);
    CHECK(repaired.learning_rate == 0.0f);
    CHECK(repaired.max_norm == 0.0f);
    CHECK(repaired.l2 == 1e-3f);
}
