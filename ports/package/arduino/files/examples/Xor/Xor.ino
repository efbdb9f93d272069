// SPDX-License-Identifier: MIT
// Xor: a network learns exclusive or on the board, and shows what it has learned. The digits are those of a desktop.
#include <mote.h>

using Net = mote::Network<mote::Input<2>, mote::Dense<3, mote::Tanh>, mote::Dense<1>>;
constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.05f}};
constexpr float x[4][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
constexpr float y[4] = {0, 1, 1, 0};

static Net net;                                         // 52 bytes of weights
static mote::Workspace<Net, decltype(recipe), 4> work;  // what learning needs beyond them

void setup() {
    Serial.begin(115200);
    mote::init(net, 42);
    for (int step = 0; step < 300; ++step) {
        if (mote::train(net, work, recipe, {x, y}).status != mote::Status::ok) {
            Serial.println(F("it cannot learn"));
            return;
        }
    }
    for (const auto& row : x) {
        Serial.print(row[0], 0);
        Serial.print(F(" xor "));
        Serial.print(row[1], 0);
        Serial.print(F(" = "));
        Serial.println(mote::predict(net, row)[0], 4);
    }
}

void loop() {}
