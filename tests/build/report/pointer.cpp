// SPDX-License-Identifier: MIT
// Nobody knows whom it calls.
static int one() { return 1; }
static int (*volatile pointer)() = one;

int main() { return pointer() == 1 ? 0 : 1; }
