// SPDX-License-Identifier: MIT
// Where mote parts from PyTorch on purpose, as lib/GUIDE.md tells those who come from there. What PyTorch does stands beside each;
// what both do alike is compared in tests/parity.
#include <cmath>
#include "catch.hpp"

#include <mote/mote.hpp>

using namespace mote;

namespace {

using Line = Network<Input<1>, Dense<1>>;  // w·x + b

template <class Net>
void start_at(Net& net, float number) {
    for (float& parameter : net.parameters) {
        parameter = number;
    }
}

/// The result of one step from all parameters 1/2, for one row with x = 1.
template <class Net, class Recipe, class Target>
Result after_one_step(Net& net, const Recipe& recipe, Target target) {
    static Workspace<Net, Recipe, 1> work;
    work.state = {};
    start_at(net, 0.5f);
    const float x[1] = {1};
    const Target y[1] = {target};
    return train(net, work, recipe, {x, y, 1});
}

/// Whether an epsilon of 0 is repaired and counted, and the weights stay where they are if all gradients are 0. PyTorch divides 0 by 0.
template <class Optimizer>
bool survives_no_epsilon() {
    Optimizer optimizer;
    optimizer.epsilon = 0.0f;
    Line net;
    const Result result = after_one_step(net, Recipe{MeanSquaredError{}, optimizer}, 1.0f);  // 1/2·1 + 1/2: no error
    Repairs repairs;
    return result.repairs.settings == 1 && optimizer.repaired(repairs).epsilon == 1e-12f &&
           net.parameters[0] == Approx(0.5f).epsilon(2e-5);  // AdamW's decay is 10⁻⁵
}

}  // namespace

TEST_CASE("an epsilon of 0 counts as 1e-12; PyTorch ends in NaN at the first gradient of 0") {
    CHECK(survives_no_epsilon<Adam>());
    CHECK(survives_no_epsilon<AdamW>());
    CHECK(survives_no_epsilon<AmsGrad>());
    CHECK(survives_no_epsilon<AdamBfloat16>());
    CHECK(survives_no_epsilon<Adamax>());
    CHECK(survives_no_epsilon<NAdam>());
    CHECK(survives_no_epsilon<RAdam>());
    CHECK(survives_no_epsilon<RmsProp>());
    CHECK(survives_no_epsilon<RmsPropCentered>());
    CHECK(survives_no_epsilon<RmsPropMomentum>());
    CHECK(survives_no_epsilon<RmsPropCenteredMomentum>());
    CHECK(survives_no_epsilon<Adagrad>());
    CHECK(survives_no_epsilon<Adadelta>());
}

TEST_CASE("decays have an end below 1, and Adam's second one a lower end; PyTorch takes what is below 1") {
    Repairs repairs;
    CHECK(Adam{1e-3f, 0.9999f, 0.99999f}.repaired(repairs).beta1 == 0.999f);
    CHECK(repairs.settings == 1);
    CHECK(Adam{1e-3f, 0.9f, 0.81f}.repaired(repairs).beta2 == Approx(0.811f));
    CHECK(repairs.settings == 2);
    CHECK(Adam{1e-3f, 0.5f, 0.5f}.repaired(repairs).beta2 == 0.5f);  // above 0.5² + 0.001
    CHECK(repairs.settings == 2);
    CHECK(Adamax{2e-3f, 0.9f, 0.9f}.repaired(repairs).beta2 == Approx(0.901f));
    CHECK(SgdMomentum{0.1f, 1.0f}.repaired(repairs).momentum == 0.999999f);
    CHECK(repairs.settings == 4);
}

TEST_CASE("NAdam has each momentum once in its product; PyTorch 1.13 takes that of a step twice") {
    // Two steps from 1 with gradients 1 and -2, as Dozat has them and PyTorch 2 does them, in double precision.
    const double beta1 = 0.9, beta2 = 0.999, rate = 0.1, gradients[2] = {1, -2};
    double weight = 1, first = 0, second = 0, product = 1;
    for (int t = 1; t <= 2; ++t) {
        const auto momentum_at = [&](int step) { return beta1 * (1 - 0.5 * std::pow(0.96, step * 0.004)); };
        const double gradient = gradients[t - 1], momentum = momentum_at(t), next = momentum_at(t + 1);
        product *= momentum;
        first = beta1 * first + (1 - beta1) * gradient;
        second = beta2 * second + (1 - beta2) * gradient * gradient;
        const double root = std::sqrt(second / (1 - std::pow(beta2, t))) + 1e-8;
        weight -= rate * (1 - momentum) / (1 - product) * gradient / root;
        weight -= rate * next / (1 - product * next) * first / root;
    }
    const NAdam optimizer{0.1f};
    NAdam::Corrections corrections{};
    Array<Pack, 2> moments = {};
    Pack moved = 1.0f;
    for (const double gradient : gradients) {
        const auto step = optimizer.begin(corrections, 0.1f);
        moved = NAdam::update(step, moved, static_cast<float>(gradient), moments);
    }
    CHECK(first_lane(moved) == Approx(weight).epsilon(1e-6));
}

