// SPDX-License-Identifier: MIT
// Two pressure sensors, simulated: bridges whose voltage depends on pressure and temperature, and not in a straight
// line. And the network that turns voltage and temperature into pressure.
#pragma once

#include <mote/mote.hpp>

namespace transfer {

/// Millivolts and degrees Celsius in, kilopascals out.
using Net = mote::Network<mote::Input<2>, mote::InputScaling, mote::Dense<16, mote::Tanh>, mote::Dense<16, mote::Tanh>,
                          mote::Dense<1>, mote::OutputScaling>;

/// What differs from one type of sensor to the next.
struct Sensor {
    float offset;          ///< mV without pressure, at 25 °C
    float sensitivity;     ///< mV/kPa
    float curvature;       ///< mV/kPa²
    float offset_drift;    ///< mV/°C
    float relative_drift;  ///< 1/°C, of what the pressure adds

    constexpr float millivolts(float pressure, float temperature) const {
        const float warmer = temperature - 25.0f;
        const float bridge = (sensitivity + curvature * pressure) * pressure;
        return offset + offset_drift * warmer + bridge * (1.0f + relative_drift * warmer);
    }
};
constexpr Sensor old_sensor = {2.0f, 0.40f, 0.0004f, 0.02f, -0.002f};
constexpr Sensor new_sensor = {9.0f, 0.33f, 0.0007f, -0.05f, 0.001f};

/// Readings of a sensor, with the pressures that a reference shows beside it.
template <size_t Count>
struct Readings {
    float inputs[Count][2];  ///< mV and °C, 0 to about 100 and -20 to 70
    float pressures[Count];  ///< kPa, 0 to 200
};

/// Takes readings all over the ranges, where `random` leads.
template <size_t Count>
void take(Readings<Count>& readings, const Sensor& sensor, mote::Pcg32& random) {
    for (size_t i = 0; i < Count; ++i) {
        const float pressure = 100.0f + random.uniform(100.0f), temperature = 25.0f + random.uniform(45.0f);
        readings.inputs[i][0] = sensor.millivolts(pressure, temperature);
        readings.inputs[i][1] = temperature;
        readings.pressures[i] = pressure;
    }
}

}  // namespace transfer
