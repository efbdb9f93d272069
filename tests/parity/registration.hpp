// SPDX-License-Identifier: MIT
// The tests of one program by name: each source file adds its own to a list, before main runs.
#pragma once

namespace parity {

/// A test takes what stands behind its name on the command line, the file or folder to compare with.
struct Registration {
    const char* name;
    bool (*passes)(const char* golden);
    const Registration* next;

    inline static const Registration* first = nullptr;

    Registration(const char* name_of_test, bool (*test)(const char*)) : name(name_of_test), passes(test), next(first) {
        first = this;
    }
};

}  // namespace parity
