// SPDX-License-Identifier: MIT
// Every loss has the gradients of its formula, in the canonical order, whole and in slices, for several settings.
#include "property/numeric.hpp"
#include "sliced.hpp"

namespace {

using mote::Dense;

template <size_t Inputs, class... Parts>
using Net = mote::Network<mote::Input<Inputs>, Parts...>;
using Several = Net<3, Dense<9, mote::Tanh>, Dense<5>>;
using One = Net<2, Dense<33, mote::Mish>, Dense<1>>;

/// One program for all losses with this kind of targets.
template <size_t Outputs, class Loss>
auto any_of(const Loss& loss) {
    using Any = std::conditional_t<mote::is_same<mote::TargetOf<Loss>, float>, AnyLossOfNumbers<Outputs>,
                                   AnyLossOfClasses<Outputs>>;
    return Any{loss};
}

/// Gradients by differences, and bits by the naive loops: of a batch and, where there is an output alone, of a row.
template <class NetOfTest, class Loss>
void holds_for(const Loss& option) {
    constexpr size_t batch = NetOfTest::outputs == 1 ? 1 : 21;
    const auto loss = any_of<NetOfTest::outputs>(option);
    CHECK(gradient_error<mote::Unqualified<decltype(loss)>, NetOfTest, batch>(loss) < 1e-5);
    CHECK(training_differs<NetOfTest, batch>(mote::Recipe{loss, mote::Sgd{0.1f}}) == 0);
}

/// The same steps in slices.
template <class Loss>
void is_sliced_alike(const Loss& loss) {
    slices_of_equal_steps<Several, 4>(mote::Recipe{loss, mote::Sgd{0.1f}}, 17);
}

}  // namespace

TEST_CASE("losses of an error keep their promises") {
    holds_for<Several>(mote::L1{});
    holds_for<One>(mote::L1{});
    holds_for<Several>(mote::LogCosh{});
    holds_for<One>(mote::LogCosh{});
    for (const float setting : {0.02f, 0.3f, 1.0f}) {
        holds_for<Several>(mote::Huber{setting});
        holds_for<One>(mote::Huber{setting});
        holds_for<Several>(mote::SmoothL1{setting});
        holds_for<One>(mote::SmoothL1{setting});
    }
    for (const float quantile : {0.02f, 0.5f, 0.9f}) {
        holds_for<Several>(mote::Quantile{quantile});
        holds_for<One>(mote::Quantile{quantile});
    }
    is_sliced_alike(mote::SmoothL1{0.3f});
}

TEST_CASE("losses of labels keep their promises") {
    holds_for<Several>(mote::BinaryCrossEntropy{});
    holds_for<One>(mote::BinaryCrossEntropy{});
    holds_for<Several>(mote::WeightedBinaryCrossEntropy{{5.0f, 1.0f, 0.0f, 0.3f, 2.0f}});
    holds_for<One>(mote::WeightedBinaryCrossEntropy{{7.0f}});
    holds_for<Several>(mote::Hinge{});
    holds_for<One>(mote::Hinge{});
    is_sliced_alike(mote::WeightedBinaryCrossEntropy{{5.0f, 1.0f, 0.0f, 0.3f, 2.0f}});
}

TEST_CASE("losses of class numbers keep their promises") {
    for (const float smoothing : {0.0f, 0.1f, 1.0f}) {
        holds_for<Several>(mote::SmoothedCrossEntropy{smoothing});
        holds_for<Several>(mote::WeightedCrossEntropy{{0.5f, 1.0f, 4.0f, 0.1f, 2.0f}, smoothing});
    }
    is_sliced_alike(mote::WeightedCrossEntropy{{0.5f, 1.0f, 4.0f, 0.1f, 2.0f}, 0.1f});
}

