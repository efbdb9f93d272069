// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "mote/mote.hpp"

using namespace mote;
using namespace mote::detail;

namespace {

template <class Hidden, class Limits = Ceilings<>>
using Small = Network<Input<1>, Dense<16, Hidden>, Dense<16, Hidden>, Dense<1>, Limits>;
template <class Limits = Ceilings<>>
using Images = Network<Input<784>, Dense<128, Relu>, Dense<64, Relu>, Dense<10>, Limits>;
using Near = Ceilings<1000, 1000, 1000>;

template <class Net, class Loss, size_t Batch = 256>
constexpr bool needs(bool errors, bool deltas) {
    return training_closes<Net, Loss, Batch>() && needed_clamps<Net, Loss, Batch>().errors == errors &&
           needed_clamps<Net, Loss, Batch>().deltas == deltas;
}

}  // namespace

TEST_CASE("networks whose arithmetic cannot overflow carry no clamp") {
    static_assert(needs<Small<Tanh, Near>, MeanSquaredError>(false, false));
    static_assert(!clamps_activation<Small<Tanh>, 0>() && !clamps_activation<Small<Tanh>, 1>());
    static_assert(!clamps_activation<Small<Mish, Near>, 0>());
    SUCCEED();
}

TEST_CASE("every clamp that is compiled in is one without which the proof stays open") {
    static_assert(clamps_activation<Small<Mish>, 0>());
    static_assert(clamps_activation<Images<>, 0>());
    static_assert(!delta_bound<Images<>, MeanSquaredError, 256, 0>({false, false}).closes);
    static_assert(training_closes<Images<>, MeanSquaredError, 256>());
    static_assert(training_closes<Images<>, CrossEntropy, 256>());
    static_assert(training_closes<Small<Sin<30>>, MeanSquaredError, 1>());
    SUCCEED();
}

TEST_CASE("the last layer's activations are never clamped, they are the prediction") {
    static_assert(!clamps_activation<Network<Input<1>, Dense<1>, Ceilings<1000000, 1000000000>>, 0>());
    SUCCEED();
}

TEST_CASE("a hidden activation is clamped if it may exceed 10^9, and no earlier") {
    // One input I and weights up to W between two clamps: 2·W·(I + 1).
    using AtTheLimit = Network<Input<1>, Dense<1, Relu>, Dense<1>, Ceilings<1000, 499999>>;
    using Above = Network<Input<1>, Dense<1, Relu>, Dense<1>, Ceilings<1000, 500000>>;
    static_assert(output_bound<AtTheLimit, 0>() == 1e9 && !clamps_activation<AtTheLimit, 0>());
    static_assert(clamps_activation<Above, 0>() && value_bound<Above, 1>() == static_cast<double>(activation_clamp));
    SUCCEED();
}

TEST_CASE("features start the chain, and ten times the largest bound is a float") {
    static_assert(feature_bound<Network<Input<2>, FourierFeatures<3>, Dense<1>>>() == 1);
    static_assert(feature_bound<Network<Input<2>, Dense<1>>>() == 1e6);
    static_assert(10 * representable < static_cast<double>(largest_float));
    SUCCEED();
}

namespace {

/// A last layer whose outputs may be too large for any clamp to help.
struct Boundless : Relu {
    static constexpr uint32_t id = 200;
    static constexpr double value_bound(double) { return 4e37; }
};

}  // namespace

TEST_CASE("outputs beyond a float leave the proof open, whatever is clamped after them") {
    using Alone = Network<Input<1>, Dense<1>>;
    using Hopeless = Network<Input<1>, Dense<1, Boundless>>;
    static_assert(training_closes<Alone, MeanSquaredError, 1>() && !forward_closes<Hopeless>());
    static_assert(!delta_bound<Hopeless, MeanSquaredError, 1, 0>({true, true}).closes);
    SUCCEED();
}

TEST_CASE("on the way back a delta grows by each layer's weights") {
    using Net = Network<Input<1>, Dense<2>, Dense<3>, Dense<1>>;
    constexpr DeltaBound last = delta_bound<Net, MeanSquaredError, 1, 2>({false, false});
    constexpr DeltaBound middle = delta_bound<Net, MeanSquaredError, 1, 1>({false, false});
    constexpr DeltaBound first = delta_bound<Net, MeanSquaredError, 1, 0>({false, false});
    static_assert(middle.row == last.row * weight_bound<Net> * 1);
    static_assert(first.row == middle.row * weight_bound<Net> * 3);
    SUCCEED();
}

TEST_CASE("squares of gradients, losses of all rows that can be counted and deltas of a batch have a sum") {
    static_assert(1e6 * largest_gradient * largest_gradient < representable);
    static_assert(most_rows == 1.0 + UINT32_MAX);
    static_assert(4 * delta_clamp<4> == 1e6f);
    SUCCEED();
}

TEST_CASE("deep networks close as well, at the highest ceilings") {
    using Limits = Ceilings<1000, 1000000000, 1000000000>;
    using Deep =
        Network<Input<8>, Dense<64, Relu>, Dense<64, Relu>, Dense<64, Relu>, Dense<64, Relu>, Dense<4>, Limits>;
    static_assert(training_closes<Deep, MeanSquaredError, 256>());
    static_assert(training_closes<Deep, CrossEntropy, 256>());
    SUCCEED();
}

namespace {

template <size_t Layers, class... Parts>
struct TallOf : TallOf<Layers - 1, Dense<64, Relu>, Parts...> {};
template <class... Parts>
struct TallOf<0, Parts...> {
    using Net = Network<Input<64>, Parts..., Dense<1>>;
};
template <size_t Layers>
using Tall = typename TallOf<Layers>::Net;

}  // namespace

TEST_CASE("bounds beyond a double are no error: gradients of a tall network are clamped") {
    static_assert(needs<Tall<58>, MeanSquaredError>(true, true));
    static_assert(needs<Tall<120>, MeanSquaredError>(true, true));
    SUCCEED();
}
