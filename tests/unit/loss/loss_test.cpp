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
