// SPDX-License-Identifier: MIT
// The bits that every loss, optimizer, schedule and method leaves, a line each: for builds that give the compiler no option at all.
#include <stdio.h>
#include <mote/mote.hpp>

namespace {

using Net = mote::Network<mote::Input<2>, mote::Dense<5, mote::Tanh>, mote::Dense<3>>;

constexpr float x[4][2] = {{1.0f, -0.5f}, {0.25f, 0.75f}, {-1.0f, 0.1f}, {0.6f, -0.9f}};
constexpr float y[4][3] = {{1, 0, 0}, {0, 1, 1}, {1, 1, 0}, {0, 0, 1}};
constexpr mote::ClassNumber classes[4] = {0, 2, 1, 2};
constexpr float weights[4] = {0.3f, 1.7f, 2.9f, 0.7f};

template <class Loss>
mote::Samples<Net, Loss> samples_of() {
    mote::Samples<Net, Loss> samples;
    if constexpr (mote::is_same<mote::TargetOf<Loss>, mote::ClassNumber>) {
        samples = {x, classes};
    } else {
        samples = {x, y};
    }
    if constexpr (samples.has_weights) {
        samples.weights = weights;
    }
    return samples;
}

void print_bits(const char* name, float loss, const Net& net) {
    uint32_t hash = 2166136261u;
    for (const float parameter : net.parameters) {
        hash = (hash ^ mote::float_bits(parameter)) * 16777619u;
    }
    printf("%s: %08lx %08lx\n", name, static_cast<unsigned long>(mote::float_bits(loss)),
           static_cast<unsigned long>(hash));
}

template <class Loss, class Optimizer = mote::Adam, class Schedule = mote::Constant>
void print_bits(const char* name, Loss loss, Optimizer optimizer = {}, Schedule schedule = {}) {
    const auto recipe = mote::Recipe{loss, optimizer, schedule};
    static Net net;
    static mote::Workspace<Net, mote::Unqualified<decltype(recipe)>, 4> work;
    mote::init(net, 7);
    const mote::SamplesOf<decltype(work)> samples = samples_of<Loss>();
    mote::FitOptions options;
    options.epochs = 40;
    options.batch = 3;
    const mote::FitResult result = mote::fit(net, work, recipe, samples, options);
    print_bits(name, result.loss, net);
}

template <class Method>
void print_bits_of_method(const char* name, Method method) {
    static Net net;
    static mote::SecondOrderWorkspace<Net, Method> work;
    mote::init(net, 7);
    mote::MinimizeOptions options;
    options.iterations = 12;
    options.least_gradient = 0.0f;
    const mote::MinimizeResult result = mote::minimize(net, work, method, samples_of<typename Method::Loss>(), options);
    print_bits(name, result.loss, net);
}

#define METHOD(...) print_bits_of_method(#__VA_ARGS__, mote::__VA_ARGS__)
#define LOSS(...) print_bits(#__VA_ARGS__, mote::__VA_ARGS__)
#define OPTIMIZER(...) print_bits(#__VA_ARGS__, mote::MeanSquaredError{}, mote::__VA_ARGS__)
#define SCHEDULE(...) print_bits(#__VA_ARGS__, mote::MeanSquaredError{}, mote::Sgd{0.2f}, mote::__VA_ARGS__)

void losses() {
    LOSS(MeanSquaredError{});
    LOSS(L1{});
    LOSS(Huber{0.3f});
    LOSS(SmoothL1{0.3f});
    LOSS(LogCosh{});
    LOSS(Quantile{0.7f});
    LOSS(BinaryCrossEntropy{});
    LOSS(WeightedBinaryCrossEntropy{{0.3f, 1.0f, 4.1f}});
    LOSS(Hinge{});
    LOSS(CrossEntropy{});
    LOSS(SmoothedCrossEntropy{0.1f});
    LOSS(WeightedCrossEntropy{{0.3f, 1.0f, 4.1f}, 0.1f});
    LOSS(IgnoreClass<1, mote::CrossEntropy>{});
    LOSS(SampleWeighted{mote::SmoothL1{0.3f}});
    LOSS(SampleWeighted{mote::CrossEntropy{}});
    LOSS(SampleWeighted{mote::WeightedCrossEntropy{{0.3f, 1.0f, 4.1f}, 0.1f}});
}

void optimizers() {
    OPTIMIZER(SgdMomentum{0.03f});
    OPTIMIZER(SgdNesterov{{0.03f}});
    OPTIMIZER(SgdDampened{0.03f});
    OPTIMIZER(AdamW{0.03f});
    OPTIMIZER(AmsGrad{{0.03f}});
    OPTIMIZER(AdamBfloat16{{0.03f}});
    OPTIMIZER(Adamax{0.03f});
    OPTIMIZER(NAdam{0.03f});
    OPTIMIZER(RAdam{0.03f});
    OPTIMIZER(RmsProp{0.003f});
    OPTIMIZER(RmsPropCentered{{0.003f}});
    OPTIMIZER(RmsPropMomentum{0.003f});
    OPTIMIZER(RmsPropCenteredMomentum{{0.003f}});
    OPTIMIZER(Adagrad{0.03f, 0.01f});
    OPTIMIZER(Adadelta{});
    OPTIMIZER(Lion{0.003f});
    OPTIMIZER(Rprop{});
    OPTIMIZER(L1Penalty{mote::Sgd{0.1f}, 0.01f});
    OPTIMIZER(L2Penalty{mote::Sgd{0.1f}, 0.01f});
    OPTIMIZER(DecoupledDecay{mote::Lion{0.003f}, 0.3f});
    OPTIMIZER(ClipValue{mote::Sgd{0.3f}, 0.07f});
    OPTIMIZER(ClipNorm{mote::Sgd{0.3f}, 0.07f});
}

void schedules() {
    SCHEDULE(Cosine{70});
    SCHEDULE(CosineWave{30});
    SCHEDULE(WarmRestarts{10, 2, 0.01f});
    SCHEDULE(OneCycle{70});
    SCHEDULE(StepDecay{20, 0.7f});
    SCHEDULE(MultiStep{{30, 50}, 0.3f});
    SCHEDULE(Exponential{0.97f});
    SCHEDULE(Polynomial{90, 1.7f});
    SCHEDULE(Linear{50, 0.3f});
    SCHEDULE(WarmUp{mote::Cosine{70}, 13});
    SCHEDULE(ReduceOnPlateau{0.7f, 1});
}

void methods() {
    METHOD(LevenbergMarquardt{});
    METHOD(Lbfgs<>{});
    METHOD(Lbfgs<2, mote::CrossEntropy, 3>{});
    METHOD(Lbfgs<3, mote::SampleWeighted<mote::Huber>, 1>{});
}

}  // namespace

int main() {
    losses();
    optimizers();
    schedules();
    methods();
}
