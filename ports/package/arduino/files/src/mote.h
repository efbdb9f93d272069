// SPDX-License-Identifier: MIT
// mote for a sketch. What is not in mote.hpp has its own name: <mote/checkpoint.hpp>, <mote/self_test.hpp>, <mote/watchdog.hpp>.
#pragma once

#include "mote/mote.hpp"
