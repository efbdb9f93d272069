// SPDX-License-Identifier: MIT
// The version in the source is that of CMake's project, which find_package compares. EXPECTED_… come from the build.
#include <mote/base/port.hpp>  // every header of mote includes it

static_assert(MOTE_VERSION_MAJOR == EXPECTED_MAJOR, "MOTE_VERSION_MAJOR is not the project's");
static_assert(MOTE_VERSION_MINOR == EXPECTED_MINOR, "MOTE_VERSION_MINOR is not the project's");
static_assert(MOTE_VERSION_PATCH == EXPECTED_PATCH, "MOTE_VERSION_PATCH is not the project's");

#if MOTE_VERSION != EXPECTED_MAJOR * 10000 + EXPECTED_MINOR * 100 + EXPECTED_PATCH
#error "MOTE_VERSION is not the three numbers in one, or the preprocessor cannot read it"
#endif
