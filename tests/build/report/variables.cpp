// SPDX-License-Identifier: MIT
// Has 1,000 bytes of variables, 100 of them with values of their own.
static volatile unsigned char zeros[900];
static volatile unsigned char values[100] = {1};

int main() { return zeros[values[0]] + values[1]; }
