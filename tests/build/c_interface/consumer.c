// SPDX-License-Identifier: MIT
// Somebody else's program in C.
#include <gate.h>

int main(void) {
    const float x[] = {0, 1}, y[] = {1, 0};
    gate_init(42);
    return gate_train(x, y, 2, NULL) == gate_ok ? 0 : 1;
}
