# SPDX-License-Identifier: MIT
"""Turns a program for the RP2040 into an image that its boot loader takes, in the format UF2: uf2.py <program> <image>

A program for flash must begin with a second stage and that one's checksum (boot.cpp), or the boot ROM would not start it."""
import struct
import sys

FLASH, FLASH_END = 0x10000000, 0x11000000
RAM, RAM_END = 0x20000000, 0x20042000
PAGE, SECTOR = 256, 4096  # what a block holds, and what the flash erases at a time
FAMILY_RP2040 = 0xE48BFF56


def memory_of(program):
    """What an ELF file of 32 bits wants loaded, as {address: byte}."""
    if program[:6] != b"\x7fELF\x01\x01":
        raise ValueError("it is no ELF file of a little-endian machine with 32 bits")
    headers_at, = struct.unpack_from("<I", program, 28)
    size, count = struct.unpack_from("<HH", program, 42)
    memory = {}
    for header in range(headers_at, headers_at + size * count, size):
        kind, offset, _, address, length = struct.unpack_from("<5I", program, header)
        if kind == 1:  # PT_LOAD
            memory.update(enumerate(program[offset:offset + length], address))
    if not memory:
        raise ValueError("there is nothing in it to load")
    return memory


def crc32(data):
    """The boot ROM's: polynomial 0x04c11db7, highest bit first."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1 ^ (0x04C11DB7 if crc >> 31 else 0)) & 0xFFFFFFFF
    return crc


def image_of(program):
    memory = memory_of(program)
    lowest, highest = min(memory), max(memory)
    in_flash = lowest >= FLASH and highest < FLASH_END
    if not in_flash and not (lowest >= RAM and highest < RAM_END):
        raise ValueError(f"it reaches from {lowest:#x} to {highest:#x}, and an image lies in flash ({FLASH:#x}) or in RAM ({RAM:#x})")
    if lowest != (FLASH if in_flash else RAM):
        raise ValueError(f"it begins at {lowest:#x}, where the boot ROM does not look")
    if in_flash:
        second_stage = bytes(memory.get(address, 0) for address in range(FLASH, FLASH + PAGE))
        found, = struct.unpack("<I", second_stage[-4:])
        if crc32(second_stage[:-4]) != found:
            raise ValueError(f"the checksum of its second stage is {found:#010x}, not {crc32(second_stage[:-4]):#010x}")

    # A sector of flash goes whole: the boot ROM erases it with the first page that it sees of it (erratum RP2040-E14).
    unit = SECTOR if in_flash else PAGE
    pages = sorted({page for start in {address // unit * unit for address in memory} for page in range(start, start + unit, PAGE)})
    return b"".join(
        struct.pack("<8I", 0x0A324655, 0x9E5D5157, 0x2000, page, PAGE, number, len(pages), FAMILY_RP2040)
        + bytes(memory.get(page + i, 0) for i in range(PAGE)).ljust(476, b"\0") + struct.pack("<I", 0x0AB16F30)
        for number, page in enumerate(pages))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: uf2.py <program> <image>")
    try:
        with open(sys.argv[1], "rb") as file:
            result = image_of(file.read())
        with open(sys.argv[2], "wb") as file:
            file.write(result)
    except (OSError, ValueError) as error:
        sys.exit(f"uf2.py: {sys.argv[1]}: {error}")
