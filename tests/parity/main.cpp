// SPDX-License-Identifier: MIT
// parity_tests <test> <golden file or folder>: runs one of the tests that the other files registered.
#include <stdio.h>
#include <string.h>

#include "registration.hpp"

int main(int count, char** arguments) {
    if (count != 3) {
        printf("usage: %s <test> <golden file or folder>\n", arguments[0]);
        return 2;
    }
    for (const auto* test = parity::Registration::first; test != nullptr; test = test->next) {
        if (strcmp(test->name, arguments[1]) == 0) {
            return test->passes(arguments[2]) ? 0 : 1;
        }
    }
    printf("FAILED: there is no test %s\n", arguments[1]);
    return 2;
}
