// SPDX-License-Identifier: MIT
// The bounds of losses that proof/training_bounds.hpp proves with are bounds; gradients are compared with numeric ones
// in tests/property.
#include "catch.hpp"
#include "mote/mote.hpp"

#include <cmath>

using namespace mote;

namespace {

/// The loss of one row; its outputs become gradients.
template <class Loss, size_t Outputs, class Target>
float loss_of_row(float (&outputs)[Outputs], const Target* targets) {
    const LossRows<Target> rows{outputs, targets, 1,
                                detail::LossTraits<Loss>::gradient_scale(Loss{}, size_t{1}, Outputs)};
    return detail::LossTraits<Loss>::template accumulate<false>(Loss{}, 0.0f, rows, Size<Outputs>{});
}

}  // namespace

TEST_CASE("a mean squared error and its gradient reach their bounds and are not beyond them") {
    using Traits = detail::LossTraits<MeanSquaredError>;
    for (const float error : {0.5f, 3.0f, 1e6f}) {
        float outputs[3] = {error, -error, error};
        const float targets[3] = {0, 0, 0};
        const auto loss = static_cast<double>(loss_of_row<MeanSquaredError>(outputs, targets));
        CHECK(loss == Approx(Traits::row_bound(static_cast<double>(error), 3)));
        for (const float gradient : outputs) {
            CHECK(std::fabs(static_cast<double>(gradient)) ==
                  Approx(Traits::gradient_bound(static_cast<double>(error), 3)));
        }
    }
}

TEST_CASE("a cross entropy and its gradient are not beyond their bounds, however far apart the logits are") {
    using Traits = detail::LossTraits<CrossEntropy>;
    for (const float logit : {0.0f, 1.0f, 50.0f, 1e9f, 1e36f}) {
        float outputs[4] = {logit, -logit, logit, logit};
        const ClassNumber target = 1;
        const double error = Traits::error_bound(static_cast<double>(logit), 0);
        CHECK(static_cast<double>(loss_of_row<CrossEntropy>(outputs, &target)) <= Traits::row_bound(error, 4));
        for (const float gradient : outputs) {
            CHECK(std::fabs(static_cast<double>(gradient)) <= Traits::gradient_bound(error, 4));
        }
    }
    CHECK(std::log(65536.0) <= Traits::error_bound(0, 0));  // of as many classes as there can be, all alike
}

TEST_CASE("a softmax is not shaken by logits that are far from 0") {
    float outputs[3] = {1e30f, 1e30f, -1e30f};
    const ClassNumber target = 0;
    CHECK(loss_of_row<CrossEntropy>(outputs, &target) == Approx(std::log(2.0)));
    CHECK(outputs[0] == -0.5f);
    CHECK(outputs[1] == 0.5f);
    CHECK(outputs[2] == 0.0f);
}

TEST_CASE("losses and gradients at the extremes are PyTorch's, and finite where those are not") {
    // tests/parity/golden/special.log
    const auto of = [](float first, ClassNumber target) {
        float outputs[3] = {first, 0, 0};
        const float loss = loss_of_row<CrossEntropy>(outputs, &target);
        return Array<float, 4>{{loss, outputs[0], outputs[1], outputs[2]}};
    };
    const auto equals = [](const Array<float, 4>& found, float loss, float first, float second, float third) {
        return found[0] == loss && found[1] == first && found[2] == second && found[3] == third;
    };
    CHECK(equals(of(1000.0f, 0), 0.0f, 0.0f, 0.0f, 0.0f));
    CHECK(equals(of(1000.0f, 1), 1000.0f, 1.0f, -1.0f, 0.0f));
    CHECK(equals(of(-1000.0f, 0), 1000.0f + std::log(2.0f), -1.0f, 0.5f, 0.5f));
    CHECK(of(0.0f, 2)[0] == Approx(1.0986123085021973).epsilon(1e-7));
    CHECK(of(0.0f, 2)[3] == Approx(-0.6666666865348816).epsilon(1e-7));
}

TEST_CASE("binary cross entropy is exact far from 0, on both sides and for both labels") {
    const auto of = [](float output, float target) {
        float outputs[1] = {output};
        const float loss = loss_of_row<BinaryCrossEntropy>(outputs, &target);
        return Array<float, 2>{{loss, outputs[0]}};
    };
    CHECK(of(1000.0f, 1.0f)[0] == 0.0f);
    CHECK(of(1000.0f, 0.0f)[0] == 1000.0f);
    CHECK(of(-1000.0f, 1.0f)[0] == 1000.0f);
    CHECK(of(-1000.0f, 0.0f)[0] == 0.0f);
    CHECK(of(1000.0f, 0.0f)[1] == 1.0f);
    CHECK(of(-1000.0f, 1.0f)[1] == -1.0f);
    CHECK(of(1000.0f, 1.0f)[1] == 0.0f);
    CHECK(static_cast<double>(of(-20.0f, 0.0f)[0]) == Approx(std::log1p(std::exp(-20.0))).epsilon(1e-6));
    CHECK(static_cast<double>(of(-20.0f, 0.0f)[1]) == Approx(1 / (1 + std::exp(20.0))).epsilon(1e-6));
    CHECK(of(1e30f, 0.0f)[0] == 1e30f);
    CHECK(of(0.0f, 7.0f)[0] == of(0.0f, 1.0f)[0]);  // as true as a label can be
}

TEST_CASE("quantile loss and hinge loss weigh as they say, and have no gradient at their corners") {
    float outputs[1] = {3.0f};
    const float target = 1.0f;
    const LossRows<float> row{outputs, &target, 1, 1.0f};
    const auto of = [&](auto loss, float output) {
        outputs[0] = output;
        const float value = detail::LossTraits<decltype(loss)>::template accumulate<false>(loss, 0.0f, row, Size<1>{});
        return Array<float, 2>{{value, outputs[0]}};
    };
    CHECK(of(Quantile{0.75f}, 3.0f)[0] == 0.5f);
    CHECK(of(Quantile{0.75f}, 3.0f)[1] == 0.25f);
    CHECK(of(Quantile{0.75f}, -1.0f)[0] == 1.5f);
    CHECK(of(Quantile{0.75f}, -1.0f)[1] == -0.75f);
    CHECK(of(Quantile{0.75f}, 1.0f)[1] == 0.0f);
    CHECK(of(Hinge{}, 0.25f)[0] == 0.75f);
    CHECK(of(Hinge{}, 0.25f)[1] == -1.0f);
    CHECK(of(Hinge{}, 1.0f)[1] == 0.0f);
    CHECK(of(Hinge{}, -1e30f)[0] == 1e30f);
    CHECK(of(L1{}, 1.0f)[1] == 0.0f);
    CHECK(of(L1{}, 0.0f)[1] == -1.0f);
}
