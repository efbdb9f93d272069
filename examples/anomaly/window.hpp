// SPDX-License-Identifier: MIT
// What a window of vibration looks like to the network: 16 numbers, the logarithms of the energies in 16 bands. The bands are those
// of the Walsh-Hadamard transform of 32 samples, a spectrum of square waves instead of sines: it takes additions only.
#pragma once

#include "machine.hpp"

struct Window {
    static constexpr size_t bands = 16, block = 32, blocks = 16;  // 512 samples, 0.64 seconds
    float values[bands];

    /// Listens to the machine for as long as a window takes.
    static Window take(Machine& machine, Fault fault) {
        float energies[bands] = {};
        for (size_t b = 0; b < blocks; ++b) {
            float samples[block];
            for (float& sample : samples) {
                sample = machine.sample(fault);
            }
            transform(samples);
            add_energies(samples, energies);
        }
        Window window;
        for (size_t band = 0; band < bands; ++band) {
            // A machine that stands still has no energy, and 0 no logarithm.
            window.values[band] = mote::first_lane(mote::log(energies[band] + 1e-6f));
        }
        return window;
    }

  private:
    static void transform(float (&samples)[block]) {
        for (size_t half = 1; half < block; half *= 2) {
            for (size_t i = 0; i < block; ++i) {
                if ((i & half) == 0) {
                    const float a = samples[i], b = samples[i + half];
                    samples[i] = a + b;
                    samples[i + half] = a - b;
                }
            }
        }
    }
    /// Like sine and cosine of one frequency, two square waves make a band. The constant one, which gravity goes to, is left out.
    static void add_energies(const float (&transformed)[block], float (&energies)[bands]) {
        for (size_t changes = 1; changes < block; ++changes) {
            const float value = transformed[place_of(changes)];
            energies[(changes - 1) / 2] += value * value;
        }
    }
    /// Where the transform puts the square wave with so many changes of sign: its Gray code, read backwards.
    static constexpr size_t place_of(size_t changes) {
        const size_t gray = changes ^ changes >> 1;
        size_t place = 0;
        for (size_t bit = 1; bit < block; bit *= 2) {
            place = 2 * place + ((gray & bit) != 0 ? 1u : 0u);
        }
        return place;
    }
};
