// SPDX-License-Identifier: MIT
// Nothing: what every program of this board has. The others count beyond it.
#include "mark.hpp"

int main() { footprint_mark(); }