TEST_CASE("a weight of 2 is the row twice, a weight of 0 is no row, for every loss") {
    const auto alike = [](auto loss) {
        using Loss = decltype(loss);
        using Weighted = mote::SampleWeighted<Loss>;
        static Several once, twice;
        static mote::Workspace<Several, mote::Recipe<Weighted, mote::Sgd>, 4> work;
        static mote::Workspace<Several, mote::Recipe<Loss, mote::Sgd>, 4> plain_work;
        Numbers numbers(31);
        mote::init(once, 5);
        mote::init(twice, 5);
        std::vector<float> x = numbers.uniform(12, 1.0f);
        std::vector<mote::TargetOf<Loss>> y(4 * mote::targets_of_row<Several, Loss>);
        draw_targets(numbers, y, Several::outputs);
        const size_t targets = y.size() / 4;
        for (size_t i = 0; i < 3; ++i) {
            x[9 + i] = x[i];
        }
        for (size_t i = 0; i < targets; ++i) {
            y[3 * targets + i] = y[i];
        }
        const float weights[4] = {2, 0, 1, 0};
        const std::vector<float> x_of_three{x[0], x[1], x[2], x[0], x[1], x[2], x[6], x[7], x[8]};
        std::vector<mote::TargetOf<Loss>> y_of_three(y.begin(), y.begin() + static_cast<long>(targets));
        y_of_three.insert(y_of_three.end(), y.begin(), y.begin() + static_cast<long>(targets));
        y_of_three.insert(y_of_three.end(), y.begin() + static_cast<long>(2 * targets),
                          y.begin() + static_cast<long>(3 * targets));
        const auto weighted_recipe = mote::Recipe{Weighted{loss}, mote::Sgd{0.1f}};
        const auto plain_recipe = mote::Recipe{loss, mote::Sgd{0.1f}};
        const auto weighted = mote::train(once, work, weighted_recipe, {x.data(), y.data(), weights, 4});
        const auto plain = mote::train(twice, plain_work, plain_recipe, {x_of_three.data(), y_of_three.data(), 3});
        REQUIRE(weighted.status == mote::Status::ok);
        CHECK(weighted.loss == Approx(plain.loss).epsilon(1e-5));
        for (size_t i = 0; i < Several::parameter_count; ++i) {
            CHECK(once.parameters[i] == Approx(twice.parameters[i]).epsilon(1e-4).margin(1e-6));
        }
        // Without weights every row counts 1.
        const auto unweighted = mote::evaluate(once, work, weighted_recipe, {x.data(), y.data(), 4});
        const auto expected = mote::evaluate(once, plain_work, plain_recipe, {x.data(), y.data(), 4});
        CHECK(unweighted.loss == Approx(expected.loss).epsilon(1e-5));
    };
    alike(mote::MeanSquaredError{});
    alike(mote::SmoothL1{0.3f});
    alike(mote::BinaryCrossEntropy{});
    alike(mote::CrossEntropy{});
    alike(mote::WeightedCrossEntropy{{0.5f, 1.0f, 4.0f, 0.1f, 2.0f}, 0.1f});
    is_sliced_alike(mote::SampleWeighted{mote::MeanSquaredError{}});
}

TEST_CASE("a weight of -0 is one of 0, and any other negative one is bad") {
    using Loss = mote::SampleWeighted<mote::MeanSquaredError>;
    using Net = mote::Network<mote::Input<1>, mote::Dense<1>>;
    const auto learned = [](float weight, uint32_t bad) {
        static Net net;
        static mote::Workspace<Net, mote::Recipe<Loss, mote::Sgd>, 4> work;
        mote::init(net, 1);
        const float x[4] = {1, 2, 3, 4}, y[4] = {5, 6, 7, 8}, weights[4] = {weight, 1, 1, 1};
        const auto recipe = mote::Recipe{Loss{}, mote::Sgd{0.1f}};
        const auto result = mote::train(net, work, recipe, {x, y, weights});
        CHECK(result.status == mote::Status::ok);
        CHECK(result.repairs.skipped_rows == bad);
        CHECK(result.repairs.out_of_range == bad);
        CHECK(bool(mote::find_bad_number(net, recipe, {x, y, weights})) == (bad != 0));
        return net.parameters[0];
    };
    const float expected = learned(0.0f, 0);
    CHECK(learned(-0.0f, 0) == expected);
    (void)learned(-1e-45f, 1);
    (void)learned(-1.0f, 1);
}
