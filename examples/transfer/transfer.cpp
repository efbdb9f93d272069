// SPDX-License-Identifier: MIT
// A new sensor for an old network. The network lies in flash and stays there; on the device, from 24 readings beside a
// reference, a head of 17 parameters learns on the network's features. For comparison, a copy of all of it learns, too.
#include <factory.hpp>  // generated: what teach.cpp has learned
#include <mote_board.hpp>
#include <mote_print.hpp>

#include "sensor.hpp"

namespace {

using namespace transfer;

constexpr Net factory = mote_weights::factory<Net>();  // 1,372 bytes of flash, none of RAM

/// The head takes the place of the last Dense.
constexpr size_t layers = Net::depth - 1;
using Head = mote::Network<mote::Input<Net::width(layers)>, mote::Dense<1>, mote::OutputScaling>;

Head head;
Net copy;

constexpr size_t count = 24, batch = 4;
Readings<count> readings;
float features[count][Head::inputs];

template <class Learner>
mote::Status learn(Learner& net, const float (&x)[count][Learner::inputs], float rate, uint32_t epochs) {
    using Recipe = mote::Recipe<mote::MeanSquaredError, mote::Adam, mote::Cosine>;
    static mote::Workspace<Learner, Recipe, batch> work;
    const Recipe recipe{{}, mote::Adam{rate}, mote::Cosine{epochs * uint32_t{count / batch}}};
    mote::FitOptions options;
    options.epochs = epochs;
    options.shuffle = true;
    return mote::fit(net, work, recipe, {x, readings.pressures}, options).status;
}

mote::Status learn_head() {
    for (size_t row = 0; row < count; ++row) {
        const auto of_row = mote::features<layers>(factory, readings.inputs[row]);
        for (size_t f = 0; f < of_row.size(); ++f) {
            features[row][f] = of_row[f];
        }
    }
    // It starts as what it replaces: the last parameters of the network, which are all of the head's.
    for (size_t p = 0; p < Head::parameter_count; ++p) {
        head.parameters[p] = factory.parameters[Net::offset(layers) + p];
    }
    return learn(head, features, 0.03f, 1000);
}

mote::Status learn_copy() {
    copy = factory;
    return learn(copy, readings.inputs, 0.01f, 300);
}

using Input = float[2];
float with_factory(const Input& x) { return mote::predict(factory, x)[0]; }
float with_head(const Input& x) { return mote::predict(head, mote::features<layers>(factory, x).elements)[0]; }
float with_copy(const Input& x) { return mote::predict(copy, x)[0]; }

/// At 200 readings that nobody has learned from.
void print_errors(const char* name, const Sensor& sensor, float (*predict)(const Input&)) {
    mote::Pcg32 random(3);
    float sum = 0.0f, largest = 0.0f;
    for (int i = 0; i < 200; ++i) {
        Readings<1> reading;
        take(reading, sensor, random);
        const float difference = predict(reading.inputs[0]) - reading.pressures[0];
        const float error = difference < 0.0f ? -difference : difference;
        sum += error;
        largest = mote::larger(largest, error);
    }
    board::print(name, sum / 200.0f, " kPa off in the mean, ", largest, " at most\n");
}

}  // namespace

int main() {
    mote::Pcg32 random(2);
    take(readings, new_sensor, random);
    if (learn_head() != mote::Status::ok || learn_copy() != mote::Status::ok) {
        return 1;
    }
    print_errors("old sensor, as delivered:  ", old_sensor, with_factory);
    print_errors("new sensor, as delivered:  ", new_sensor, with_factory);
    print_errors("new sensor, a new head:    ", new_sensor, with_head);
    print_errors("new sensor, all re-trained:", new_sensor, with_copy);
}
