// SPDX-License-Identifier: MIT
// Schedules at their ends and with numbers that mean nothing; tests/parity compares their rates with PyTorch's step by step.
#include "mote/schedule/decay.hpp"
#include "catch.hpp"
#include "mote/mote.hpp"

#include <cmath>

using namespace mote;

TEST_CASE("a schedule of steps falls at its steps, and stays") {
    const StepDecay steps{50, 0.5f};
    CHECK(steps.rate(1.0f, 49) == 1.0f);
    CHECK(steps.rate(1.0f, 50) == 0.5f);
    CHECK(steps.rate(1.0f, 199) == 0.125f);
    const MultiStep milestones{{140, 60}, 0.5f};
    CHECK(milestones.rate(1.0f, 59) == 1.0f);
    CHECK(milestones.rate(1.0f, 60) == 0.5f);
    CHECK(milestones.rate(1.0f, 0xffffffffu) == 0.25f);
    CHECK(static_cast<double>(Exponential{0.99f}.rate(1.0f, 200)) == Approx(std::pow(0.99, 200)).epsilon(1e-5));
}

TEST_CASE("lines and powers reach their ends and stay there") {
    CHECK(Linear{}.rate(3.0f, 0) == Approx(1.0f));
    CHECK(Linear{}.rate(3.0f, 5) == 3.0f);
    CHECK(Linear{50, 0.0f, 0.5f}.rate(1.0f, 0xffffffffu) == 0.5f);
    CHECK(Polynomial{150, 2.0f}.rate(1.0f, 75) == Approx(0.25f));
    CHECK(Polynomial{150, 2.0f}.rate(1.0f, 150) == 0.0f);
    CHECK(Polynomial{150, 0.0f}.rate(1.0f, 150) == 0.0f);
}

TEST_CASE("cosines restart, and rise again where they are waves") {
    const WarmRestarts restarts{30, 2, 1e-3f};
    CHECK(restarts.rate(0.1f, 0) == 0.1f);
    CHECK(restarts.rate(0.1f, 29) < 2e-3f);
    CHECK(restarts.rate(0.1f, 30) == 0.1f);
    CHECK(restarts.rate(0.1f, 90) == 0.1f);
    CHECK(restarts.rate(0.1f, 89) < 1.1e-3f);
    CHECK(WarmRestarts{7}.rate(0.1f, 0xfffffffcu) == 0.1f);  // 7 times a whole number
    const CosineWave wave{60};
    CHECK(wave.rate(1.0f, 60) == Approx(0.0f).margin(1e-6));
    CHECK(wave.rate(1.0f, 120) == 1.0f);
}

TEST_CASE("one cycle rises to its peak, falls to its end, and stays there") {
    const OneCycle cycle{101, 0.3f, 25.0f, 1e4f};
    CHECK(cycle.rate(1.0f, 0) == Approx(0.04f));
    CHECK(cycle.rate(1.0f, 29) == Approx(1.0f).epsilon(1e-3));
    CHECK(cycle.rate(1.0f, 100) == Approx(4e-6f));
    CHECK(cycle.rate(1.0f, 0xffffffffu) == cycle.rate(1.0f, 100));
}

TEST_CASE("a cycle along lines, or back to where it began, has PyTorch's rates") {
    // torch 1.13: OneCycleLR(max_lr=1, total_steps=12, pct_start=0.25, div_factor=10, final_div_factor=50, cycle_momentum=False).
    constexpr double linear[] = {0.1,         0.55,        1.0,         0.889111111, 0.778222222, 0.667333333,
                                 0.556444444, 0.445555556, 0.334666667, 0.223777778, 0.112888889, 0.002};
    constexpr double three_phases[] = {0.1,         0.55,        1.0,         0.55,        0.1,         0.095147475,
                                       0.081551000, 0.061903526, 0.040096474, 0.020449000, 0.006852525, 0.002};
    constexpr double linear_three_phases[] = {0.1,   0.55,  1.0,   0.55, 0.1,   0.086,
                                              0.072, 0.058, 0.044, 0.03, 0.016, 0.002};
    constexpr double never_third[] = {0.1,   0.2125, 0.325, 0.4375, 0.55,  0.6625,  // pct_start=0.75
                                      0.775, 0.8875, 1.0,   0.8875, 0.775, 0.6625};
    const auto is = [](float rate, double expected) { return std::fabs(static_cast<double>(rate) - expected) < 1e-6; };
    for (uint32_t step = 0; step < 12; ++step) {
        CHECK(is(OneCycleOf<AlongLine>{12, 0.25f, 10.0f, 50.0f}.rate(1.0f, step), linear[step]));
        CHECK(is(OneCycleOf<AlongCosine, 3>{12, 0.25f, 10.0f, 50.0f}.rate(1.0f, step), three_phases[step]));
        CHECK(is(OneCycleOf<AlongLine, 3>{12, 0.25f, 10.0f, 50.0f}.rate(1.0f, step), linear_three_phases[step]));
        CHECK(is(OneCycleOf<AlongLine, 3>{12, 0.75f, 10.0f, 50.0f}.rate(1.0f, step), never_third[step]));
    }
    CHECK(is(OneCycleOf<AlongLine, 3>{12, 0.25f, 10.0f, 50.0f}.rate(1.0f, 0xffffffffu), 0.002));
    CHECK(is(OneCycleOf<AlongLine, 3>{12, 0.0f, 10.0f, 50.0f}.rate(1.0f, 11), 0.002));
    CHECK(is(OneCycleOf<AlongLine, 3>{0}.rate(1.0f, 0), 1.0));
    CHECK(is(OneCycleOf<AlongLine, 3>{1}.rate(1.0f, 0), 4e-6));
}

