// SPDX-License-Identifier: MIT
// A fan on an induction motor, simulated, the same on every machine: what an accelerometer on its bearing says, healthy and with
// known faults.
#pragma once

#include <mote/mote.hpp>

/// What may be wrong with it.
enum class Fault : uint8_t { none, imbalance, misalignment, looseness, bearing, loose_sensor, broken_wire };

/// 800 samples a second. The load wanders all the time: under load the shaft turns more slowly, and vibrates more.
class Machine {
  public:
    static constexpr float samples_a_second = 800.0f;

    explicit Machine(uint64_t seed) : random_(seed) {}

    /// The next sample, in units of gravity's acceleration.
    float sample(Fault fault) {
        wander();
        const float heavy = 0.5f + load_;
        // Looseness lets the shaft jump at every second turn.
        const float loose = fault == Fault::looseness ? 0.08f : 0.0f;
        const float vibration = (fault == Fault::imbalance ? 0.55f : 0.5f) * waves_[2] +
                                (fault == Fault::misalignment ? 0.28f : 0.2f) * heavy * waves_[4] +
                                0.1f * heavy * waves_[6] + 0.15f * load_ * waves_[2 * blades] +
                                loose * (waves_[1] + waves_[3]) + ring(fault == Fault::bearing ? 0.16f : 0.0f) +
                                noise(0.14f * heavy);
        // A sensor that is not screwed tight passes less of what is fast.
        const float passed = fault == Fault::loose_sensor ? 0.75f * vibration + 0.25f * before_ : vibration;
        before_ = vibration;
        return fault == Fault::broken_wire ? __builtin_nanf("") : passed;
    }

  private:
    static constexpr size_t blades = 7;
    static constexpr float balls_a_turn = 3.58f;  ///< passes of a ball over one place of the outer race

    void wander() {
        load_ = mote::clamp(load_ + random_.uniform(0.012f), 0.0f, 1.0f);
        const float turns = (49.6f - 1.6f * load_) / samples_a_second;
        turn_ += turns;
        turn_ = turn_ < 2.0f ? turn_ : turn_ - 2.0f;
        ball_ += balls_a_turn * turns;
        // One sine and one cosine, and the others from these: sin((n + 1)a) = 2·cos(a)·sin(n·a) - sin((n - 1)a).
        const mote::SineAndCosine half_order = mote::sin_cos(3.1415927f * turn_);
        const float twice_cosine = 2.0f * mote::first_lane(half_order.cosine);
        waves_[1] = mote::first_lane(half_order.sine);
        for (size_t n = 1; n < 2 * blades; ++n) {
            waves_[n + 1] = twice_cosine * waves_[n] - waves_[n - 1];
        }
    }
    /// A flaw in the outer race: each ball strikes it, and the housing rings at 290 Hz for some milliseconds.
    float ring(float strike) {
        const bool strikes = ball_ >= 1.0f;
        ball_ = strikes ? ball_ - 1.0f : ball_;
        const float now = (strikes ? strike : 0.0f) - 1.169f * ringing_[0] - 0.81f * ringing_[1];
        ringing_[1] = ringing_[0];
        ringing_[0] = now;
        return now;
    }
    float noise(float size) {
        const float half = random_.uniform(size);
        return half + random_.uniform(size);
    }

    mote::Pcg32 random_;
    float load_ = 0.5f, turn_ = 0.0f, ball_ = 0.0f, before_ = 0.0f;
    float ringing_[2] = {};
    float waves_[2 * blades + 1] = {};  ///< number n swings n times in two turns
};
