// SPDX-License-Identifier: MIT
// Any bit of RAM flips: of network, state, scratch or of where a step in slices stands. Whatever it is, the next steps end, index
// nothing that is not theirs (the sanitizers look), and leave only finite numbers.
// `MOTE_TABLE=1 property_tests "table of flipped bits"` prints how many losses come back to within 5 % of what they would have been.
#include <mote/mote.hpp>

#include <string.h>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "catch.hpp"
#include "property/numbers.hpp"

using namespace mote;

namespace {

constexpr size_t rows = 24;
float x[rows][2], y[rows][1];

/// Half of y is noise: no network of three hidden units fits it, so that 5 % of its loss is a measure.
void make_rows() {
    Numbers numbers(5);
    for (size_t row = 0; row < rows; ++row) {
        x[row][0] = numbers.uniform(1.0f);
        x[row][1] = numbers.uniform(1.0f);
        y[row][0] = x[row][0] * x[row][1] + numbers.uniform(0.5f);
    }
}

template <size_t Rows, class Optimizer, class Hidden, class... Between>
struct DeviceOf {
    using Net = Network<Input<2>, Dense<3, Hidden>, Between..., Dense<1>>;
    using RecipeOfDevice = Recipe<MeanSquaredError, Optimizer>;
    using Work = SlicedWorkspace<Net, RecipeOfDevice, Rows>;
    static constexpr size_t rows = Rows;
    Net net = {};
    Work work = {};
};

/// With few rows, and so few bits, for the tests; with all of them for the table.
template <class Optimizer, class Hidden, class... Between>
using Device = DeviceOf<4, Optimizer, Hidden, Between...>;
template <class Optimizer, class Hidden>
using Trained = DeviceOf<rows, Optimizer, Hidden>;

enum class Moment { idle, in_slices };

/// One device, and what flips of its bits did to it.
template <class Device>
class Trial {
  public:
    using Net = typename Device::Net;

    Trial(const typename Device::RecipeOfDevice& recipe, size_t steps)
        : recipe_(recipe), start_(new Device), device_(new Device) {
        make_rows();
        init(start_->net, 3);
        for (size_t step = 0; step < steps; ++step) {
            REQUIRE(train(start_->net, start_->work, recipe_, {x[0], y[0], Device::rows}).status == Status::ok);
        }
    }

    static constexpr size_t bit_count() { return 8 * sizeof(Device); }

    /// Stops the trained device before the next step or, in slices of one part, after so many of them.
    void stop_at(Moment moment, size_t slices) {
        if (moment == Moment::in_slices) {
            REQUIRE(begin(start_->net, start_->work, recipe_, {x[0], y[0], Device::rows}).status == Status::ok);
            for (size_t slice = 0; slice < slices; ++slice) {
                REQUIRE(advance(start_->net, start_->work, 1).status == Status::busy);
            }
        }
    }
    void start_again() { memcpy(static_cast<void*>(device_.get()), start_.get(), sizeof(Device)); }
    void flip(size_t bit) {
        reinterpret_cast<unsigned char*>(device_.get())[bit / 8] ^= static_cast<unsigned char>(1u << bit % 8);
    }

    /// Ends a step that has begun, and takes `steps` more. Returns whether each of them ended.
    bool go_on(size_t steps) {
        size_t slices = 0;
        while (device_->work.is_busy() && advance(device_->net, device_->work, 1).status == Status::busy) {
            if (++slices > 1000) {
                return false;
            }
        }
        for (size_t step = 0; step < steps; ++step) {
            const Result result = train(device_->net, device_->work, recipe_, {x[0], y[0], Device::rows});
            if (!is_finite(result.loss) || (result.status != Status::ok && result.status != Status::damaged)) {
                return false;
            }
        }
        return true;
    }
    float loss() {
        float sum = 0.0f;
        for (int step = 0; step < 64; ++step) {
            sum += train(device_->net, device_->work, recipe_, {x[0], y[0], Device::rows}).loss;
        }
        return sum / 64.0f;
    }

    bool is_sound() const {
        bool sound = true;
        for (size_t parameter = 0; parameter < Net::trained_count; ++parameter) {
            sound = sound && is_within(device_->net.parameters[Net::trained_first + parameter], 2000.0f);
            for (size_t index = 0; index < Device::RecipeOfDevice::Optimizer::memory; ++index) {
                sound = sound && is_finite(device_->work.state.remembered(parameter, index));
            }
        }
        for (const auto& row : x) {
            sound = sound && is_finite(predict(device_->net, row)[0]);
        }
        return sound;
    }