TEST_CASE("a constant factor ends after its steps") {
    CHECK(ConstantFactor{}.rate(3.0f, 4) == Approx(1.0f));
    CHECK(ConstantFactor{}.rate(3.0f, 5) == 3.0f);
    CHECK(ConstantFactor{0, 0.5f}.rate(3.0f, 0) == 3.0f);
    CHECK(ConstantFactor{2, 0.5f}.rate(3.0f, 0xffffffffu) == 3.0f);
}

TEST_CASE("a warm-up leads to the first rate of any schedule, which then begins") {
    const WarmUp warm{Cosine{100}, 3};
    const detail::NoMemory none;
    CHECK(warm.rate(1.0f, 0, none) == 0.25f);
    CHECK(warm.rate(1.0f, 2, none) == 0.75f);
    CHECK(warm.rate(1.0f, 3, none) == 1.0f);
    CHECK(warm.rate(1.0f, 53, none) == Approx(0.5f));
    CHECK(WarmUp{Constant{}, 4, 0.5f}.rate(1.0f, 0, none) == 0.6f);
}

TEST_CASE("the rate falls on a plateau, after patience, and not while it cools down") {
    const ReduceOnPlateau plateau{0.5f, 2, 0.0f, 2, 0.2f};
    ReduceOnPlateau::Memory memory{};
    const auto rate_after = [&](float loss) {
        plateau.observe(memory, loss);
        return plateau.rate(1.0f, 0, memory);
    };
    CHECK(rate_after(3.0f) == 1.0f);
    CHECK(rate_after(2.0f) == 1.0f);
    CHECK(rate_after(2.0f) == 1.0f);
    CHECK(rate_after(2.0f) == 1.0f);
    CHECK(rate_after(2.0f) == 0.5f);
    for (int cooling_and_patient = 0; cooling_and_patient < 4; ++cooling_and_patient) {
        CHECK(rate_after(2.0f) == 0.5f);
    }
    CHECK(rate_after(2.0f) == 0.25f);
    for (int epoch = 0; epoch < 20; ++epoch) {
        rate_after(2.0f);
    }
    CHECK(plateau.rate(1.0f, 0, memory) == 0.2f);
}

TEST_CASE("fit tells a schedule of its losses, and a fit that continues has the bits of one that was not cut") {
    using Net = Network<Input<1>, Dense<3, Tanh>, Dense<1>>;
    constexpr auto recipe = Recipe{MeanSquaredError{}, Adam{0.3f}, ReduceOnPlateau{0.5f, 1}};
    static Net whole, cut;
    static Workspace<Net, Unqualified<decltype(recipe)>, 4> work, cut_work;
    const float x[4] = {1, 2, 3, 4}, y[4] = {1, 0, 1, 0};
    init(whole, 1);
    init(cut, 1);
    FitOptions options;
    options.epochs = 60;
    REQUIRE(fit(whole, work, recipe, {x, y}, options).status == Status::ok);
    CHECK(work.state.schedule.falls > 0);
    for (int part = 0; part < 3; ++part) {
        options.epochs = 20;
        REQUIRE(fit(cut, cut_work, recipe, {x, y}, options).status == Status::ok);
    }
    CHECK(cut_work.state.schedule.falls == work.state.schedule.falls);
    for (size_t i = 0; i < Net::parameter_count; ++i) {
        CHECK(float_bits(cut.parameters[i]) == float_bits(whole.parameters[i]));
    }
}
