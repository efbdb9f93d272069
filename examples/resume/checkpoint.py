#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checkpoints of mote in numpy: what lib/mote/checkpoint/format.hpp says, read and written.

    checkpoint.py <storage> [<bytes of a slot>]    says what each slot of a storage's copy holds

As a module: read(bytes) gives a Checkpoint or raises a ValueError that says what is wrong; bytes(checkpoint) is the same again.
"""
import sys

import numpy

HEADER = 40
COUNTERS = ("step", "epoch", "stale_epochs", "best_loss")
REPAIRS = ("nan", "infinite", "out_of_range", "skipped_rows", "settings")


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


class Checkpoint:
    """header: 9 words; parameters: float32; counters, repairs: by name; rest: what schedule and optimizer remember, as words."""

    def __init__(self, header, parameters, counters, repairs, rest):
        self.header, self.parameters = header, parameters
        self.counters, self.repairs, self.rest = counters, repairs, rest

    @property
    def sequence(self):
        return int(self.header[2])

    def __bytes__(self):
        counters = numpy.array([self.counters[name] for name in COUNTERS[:3]], "<u4").tobytes()
        counters += numpy.array([self.counters["best_loss"]], "<f4").tobytes()
        repairs = numpy.array([self.repairs[name] for name in REPAIRS], "<u4").tobytes()
        header = self.header.astype("<u4").tobytes()
        body = self.parameters.astype("<f4").tobytes() + counters + repairs + self.rest.astype("<u4").tobytes()
        header_crc, crc = (crc32c(covered).to_bytes(4, "little") for covered in (header, header + body))
        return header + header_crc + body + crc


def read(data):
    """The checkpoint that these bytes begin with."""
    if len(data) < HEADER or data[:4] != b"MCKP":
        raise ValueError("no checkpoint begins here")
    if data[4:6] != b"\x02\xfd":
        raise ValueError(f"this is format {data[4]}, and 2 is known")
    if int.from_bytes(data[36:40], "little") != crc32c(data[:36]):
        raise ValueError("the header is damaged")
    header = numpy.frombuffer(data, "<u4", 9)
    count, words = int(header[7]), int(header[8])
    end = HEADER + 4 * words
    if len(data) < end + 4:
        raise ValueError(f"{end + 4} bytes are a checkpoint, and {len(data)} are here")
    if int.from_bytes(data[end : end + 4], "little") != crc32c(data[:36] + data[HEADER:end]):
        raise ValueError("the checksum does not fit")
    body = numpy.frombuffer(data, "<u4", words, HEADER)
    counters = dict(zip(COUNTERS, map(int, body[count : count + 3])))
    counters["best_loss"] = body[count + 3 : count + 4].view("<f4")[0]
    first = count + len(COUNTERS)
    repairs = dict(zip(REPAIRS, map(int, body[first : first + len(REPAIRS)])))
    return Checkpoint(header, body[:count].view("<f4"), counters, repairs, body[first + len(REPAIRS) :])


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    with open(sys.argv[1], "rb") as file:
        storage = file.read()
    slot = int(sys.argv[2]) if len(sys.argv) == 3 else len(storage)
    for offset in range(0, len(storage), slot):
        try:
            found = read(storage[offset : offset + slot])
            print(f"{sys.argv[1]}: slot at {offset}: checkpoint {found.sequence}, {len(found.parameters)} parameters, "
                  f"{found.counters}, {found.repairs}")
        except ValueError as error:
            print(f"{sys.argv[1]}: slot at {offset}: {error}")


if __name__ == "__main__":
    main()
