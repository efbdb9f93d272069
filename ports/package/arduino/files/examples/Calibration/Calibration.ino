// SPDX-License-Identifier: MIT
// Calibration: a thermistor learns its curve from readings beside a reference, in its own units: counts in, degrees Celsius
// out. What it learned is kept in EEPROM and survives a power cut, so from the second start on nothing is learned again.
#include <mote.h>
#include <mote/checkpoint.hpp>

#include <EEPROM.h>

// What the converter read, and the reference said at the time. One reading failed; its row is left out and counted.
constexpr int rows = 11;
constexpr float counts[rows][1] = {{382}, {727}, {1072}, {1418}, {1763}, {NAN}, {2108}, {2454}, {2799}, {3144}, {3490}};
constexpr float celsius[rows] = {-20.0f, -6.7f, 2.9f, 11.1f, 18.7f, 22.0f, 26.3f, 34.4f, 43.5f, 54.6f, 70.3f};

using Net = mote::Network<mote::Input<1>, mote::InputScaling, mote::Dense<4, mote::Tanh>, mote::Dense<1>, mote::OutputScaling>;
using Recipe = mote::Recipe<mote::MeanSquaredError, mote::Adam>;
constexpr int steps = 400;
constexpr Recipe recipe{{}, mote::Adam{0.02f}};

static Net net;
using Work = mote::Workspace<Net, Recipe, rows>;
static Work work;

struct Eeprom {
    static constexpr size_t size = 1024, sector_size = 1, page_size = 1;  // bytes are written over one by one

    bool read(size_t offset, uint8_t* to, size_t count) {
        for (size_t i = 0; i < count; ++i) {
            to[i] = EEPROM.read(static_cast<int>(offset + i));
        }
        return true;
    }
    bool program(size_t offset, const uint8_t* from, size_t) {
        EEPROM.update(static_cast<int>(offset), *from);
        return true;
    }
    bool erase(size_t) { return true; }
    bool sync() {
#if defined(ESP32) || defined(ESP8266) || defined(ARDUINO_ARCH_RP2040)
        return EEPROM.commit();  // there it is a copy of flash
#else
        return true;
#endif
    }
};

static mote::Status calibrate(Eeprom& eeprom) {
    mote::init(net, 42);
    mote::Status status = mote::fit_scalings(net, mote::SamplesOf<Work>{counts, celsius});
    uint32_t left_out = 0;
    for (int step = 0; step < steps && status == mote::Status::ok; ++step) {
        const mote::Result result = mote::train(net, work, recipe, {counts, celsius});
        status = result.status;
        left_out = result.repairs.skipped_rows;
    }
    Serial.print(F("calibrated; readings left out: "));
    Serial.println(left_out);
    return status == mote::Status::ok ? mote::store(net, work, eeprom) : status;
}

void setup() {
    Serial.begin(115200);
#if defined(ESP32) || defined(ESP8266) || defined(ARDUINO_ARCH_RP2040)
    EEPROM.begin(Eeprom::size);
#endif
    Eeprom eeprom;
    mote::Status status = mote::restore(net, work, eeprom);
    if (status == mote::Status::no_checkpoint) {  // the first start
        status = calibrate(eeprom);
    } else {
        Serial.println(F("restored"));
    }
    if (status != mote::Status::ok) {
        Serial.print(F("no calibration, status "));
        Serial.println(static_cast<int>(status));
        return;
    }
    for (int reading = 500; reading <= 3500; reading += 1000) {
        Serial.print(reading);
        Serial.print(F(" counts are "));
        Serial.print(mote::predict(net, {static_cast<float>(reading)})[0], 1);
        Serial.println(F(" degrees"));
    }
}

void loop() {}