TEST_CASE("truth is at most 1; PyTorch goes on beyond it, where a loss has no lower end") {
    Line net, of_one;
    const auto recipe = Recipe{BinaryCrossEntropy{}, Sgd{1.0f}};
    CHECK(after_one_step(net, recipe, 1.5f).loss == after_one_step(of_one, recipe, 1.0f).loss);
    CHECK(net.parameters[0] == of_one.parameters[0]);
    CHECK(after_one_step(net, recipe, -2.0f).loss == after_one_step(of_one, recipe, 0.0f).loss);
    CHECK(net.parameters[0] == of_one.parameters[0]);
    CHECK(net.parameters[0] < 0.5f);
}

TEST_CASE("SmoothL1 with a beta of 0 is repaired and counted, and teaches what L1 does, as in PyTorch") {
    Line net, of_l1;
    const Result result = after_one_step(net, Recipe{SmoothL1{0.0f}, Sgd{0.5f}}, 3.0f);
    const Result wanted = after_one_step(of_l1, Recipe{L1{}, Sgd{0.5f}}, 3.0f);
    CHECK(result.repairs.settings == 1);
    CHECK(result.loss == Approx(wanted.loss));
    CHECK(net.parameters[0] == Approx(of_l1.parameters[0]));
    CHECK(wanted.loss == 2.0f);
    CHECK(of_l1.parameters[0] == 1.0f);
}

TEST_CASE("a batch of ignored classes is no batch, one whose weights are 0 teaches nothing; PyTorch's mean is NaN") {
    using Classes = Network<Input<1>, Dense<3>>;
    Classes net;
    const Result ignored = after_one_step(net, Recipe{IgnoreClass<1, CrossEntropy>{}, Sgd{1.0f}}, ClassNumber{1});
    CHECK(ignored.status == Status::all_skipped);
    CHECK(ignored.repairs.total() == 0);
    CHECK(net.parameters[0] == 0.5f);
    const Result weightless =
        after_one_step(net, Recipe{WeightedCrossEntropy{{1.0f, 0.0f, 1.0f}}, Sgd{1.0f}}, ClassNumber{1});
    CHECK(weightless.status == Status::ok);
    CHECK(weightless.loss == 0.0f);
    CHECK(net.parameters[0] == 0.5f);
}

TEST_CASE("the outermost modifier acts first: clipping, then the penalty, as with clip_grad_norm_ before step()") {
    Line net;
    // The gradients are those of an error of -99: -198 for weight and bias, whose norm is clipped to 1.
    CHECK(after_one_step(net, Recipe{MeanSquaredError{}, ClipNorm{L2Penalty{Sgd{1.0f}, 0.5f}, 1.0f}}, 100.0f).loss ==
          Approx(9801.0f));
    const float clipped = -std::sqrt(0.5f);
    CHECK(net.parameters[0] == Approx(0.5f - (clipped + 0.5f * 0.5f)));
}

TEST_CASE("schedules count steps, and past its end a cycle stays; PyTorch raises") {
    const OneCycle cycle{4};
    for (const uint32_t step : {3u, 4u, 1000u}) {
        CHECK(cycle.rate(1.0f, step) == Approx(4e-6f));
    }
    Line net = {};
    init(net, 1);
    const auto recipe = Recipe{MeanSquaredError{}, Sgd{0.01f}, StepDecay{2, 0.5f}};
    static Workspace<Line, decltype(recipe), 2> work;
    const float x[8] = {1, 2, 3, 4, 5, 6, 7, 8}, y[8] = {};
    REQUIRE(fit(net, work, recipe, {x, y}, FitOptions{}).status == Status::ok);  // one epoch
    CHECK(work.state.step == 4);
}

TEST_CASE("weights lie as weight[in][out], then the biases; nn.Linear's weight is its transpose") {
    Network<Input<2>, Dense<3>> net = {};
    const float weight[3][2] = {{1, 2}, {3, 4}, {5, 6}}, bias[3] = {7, 8, 9};  // nn.Linear(2, 3)
    for (size_t out = 0; out < 3; ++out) {
        for (size_t in = 0; in < 2; ++in) {
            net.parameters[in * 3 + out] = weight[out][in];
        }
        net.parameters[6 + out] = bias[out];
    }
    const auto outputs = predict(net, {10.0f, 100.0f});
    for (size_t out = 0; out < 3; ++out) {
        CHECK(outputs[out] == weight[out][0] * 10 + weight[out][1] * 100 + bias[out]);
    }
}
