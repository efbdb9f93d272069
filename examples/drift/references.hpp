// SPDX-License-Identifier: MIT
// What a device learns from: the last readings that came with a reference.
#pragma once

#include "world.hpp"

constexpr size_t remembered = 8;     // the last references: one alone would make it forget the others
constexpr int reference_every = 7;   // readings
constexpr int readings_a_step = 5;   // of learning
constexpr uint32_t hangs_after = 3;  // readings with the same bits in a row, which no healthy sensor has

/// The last references, the oldest replaced by the newest.
struct References {
    float x[remembered][2], y[remembered];
    size_t count;

    void add(const Reading& reading, float reference) {
        const size_t row = count++ % remembered;
        x[row][0] = reading.raw;
        x[row][1] = reading.temperature;
        y[row] = reference;
    }
};

/// Mean error of the answers to healthy readings.
struct Error {
    float sum;
    uint32_t count;

    void add(float answer, float truth) {
        sum += answer < truth ? truth - answer : answer - truth;
        ++count;
    }
    float mean() const { return sum / static_cast<float>(count); }
};

/// Whether a sensor hangs: it has said the same for a while.
class HangDetector {
  public:
    bool hangs(float raw) {
        same_ = mote::float_bits(raw) == mote::float_bits(last_) ? same_ + 1 : 0;
        last_ = raw;
        return !mote::is_nan(raw) && same_ >= hangs_after;
    }

  private:
    float last_ = 0.0f;
    uint32_t same_ = 0;
};
