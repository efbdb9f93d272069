// SPDX-License-Identifier: MIT
// Writes a number with the C library: newlib's function for integers, which asks for the least below it.
extern "C" int siprintf(char*, const char*, ...);

static char heap[64];
extern "C" void* _sbrk(int);
extern "C" void* _sbrk(int) { return heap; }

static volatile int number = 7;

int main() {
    char text[16];
    return siprintf(text, "%d", number) == 1 ? 0 : 1;
}
