// SPDX-License-Identifier: MIT
// Anomaly: the board learns how the readings of a healthy machine belong together, and from then on says which are unusual. Four
// numbers have to pass through one, the machine's load: a network learns that with healthy readings, and does it badly with others.
#include <mote.h>

constexpr size_t channels = 4;
struct Reading {
    float values[1][channels];
};

// Stands for your sensors: temperature, current, vibration and speed of a motor follow its load.
static Reading measure(bool bearing_is_worn) {
    static uint32_t seed = 1;
    const auto noise = [] {
        seed = seed * 1664525u + 1013904223u;
        return static_cast<float>(seed >> 16) / 65536.0f - 0.5f;
    };
    static float load = 0.5f;
    load = 0.9f * load + 0.1f * (noise() + 0.5f) + 0.1f * noise();
    const float vibration = bearing_is_worn ? 0.7f - 0.3f * load : 0.2f + 0.3f * load;
    return {{{35.0f + 20.0f * load + noise(), 1.0f + 3.0f * load + 0.1f * noise(), vibration + 0.02f * noise(),
              1500.0f - 60.0f * load + 3.0f * noise()}}};
}

using Net = mote::Network<mote::Input<channels>, mote::InputScaling, mote::Dense<1>, mote::Dense<channels>, mote::OutputScaling>;
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.01f}};
static Net net;
static mote::Workspace<Net, decltype(recipe), 1> work;

// How far the reading is from what the network makes of it, each channel in units of its own deviation.
static float score(const Reading& reading) {
    const auto rebuilt = mote::predict(net, reading.values[0]);
    float sum = 0.0f;
    for (size_t i = 0; i < channels; ++i) {
        const float error = (reading.values[0][i] - rebuilt[i]) / net.output_scales()[i];
        sum += error * error;
    }
    return sum;
}

// How many of 100 readings are above the threshold. (A score that is NaN is not below it.)
static int count_unusual(float threshold, bool bearing_is_worn) {
    int unusual = 0;
    for (int i = 0; i < 100; ++i) {
        unusual += score(measure(bearing_is_worn)) <= threshold ? 0 : 1;
    }
    return unusual;
}

static bool learn() {
    mote::init(net, 1);
    mote::InputScalingFit<Net> inputs;
    mote::OutputScalingFit<Net> outputs;
    for (int i = 0; i < 100; ++i) {  // the first readings say how large the numbers are
        const Reading reading = measure(false);
        inputs.add(reading.values[0]);
        outputs.add(reading.values[0]);
    }
    bool is_well = inputs.apply(net) == mote::Status::ok && outputs.apply(net) == mote::Status::ok;
    for (int i = 0; is_well && i < 1000; ++i) {  // each is learned from once, and not kept
        const Reading reading = measure(false);
        is_well = mote::train(net, work, recipe, {reading.values, reading.values}).status == mote::Status::ok;
    }
    return is_well;
}

void setup() {
    Serial.begin(115200);
    if (!learn()) {
        Serial.println(F("it cannot learn"));
        return;
    }
    float threshold = 0.0f;
    for (int i = 0; i < 100; ++i) {
        const float usual = score(measure(false));
        threshold = usual > threshold ? usual : threshold;
    }
    threshold *= 1.5f;
    Serial.print(F("unusual of 100: healthy "));
    Serial.print(count_unusual(threshold, false));
    Serial.print(F(", worn bearing "));
    Serial.println(count_unusual(threshold, true));
}

void loop() {}
