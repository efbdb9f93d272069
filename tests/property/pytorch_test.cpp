// SPDX-License-Identifier: MIT
// What is written outside the library follows PyTorch as closely as what is in it: runs of tests/parity/golden that ask
// for an activation, a loss or a clipping that only these tests have.
#include "parity/parity.hpp"

#include "catch.hpp"
#include "property/clipped.hpp"
#include "property/huber.hpp"

namespace own {

/// z above 0, else e^z - 1. torch.nn.ELU.
struct Elu {
    static constexpr uint32_t id = 128, parameter = 0;
    static constexpr bool slope_from_value = true;
    static constexpr double slope_bound = 1;
    static constexpr double value_bound(double z) { return z < 1 ? 1 : z; }

    static mote::Pack value(mote::Pack z) {
        return select(mote::Pack(0.0f) < z, z, mote::exp(min(z, mote::Pack(0.0f))) - 1.0f);
    }
    static mote::Pack slope(mote::Pack value) { return min(value, mote::Pack(0.0f)) + 1.0f; }
};

/// Each gradient for itself within ±limit: torch.nn.utils.clip_grad_value_ in front of another optimizer.
template <class Inner>
struct ClippedByValue : Inner {
    float limit = 1.0f;

    struct Step : Inner::Step {
        float limit;
    };
    constexpr ClippedByValue repaired(mote::Repairs& repairs) const {
        return {Inner::repaired(repairs), mote::setting(limit, 0.0f, 1e30f, 0.0f, repairs)};
    }
    Step begin(typename Inner::Corrections& corrections, float rate) const {
        return {Inner::begin(corrections, rate), limit};
    }
    static mote::Pack update(const Step& step, mote::Pack weight, mote::Pack gradient,
                             mote::Array<mote::Pack, Inner::memory>& memory) {
        return Inner::update(step, weight, clamp_within(gradient, step.limit), memory);
    }
};

}  // namespace own

namespace {

using mote::Dense;
using own::Elu;

const std::string golden = MOTE_GOLDEN;

}  // namespace

TEST_CASE("an activation and a loss of one's own follow PyTorch's ELU and HuberLoss") {
    using Net = mote::Network<mote::Input<5>, Dense<32, Elu>, Dense<32, Elu>, Dense<2>>;
    const auto recipe = mote::Recipe{own::Huber{1.0f}, mote::Adam{1e-3f}};
    CHECK(parity::agrees_with_pytorch<Net, 16>(
        recipe, golden + "/d07_5-32-32-2_elu_huber_adam",
        {200, 64, 2.616338585103697e-07, 1.4188680970852046e-07, 4.0717478466678614e-07}));
}

TEST_CASE("clipping by norm follows PyTorch's clip_grad_norm_") {
    using Small = mote::Network<mote::Input<2>, Dense<8, mote::Tanh>, Dense<8, mote::Tanh>, Dense<3>>;
    const auto descent = mote::Recipe{mote::MeanSquaredError{}, own::ClippedByNorm<mote::Sgd>{{0.05f}, 1.0f}};
    CHECK(parity::agrees_with_pytorch<Small, 8>(
        descent, golden + "/d17_2-8-8-3_tanh_mse_sgd_clipnorm",
        {200, 64, 3.537353420340512e-07, 1.0217290736859882e-07, 7.147060516743409e-07}));
    using Large = mote::Network<mote::Input<5>, Dense<32, mote::Tanh>, Dense<32, mote::Tanh>, Dense<2>>;
    const auto adam =
        mote::Recipe{mote::MeanSquaredError{}, own::ClippedByNorm<mote::AdamW>{{0.01f}, 1.0f}, mote::Cosine{200}};
    CHECK(parity::agrees_with_pytorch<Large, 16>(
        adam, golden + "/d22_5-32-32-2_tanh_mse_adamw_clipnorm_cosine",
        {200, 64, 1.0285501621887052e-06, 1.0719662194006154e-07, 9.092402619703677e-07}));
}

TEST_CASE("clipping by value follows PyTorch's clip_grad_value_") {
    using Net = mote::Network<mote::Input<1>, Dense<64, mote::Relu>, Dense<64, mote::Relu>, Dense<1>>;
    const auto recipe = mote::Recipe{mote::MeanSquaredError{}, own::ClippedByValue<mote::Sgd>{{0.01f}, 0.5f}};
    CHECK(parity::agrees_with_pytorch<Net, 200>(
        recipe, golden + "/d18_1-64-64-1_relu_mse_sgd_clipvalue_demo",
        {200, 200, 1.7151194093300854e-07, 2.7618095514242965e-07, 8.244889346253892e-07}));
}
