// SPDX-License-Identifier: MIT
// Compiled once for each machine (CMakeLists.txt). Everything of its own has internal linkage, and it uses no inline
// function of others (the standard library's, say): the linker keeps one of those for all, perhaps the wrong one.
#include "learn.hpp"

#include <mote/mote.hpp>

namespace {

using Net = mote::Network<mote::Input<2>, mote::Dense<24, mote::Tanh>, mote::Dense<1>>;
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.01f}};
constexpr size_t batch = 16;

Net net;
mote::Workspace<Net, decltype(recipe), batch> work;

uint32_t checksum() {
    uint32_t last_word = 0;  // of an image is its CRC
    const mote::Status status = mote::save(net, [&](size_t, const uint8_t* bytes, size_t) {
        last_word = mote::get_word(bytes);
        return true;
    });
    return status == mote::Status::ok ? last_word : 0;
}

}  // namespace

Learned MOTE_BUILD::learn() {
    float x[batch][2], y[batch], loss = 0.0f;
    mote::init(net, 42);
    mote::Pcg32 random(7);
    for (int step = 0; step < 2000; ++step) {
        for (size_t row = 0; row < batch; ++row) {
            x[row][0] = random.uniform(1.0f);
            x[row][1] = random.uniform(1.0f);
            y[row] = x[row][0] * x[row][1];
        }
        const mote::Result result = mote::train(net, work, recipe, {x, y});
        if (result.status != mote::Status::ok) {
            return {};
        }
        loss = result.loss;
    }
    return {loss, checksum()};
}
