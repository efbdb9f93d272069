// SPDX-License-Identifier: MIT
#include "show.h"

#include <mote_print.hpp>

void show_text(const char* text) { board::write(text); }
void show_number(float number) { board::print(number); }
