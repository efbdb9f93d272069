// SPDX-License-Identifier: MIT
// The first 256 bytes of an image for the RP2040, which end with their checksum: in flash, the second stage that the boot ROM copies
// into RAM and runs; in RAM, where the boot ROM enters an image. Numbers of sections are those of the RP2040's data sheet.
extern "C" {

// Flash is read by the command that every serial flash knows, 03, one bit at a time and as needed (4.10); an image in RAM does not
// mind. Then the vector table that follows is taken as after a reset: where it lies, the stack, and where to go.
[[noreturn, gnu::naked, gnu::used, gnu::section(".boot")]] void board_boot() {
    __asm__ volatile(
        "ldr r3, ssi           \n"
        "movs r1, #0           \n"
        "str r1, [r3, #0x08]   \n"  // SSIENR: off while it is set up
        "str r1, [r3, #0x04]   \n"  // CTRLR1: a word at a time
        "movs r1, #4           \n"
        "str r1, [r3, #0x14]   \n"  // BAUDR: a quarter of the processor's clock
        "ldr r1, frame         \n"
        "str r1, [r3, #0x00]   \n"  // CTRLR0
        "ldr r1, command       \n"
        "movs r0, #0xf4        \n"
        "str r1, [r3, r0]      \n"  // SPI_CTRLR0
        "movs r1, #1           \n"
        "str r1, [r3, #0x08]   \n"
        "ldr r0, vectors       \n"
        "ldr r1, vector_offset \n"
        "str r0, [r1]          \n"
        "ldmia r0!, {r1, r2}   \n"
        "msr msp, r1           \n"
        "bx r2                 \n"
        ".balign 4             \n"
        "ssi: .word 0x18000000 \n"
        "frame: .word 31 << 16 | 3 << 8            \n"  // 32 bits of data come back for what is sent
        "command: .word 3 << 24 | 2 << 8 | 6 << 2  \n"  // command 03 of 8 bits, address of 24
        "vectors: .word board_flash + 0x100        \n"
        "vector_offset: .word 0xe000ed08           \n"
        ".org 252              \n"
        // CRC-32/MPEG-2 of the bytes above (2.8.1.3.1). uf2.py says what it is if they change; in RAM nobody asks.
        ".word 0x51f1fa07      \n");
}
}