  private:
    const typename Device::RecipeOfDevice recipe_;
    std::unique_ptr<Device> start_, device_;
};

/// Enough for the sweep to have passed everywhere.
constexpr size_t steps_to_heal = 3 * detail::sweep_period;

template <class Device>
void check_every_bit(const typename Device::RecipeOfDevice& recipe) {
    for (const size_t slices : {0u, 1u, 2u, 5u, 9u}) {
        Trial<Device> trial(recipe, 100);
        trial.stop_at(slices == 0 ? Moment::idle : Moment::in_slices, slices);
        size_t stuck = 0, unsound = 0;
        for (size_t bit = 0; bit < trial.bit_count(); ++bit) {
            trial.start_again();
            trial.flip(bit);
            stuck += trial.go_on(steps_to_heal) ? 0u : 1u;
            unsound += trial.is_sound() ? 0u : 1u;
        }
        CAPTURE(slices);
        CHECK(stuck == 0);
        CHECK(unsound == 0);
    }
}

/// A bit flips every few steps, for a long time; then none.
template <class Device>
void check_many_flips(const typename Device::RecipeOfDevice& recipe, size_t flips) {
    Trial<Device> trial(recipe, 100);
    trial.start_again();
    Numbers numbers(7);
    size_t stuck = 0;
    for (size_t flip = 0; flip < flips; ++flip) {
        trial.flip(numbers.below(trial.bit_count()));
        stuck += trial.go_on(numbers.below(4)) ? 0u : 1u;
    }
    CHECK(stuck == 0);
    CHECK(trial.go_on(steps_to_heal));
    CHECK(trial.is_sound());
}

template <class Device>
void check(const typename Device::RecipeOfDevice& recipe) {
    check_every_bit<Device>(recipe);
    check_many_flips<Device>(recipe, 10000);
}

/// A row of the table: bits that flip between two steps and in the middle of one, losses that come back.
template <class Device>
void print_row(const char* name, const typename Device::RecipeOfDevice& recipe) {
    constexpr size_t steps = 3000;
    size_t bits = 0, sound = 0, recovered = 0;
    for (const size_t slices : {0u, 5u}) {
        Trial<Device> trial(recipe, 20000);
        trial.start_again();
        REQUIRE(trial.go_on(steps));
        const float usual = trial.loss();
        trial.stop_at(slices == 0 ? Moment::idle : Moment::in_slices, slices);
        for (size_t bit = 0; bit < trial.bit_count(); ++bit) {
            trial.start_again();
            trial.flip(bit);
            const bool ends = trial.go_on(steps);
            ++bits;
            sound += ends && trial.is_sound() ? 1u : 0u;
            recovered += trial.loss() <= 1.05f * usual ? 1u : 0u;
        }
    }
    std::printf("| %-16s | %6zu | %6zu | %6.2f %% |\n", name, bits, sound,
                100.0 * static_cast<double>(recovered) / static_cast<double>(bits));
    CHECK(sound == bits);
}

}  // namespace

TEST_CASE("any flipped bit is healed: descent") {
    check<Device<Sgd, Tanh>>({{}, {0.1f}});
    check<Device<Sgd, Relu>>({{}, {0.05f}});
    check<Device<SgdMomentum, Tanh>>({{}, {0.02f}});
    check<Device<SgdNesterov, Mish>>({{}, {{0.02f}}});
    check<Device<SgdDampened, Tanh>>({{}, {0.1f}});
}
TEST_CASE("any flipped bit is healed: Adam and its relatives") {
    check<Device<Adam, Tanh>>({{}, {0.01f}});
    check<Device<Adam, Relu>>({{}, {0.01f}});
    check<Device<Adam, Gelu, LayerNorm<>>>({{}, {0.01f}});
    check<Device<AdamW, Sigmoid>>({{}, {0.01f}});
    check<Device<AmsGrad, Tanh>>({{}, {{0.01f}}});
    check<Device<AdamBfloat16, Tanh>>({{}, {{0.01f}}});
    check<Device<Adamax, Tanh>>({{}, {0.01f}});
    check<Device<NAdam, Tanh>>({{}, {0.01f}});
    check<Device<RAdam, Tanh>>({{}, {0.01f}});
    check<Device<ClipNorm<Adam>, Tanh>>({{}, {{0.01f}, 1.0f}});
}
TEST_CASE("any flipped bit is healed: scaled and signed steps") {
    check<Device<RmsProp, Tanh>>({{}, {0.001f}});
    check<Device<RmsPropCentered, Tanh>>({{}, {{0.001f}}});
    check<Device<RmsPropMomentum, Relu>>({{}, {0.001f}});
    check<Device<Adagrad, Tanh>>({{}, {0.1f}});
    check<Device<Adadelta, Tanh>>({{}, {1.0f}});
    check<Device<Lion, Tanh>>({{}, {0.001f}});
    check<Device<Rprop, Tanh>>({{}, {}});
}

TEST_CASE("table of flipped bits") {
    if (std::getenv("MOTE_TABLE") == nullptr) {
        return;  // it takes some minutes, and says no more than the tests above
    }
    std::printf("| optimizer | bits | finite again | losses within 5 %% |\n|---|---|---|---|\n");
    print_row<Trained<Sgd, Tanh>>("Sgd", {{}, {0.1f}});
    print_row<Trained<SgdMomentum, Tanh>>("SgdMomentum", {{}, {0.02f}});
    print_row<Trained<Adam, Tanh>>("Adam", {{}, {0.01f}});
    print_row<Trained<Adam, Relu>>("Adam, Relu", {{}, {0.01f}});
    print_row<Trained<AmsGrad, Tanh>>("AmsGrad", {{}, {{0.01f}}});
    print_row<Trained<AdamBfloat16, Tanh>>("AdamBfloat16", {{}, {{0.01f}}});
    print_row<Trained<Adamax, Tanh>>("Adamax", {{}, {0.01f}});
    print_row<Trained<NAdam, Tanh>>("NAdam", {{}, {0.01f}});
    print_row<Trained<RAdam, Tanh>>("RAdam", {{}, {0.01f}});
    print_row<Trained<RmsProp, Tanh>>("RmsProp", {{}, {0.001f}});
    print_row<Trained<Adagrad, Tanh>>("Adagrad", {{}, {0.1f}});
    print_row<Trained<Adadelta, Tanh>>("Adadelta", {{}, {1.0f}});
    print_row<Trained<Lion, Tanh>>("Lion", {{}, {0.001f}});
    print_row<Trained<Rprop, Tanh>>("Rprop", {{}, {}});
}
