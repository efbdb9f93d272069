// SPDX-License-Identifier: MIT
// Which mote this is, for the preprocessor: `#if MOTE_VERSION >= 100` is true from 0.1.0 on.
#pragma once

#define MOTE_VERSION_MAJOR 0
#define MOTE_VERSION_MINOR 1
#define MOTE_VERSION_PATCH 0

/// The three as one number: two decimal digits each for minor and patch.
#define MOTE_VERSION (MOTE_VERSION_MAJOR * 10000 + MOTE_VERSION_MINOR * 100 + MOTE_VERSION_PATCH)
