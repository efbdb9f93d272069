// SPDX-License-Identifier: MIT
// The headers are C++ as well as C.
#include <classes.h>
#include <regressor.h>

static_assert(regressor_ok == 0 && label_ok == 0);
