// SPDX-License-Identifier: MIT
#include "network.hpp"

struct Still {
    float learning_rate = 0.0f;
    static constexpr size_t memory = 0;
    static constexpr bool bounded = false;
    struct Corrections {};
    struct Step {
        float rate;
    };
    Still repaired(mote::Repairs&) const { return *this; }
    Step begin(Corrections&, float rate) const { return {rate}; }
#ifndef MISUSE
    static mote::Pack update(const Step&, mote::Pack weight, mote::Pack, mote::Array<mote::Pack, 0>&) { return weight; }
#endif
};
constexpr auto still = mote::Recipe{mote::MeanSquaredError{}, Still{}};
mote::Workspace<Net, decltype(still), 1> work;
