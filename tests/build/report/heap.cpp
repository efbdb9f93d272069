// SPDX-License-Identifier: MIT
// Takes memory from the heap.
#include <stdlib.h>

static char heap[64];
extern "C" void* _sbrk(ptrdiff_t);
extern "C" void* _sbrk(ptrdiff_t) { return heap; }

[[gnu::noinline]] static void* keep() {
    static void* volatile kept;
    kept = malloc(8);
    return kept;
}

int main() { return keep() != nullptr ? 0 : 1; }
