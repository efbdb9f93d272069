// SPDX-License-Identifier: MIT
// The port of a sketch: one lane, for few registers and little flash.
#pragma once

#include "arithmetic/microcontroller/mote_pack.hpp"
