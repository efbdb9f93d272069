// SPDX-License-Identifier: MIT
// Globals of the program that have the names of mote's local variables.
#include <stddef.h>
#include <stdint.h>
//
#include <globals.hpp>
//
#include "use.hpp"

bool shadowed() { return use::all(); }
