// SPDX-License-Identifier: MIT
// A pressure sensor that ages, the same on every machine: what it says, what is true, and when it fails.
#pragma once

#include <mote/mote.hpp>

/// One reading, in parts of the full scale; `truth` is what a reference instrument would say.
struct Reading {
    float raw, temperature, truth;
    bool is_faulty;
};

/// The sensor bends, follows the temperature, and loses gain and gathers offset as it ages. In between its wire breaks (NaN), or
/// it hangs at one value.
class World {
  public:
    static constexpr int months = 12, readings_a_month = 1000;

    Reading read() {
        const float age = static_cast<float>(count_++) / (months * readings_a_month);
        const int in_month = (count_ - 1) % readings_a_month;
        Reading reading;
        reading.truth = 0.5f + 0.25f * random_.uniform(1.0f) + 0.25f * random_.uniform(1.0f);
        reading.temperature = random_.uniform(1.0f);
        reading.raw = reading.truth * (1.0f - 0.3f * age) + 0.2f * age + 0.1f * reading.temperature +
                      0.15f * reading.truth * reading.truth + random_.uniform(0.002f);
        const bool broken = in_month >= 200 && in_month < 250, hangs = in_month >= 600 && in_month < 700;
        reading.is_faulty = broken || hangs;
        hung_at_ = hangs ? hung_at_ : reading.raw;
        reading.raw = broken ? __builtin_nanf("") : hung_at_;
        return reading;
    }

  private:
    mote::Pcg32 random_{1};
    int count_ = 0;
    float hung_at_ = 0.0f;
};
