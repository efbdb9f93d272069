// SPDX-License-Identifier: MIT
// Calls a function of the mathematical library.
extern "C" float expf(float);

static volatile float number = 7.0f;

int main() { return expf(number) > 7.5f ? 0 : 1; }
