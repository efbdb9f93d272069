// SPDX-License-Identifier: MIT
// Takes more stack than any of mote's boards has for it, though not more than their RAM.
[[gnu::noinline]] static int deep(int value) {
    volatile char array[9000];
    array[static_cast<unsigned>(value) % 9000] = 1;
    return array[0];
}

int main() { return deep(7); }
