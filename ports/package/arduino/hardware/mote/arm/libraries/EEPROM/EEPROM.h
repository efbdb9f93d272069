// SPDX-License-Identifier: MIT
// Memory that a start does not clear stands for the EEPROM; it begins erased, as bytes of zero.
#pragma once

#include <stdint.h>

struct Eeprom1K {
    uint8_t read(int address) { return bytes()[address]; }
    void update(int address, uint8_t value) { bytes()[address] = value; }

  private:
    static volatile uint8_t* bytes() { return reinterpret_cast<volatile uint8_t*>(0x20100000); }
};
static Eeprom1K EEPROM;
