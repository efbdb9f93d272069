// SPDX-License-Identifier: MIT
// A thermistor of 10 kOhm in a divider with 10 kOhm, read by an ADC of 12 bits; what it reads from -20 to 100 degrees Celsius.
#pragma once

#include <mote/mote.hpp>

/// Steinhart and Hart 1968: 1/T = a + b·ln R + c·(ln R)³, T in kelvin and R in ohm.
struct Thermistor {
    static constexpr float a = 1.129241e-3f, b = 2.341077e-4f, c = 8.775468e-8f, divider = 10000.0f;
    static constexpr int full_scale = 4096, coldest = 382, hottest = 3835;  ///< counts of the ADC

    /// Degrees Celsius at which the ADC gives just this number.
    static float temperature(int counts) {
        const float resistance = divider * static_cast<float>(full_scale - counts) / static_cast<float>(counts);
        const float log_of_it = mote::first_lane(mote::log(resistance));
        return 1.0f / mote::mul_add(mote::mul_add(log_of_it * log_of_it, c, b), log_of_it, a) - 273.15f;
    }
};

/// The calibration: 50 readings in equal steps, each with the temperature of a reference.
struct Readings {
    static constexpr int count = 50;
    float counts[count], celsius[count];

    void take() {
        for (int i = 0; i < count; ++i) {
            const int reading = Thermistor::coldest + (Thermistor::hottest - Thermistor::coldest) * i / (count - 1);
            counts[i] = static_cast<float>(reading);
            celsius[i] = Thermistor::temperature(reading);
        }
    }
};

/// Counts in, degrees Celsius out.
using Net =
    mote::Network<mote::Input<1>, mote::InputScaling, mote::Dense<12, mote::Tanh>, mote::Dense<1>, mote::OutputScaling>;

inline void start(Net& net, uint64_t seed) {
    net.input_scales()[0] = 1.0f / 1024.0f;
    net.input_offsets()[0] = -2.0f;
    net.output_scales()[0] = 40.0f;
    net.output_offsets()[0] = 40.0f;
    mote::init(net, seed);
}

/// What a network says wrong, in degrees, over all numbers that the ADC may give and not only the 50 it has learned.
struct Errors {
    float mean_square, largest;

    static Errors of(const Net& net) {
        Errors errors = {};
        int rows = 0;
        for (int reading = Thermistor::coldest; reading <= Thermistor::hottest; ++reading) {
            const float error = mote::predict(net, {static_cast<float>(reading)})[0] - Thermistor::temperature(reading);
            ++rows;
            const float square = error * error;
            errors.mean_square += (square - errors.mean_square) / static_cast<float>(rows);
            const float size = error < 0.0f ? -error : error;
            errors.largest = errors.largest < size ? size : errors.largest;
        }
        return errors;
    }
    float root_mean_square() const { return mote::square_root(mean_square); }
};

constexpr auto adam = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.08f}, mote::Cosine{5000}};
using AdamWork = mote::Workspace<Net, decltype(adam), Readings::count>;
constexpr mote::LevenbergMarquardt levenberg_marquardt;
using LevenbergMarquardtWork = mote::SecondOrderWorkspace<Net, mote::LevenbergMarquardt>;
