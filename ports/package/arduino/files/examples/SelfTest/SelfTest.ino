// SPDX-License-Identifier: MIT
// SelfTest: whether mote does on this board what it does everywhere. Run it once before you rely on it: the last line has
// to be "all is well". On a board with 2 KB of RAM it is reduced, and says what it left out.
#include <mote.h>
#include <mote_print_self_test.hpp>

constexpr auto scope = sizeof(void*) == 2 ? mote::Scope::reduced : mote::Scope::full;
static mote::SelfTestMemory<scope> memory;

namespace board {
void write(const char* text) { Serial.print(text); }
}  // namespace board

void setup() {
    Serial.begin(115200);
    board::print_self_test(mote::self_test(memory));
}

void loop() {}
