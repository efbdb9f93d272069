// SPDX-License-Identifier: MIT
// A port that does not come with mote: here only the reference again, and a sign that this file was taken.
#pragma once

#include "../../../ports/generic/pack.hpp"

constexpr bool own_port_was_taken = true;
