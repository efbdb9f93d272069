// SPDX-License-Identifier: MIT
// PredictFromFlash: a network that was trained elsewhere is a constant of the program. It predicts, and takes no RAM where constants
// lie in flash (everywhere but on AVR). The tool image_to_header of mote's repository writes such numbers from a saved network.
#include <mote.h>

using Net = mote::Network<mote::Input<2>, mote::Dense<3, mote::Tanh>, mote::Dense<1>>;

// Hexadecimal, so exact: it has learned exclusive or.
constexpr Net net = {{0x1.ab3216p-2f, 0x1.32e2e6p+1f, -0x1.b9a768p-1f, 0x1.003c74p-1f, 0x1.768942p+1f, -0x1.e0e3a2p-1f,
                      0x1.0219c4p+0f, -0x1.1dcfcp+0f, 0x1.346484p+0f, 0x1.88f17p-3f, 0x1.fc7438p-1f, 0x1.5604cp+0f,
                      -0x1.d8c7d8p-2f}};

void setup() {
    Serial.begin(115200);
    for (int tenths = 0; tenths <= 10; tenths += 2) {
        const float x = 0.1f * static_cast<float>(tenths);
        Serial.print(x, 1);
        Serial.print(F(" xor 1 = "));
        Serial.println(mote::predict(net, {x, 1.0f})[0], 4);
    }
}

void loop() {}
