// SPDX-License-Identifier: MIT
// The bounds that proof/bounds.hpp proves with are bounds; slopes are compared with numeric ones in tests/property.
#include "catch.hpp"
#include "mote/mote.hpp"

#include <cmath>

using namespace mote;

namespace {

template <class Activation>
float slope_at(float z) {
    if constexpr (Activation::slope_from_value) {
        return first_lane(Activation::slope(Activation::value(z)));
    } else {
        return first_lane(Activation::value_and_slope(z).slope);
    }
}

struct Largest {
    double value, slope;  ///< relative to their bounds
};

/// From the smallest sums to the largest, of both signs.
template <class Activation>
Largest largest_shares() {
    Largest largest{0, 0};
    for (double z = 1e-30; z < 1e30; z *= 1.01) {
        for (const double sum : {z, -z}) {
            const double value = std::fabs(static_cast<double>(first_lane(Activation::value(static_cast<float>(sum)))));
            const double slope = std::fabs(static_cast<double>(slope_at<Activation>(static_cast<float>(sum))));
            largest.value = std::fmax(largest.value, value / Activation::value_bound(z));
            largest.slope = std::fmax(largest.slope, slope / Activation::slope_bound);
        }
    }
    return largest;
}

/// Never beyond the bound but for a rounding, and near it somewhere: a loose bound would cost a clamp.
template <class Activation>
bool are_tight() {
    const Largest largest = largest_shares<Activation>();
    return largest.value <= 1 + 1e-6 && largest.value > 0.9 && largest.slope <= 1 + 1e-6 && largest.slope > 0.9;
}

}  // namespace

TEST_CASE("no activation and no slope is beyond its bound, and some are near it") {
    CHECK(are_tight<Identity>());
    CHECK(are_tight<Relu>());
    CHECK(are_tight<Tanh>());
    CHECK(are_tight<Sigmoid>());
    CHECK(are_tight<Mish>());
    CHECK(are_tight<Sin<1>>());
    CHECK(are_tight<Sin<30>>());
    CHECK(are_tight<LeakyRelu<>>());
    CHECK(are_tight<LeakyRelu<Ratio<3, 2>>>());
    CHECK(are_tight<Relu6>());
    CHECK(are_tight<HardTanh>());
    CHECK(are_tight<HardSigmoid>());
    CHECK(are_tight<HardSwish>());
    CHECK(are_tight<Softsign>());
    CHECK(are_tight<Elu<>>());
    CHECK(are_tight<Elu<Ratio<1, 2>>>());
    CHECK(are_tight<Elu<Ratio<5, 2>>>());
    CHECK(are_tight<Selu>());
    CHECK(are_tight<Celu<Ratio<3, 2>>>());
    CHECK(are_tight<Softplus<>>());
    CHECK(are_tight<Softplus<Ratio<2>, Ratio<5>>>());
    CHECK(are_tight<Silu>());
    CHECK(are_tight<Gelu>());
    CHECK(are_tight<GeluTanh>());
    CHECK(are_tight<LogSigmoid>());
}

TEST_CASE("the slope at a corner is PyTorch's") {
    CHECK(slope_at<Relu>(0.0f) == 0.0f);
    CHECK(slope_at<Relu>(-0.0f) == 0.0f);
    CHECK(slope_at<Relu>(0x1p-149f) == 1.0f);
    CHECK(slope_at<LeakyRelu<>>(0.0f) == 0.01f);
    CHECK(slope_at<LeakyRelu<>>(-0x1p-149f) == 0.01f);
    CHECK(slope_at<Relu6>(0.0f) == 0.0f);
    CHECK(slope_at<Relu6>(6.0f) == 0.0f);
    CHECK(slope_at<HardTanh>(-1.0f) == 0.0f);
    CHECK(slope_at<Elu<Ratio<1, 2>>>(0.0f) == 0.5f);
}

TEST_CASE("no two activations are taken for each other") {
    constexpr uint32_t ids[] = {Identity::id,   Relu::id,        Tanh::id,  Sigmoid::id,  Mish::id,
                                Sin<1>::id,     LeakyRelu<>::id, Relu6::id, HardTanh::id, HardSigmoid::id,
                                HardSwish::id,  Softsign::id,    Elu<>::id, Selu::id,     Celu<>::id,
                                Softplus<>::id, Silu::id,        Gelu::id,  GeluTanh::id, LogSigmoid::id};
    for (const uint32_t& a : ids) {
        CHECK(a < 128);  // from there on they are the user's
        for (const uint32_t& b : ids) {
            CHECK((&a == &b) == (a == b));
        }
    }
}

TEST_CASE("settings of an activation are told apart, equal ones are not") {
    CHECK(LeakyRelu<>::parameter != LeakyRelu<Ratio<1, 5>>::parameter);
    CHECK(LeakyRelu<Ratio<1, 5>>::parameter == LeakyRelu<Ratio<2, 10>>::parameter);
    CHECK(Softplus<>::parameter != Softplus<Ratio<20>, Ratio<1>>::parameter);
    CHECK(Softplus<>::parameter != Softplus<Ratio<1>, Ratio<5>>::parameter);
}

TEST_CASE("NaN stays NaN in every activation") {
    const float nan = __builtin_nanf("");
    const auto is_nan = [&](auto activation) {
        const float value = first_lane(decltype(activation)::value(nan));
        return value != value;
    };
    CHECK(is_nan(LeakyRelu<>{}));
    CHECK(is_nan(Relu6{}));
    CHECK(is_nan(HardTanh{}));
    CHECK(is_nan(HardSigmoid{}));
    CHECK(is_nan(HardSwish{}));
    CHECK(is_nan(Softsign{}));
    CHECK(is_nan(Elu<>{}));
    CHECK(is_nan(Selu{}));
    CHECK(is_nan(Celu<>{}));
    CHECK(is_nan(Softplus<>{}));
    CHECK(is_nan(Silu{}));
    CHECK(is_nan(Gelu{}));
    CHECK(is_nan(GeluTanh{}));
    CHECK(is_nan(LogSigmoid{}));
}
