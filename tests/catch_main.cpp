// SPDX-License-Identifier: MIT
// Catch2 version 2 compiles its implementation here; version 3 brings its own and ignores the macro.
#define CATCH_CONFIG_RUNNER
#include "catch.hpp"

int main(int argc, char** argv) { return Catch::Session().run(argc, argv); }
