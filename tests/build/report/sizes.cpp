// SPDX-License-Identifier: MIT
// Says what sizeof says of everything that it has of mote, wherever it stands: the report must say the same.
#include <mote/mote.hpp>
#include <mote_board.hpp>
#include <mote_print.hpp>

using Net = mote::Network<mote::Input<2>, mote::Dense<3, mote::Tanh>, mote::Dense<1>>;
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.05f}};
using Work = mote::Workspace<Net, decltype(recipe), 4>;

namespace firmware {

/// Not mote's, though it has the name.
struct Network {
    float values[100];
};

/// A sensor with a model of its own, and a copy of it from before.
struct Sensor {
    uint32_t readings;
    const Net* origin;
    Net model;
    mote::Image<Net> before;
};

Sensor sensors[3];
Network network;

}  // namespace firmware

extern const Net factory;
constexpr Net factory = {{0.5f, -0.25f}};
static Net ensemble[2];

static Work& work() {
    static Work kept;
    return kept;
}

int main() {
    mote::init(ensemble[1], 42);
    for (auto& sensor : firmware::sensors) {
        sensor.model = factory;
        sensor.origin = &ensemble[sensor.readings];
        if (mote::save(sensor.model, sensor.before) != mote::Status::ok) {
            return 1;
        }
    }
    const float x[2] = {0.0f, 1.0f}, y = 1.0f;
    if (mote::train(ensemble[0], work(), recipe, {x, &y, 1}).status != mote::Status::ok) {
        return 1;
    }
    firmware::network.values[firmware::sensors[1].readings] = 1.0f;
    volatile float last = firmware::network.values[99];
    last = last * mote::predict(factory, {last, 1.0f})[0];
    board::print("network = ", 5 * sizeof(Net), "\nweights = ", sizeof factory, "\n");
    board::print("state = ", sizeof(Work::state), "\nscratch = ", sizeof(Work::scratch), "\n");
    board::print("image = ", 3 * sizeof(mote::Image<Net>), "\ndata = 0\n");
    return last != 0.0f ? 1 : 0;
}
