// SPDX-License-Identifier: MIT
// Exclusive or, learned by a program in C: the network is trained, saved to a block of memory (in a device: of flash),
// lost, and loaded again.
#include <gate.h>
#include <string.h>

#include "show.h"

static const float x[4][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, y[4] = {0, 1, 1, 0};

struct block {
    uint8_t bytes[128];
};

static bool write_block(void* context, size_t offset, const uint8_t* bytes, size_t count) {
    struct block* block = context;
    if (offset + count > sizeof block->bytes) return false;
    memcpy(block->bytes + offset, bytes, count);
    return true;
}

static bool read_block(void* context, size_t offset, uint8_t* bytes, size_t count) {
    const struct block* block = context;
    if (offset + count > sizeof block->bytes) return false;
    memcpy(bytes, block->bytes + offset, count);
    return true;
}

int main(void) {
    static struct block block;

    gate_init(42);
    for (int step = 0; step < 300; ++step)
        if (gate_train(x[0], y, 4, NULL) != gate_ok) return 1;
    if (gate_save(write_block, &block) != gate_ok) return 2;

    gate_init(1);  // which forgets everything
    if (gate_load(read_block, &block) != gate_ok) return 3;
    for (int row = 0; row < 4; ++row) {
        float output;
        gate_predict(x[row], &output);
        show_number(x[row][0]);
        show_text(" xor ");
        show_number(x[row][1]);
        show_text(" = ");
        show_number(output);
        show_text("\n");
    }
    return 0;
}
