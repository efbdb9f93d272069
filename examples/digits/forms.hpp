// SPDX-License-Identifier: MIT
// Whose hand: the digits lie in the order in which they were written, and everybody filled in the same form of 130 numbers (0 to 9
// three times, then others). So the order of the numbers tells where a form begins; some left a number out. There are 14 forms,
// and the description of the data speaks of 13 people: two forms may be of one hand.
#pragma once

#include "digit.hpp"

namespace digits {

constexpr size_t form_count = 14;
constexpr size_t form_starts[form_count + 1] = {0,    130,  256,  386,  516,  646,  776, 906,
                                                1029, 1157, 1287, 1415, 1545, 1667, 1797};
static_assert(rows == form_starts[form_count]);

}  // namespace digits
