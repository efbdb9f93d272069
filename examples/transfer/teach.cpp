// SPDX-License-Identifier: MIT
// At the desk: the network learns its sensor, and becomes the image that goes into the device's flash.
//
//     teach <image file>
#include "../file.hpp"
#include "sensor.hpp"

namespace {

using namespace transfer;

constexpr uint32_t epochs = 600;
constexpr size_t count = 400, batch = 20;
constexpr auto recipe =
    mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.01f}, mote::Cosine{epochs * uint32_t{count / batch}}};

Net net;
mote::Workspace<Net, decltype(recipe), batch> work;
Readings<count> readings;

/// Voltages, temperatures and pressures become numbers of about ±1.
void scale() {
    constexpr float middles[] = {50.0f, 25.0f}, halves[] = {50.0f, 45.0f};
    for (size_t i = 0; i < 2; ++i) {
        net.input_scales()[i] = 1.0f / halves[i];
        net.input_offsets()[i] = -middles[i] / halves[i];
    }
    net.output_scales()[0] = 100.0f;
    net.output_offsets()[0] = 100.0f;
}

mote::Status teach() {
    mote::Pcg32 random(1);
    take(readings, old_sensor, random);
    mote::init(net, 42);
    scale();
    mote::FitOptions options;
    options.epochs = epochs;
    options.shuffle = true;
    return mote::fit(net, work, recipe, {readings.inputs, readings.pressures}, options).status;
}

mote::Status save(const char* path) {
    examples::File file(path, "wb");
    return file.is_open() ? mote::save(net, file) : mote::Status::sink_failed;
}

}  // namespace

int main(int count_of_arguments, char** arguments) {
    if (count_of_arguments != 2) {
        fputs("usage: teach <image file>\n", stderr);
        return 2;
    }
    mote::Status status = teach();
    if (status == mote::Status::ok) {
        status = save(arguments[1]);
    }
    if (status != mote::Status::ok) {
        fprintf(stderr, "teach: %s: %s\n", arguments[1], mote::describe(status));
    }
    return status == mote::Status::ok ? 0 : 1;
}
