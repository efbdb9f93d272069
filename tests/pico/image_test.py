# SPDX-License-Identifier: MIT
"""What is in an image for the Pico's boot loader, and that each of its numbers counts."""
import os
import struct
import subprocess
import sys
import unittest

PROGRAM, OBJCOPY, BOARD, EMULATOR, FOLDER = (os.environ[name] for name in ("PROGRAM", "OBJCOPY", "BOARD", "EMULATOR", "FOLDER"))


def read(path):
    with open(path, "rb") as file:
        return file.read()


def write(name, data):
    path = os.path.join(FOLDER, name)
    with open(path, "wb") as file:
        file.write(data)
    return path


IMAGE = read(PROGRAM + ".uf2")
START, = struct.unpack_from("<I", IMAGE, 12)
IN_FLASH = START < 0x20000000


class Image(unittest.TestCase):
    def test_its_pages_are_the_memory_of_the_program(self):
        binary = os.path.join(FOLDER, "self_test.bin")
        subprocess.run([OBJCOPY, "-O", "binary", PROGRAM, binary], check=True)
        pages = b"".join(IMAGE[block + 32:block + 288] for block in range(0, len(IMAGE), 512))
        memory = read(binary)
        self.assertEqual(pages[:len(memory)], memory)
        self.assertFalse(any(pages[len(memory):]))
        self.assertLess(len(pages) - len(memory), 4096 if IN_FLASH else 256)

    def test_its_pages_follow_one_another(self):
        addresses = [struct.unpack_from("<I", IMAGE, block + 12)[0] for block in range(0, len(IMAGE), 512)]
        self.assertEqual(START, 0x10000000 if IN_FLASH else 0x20000000)
        self.assertEqual(addresses, list(range(START, START + 256 * len(addresses), 256)))


class Emulator(unittest.TestCase):
    def refuses(self, image, sentence):
        program = write("damaged.uf2", image)[:-len(".uf2")]
        run = subprocess.run(["node", os.path.join(BOARD, "rp2040.mjs"), EMULATOR, program], capture_output=True, text=True)
        self.assertEqual((run.returncode, run.stdout), (255, ""))
        self.assertIn(sentence, run.stderr)

    def refuses_with(self, at, word, sentence, image=IMAGE):
        self.refuses(image[:at] + struct.pack("<I", word) + image[at + 4:], sentence)

    def test_each_number_of_a_block_counts(self):
        second = 512
        for at, word, sentence in (
                (0, 0, "the first mark is 0x0"), (4, 0, "the second mark is 0x0"), (508, 0, "the last mark is 0x0"),
                (8, 0, "the flag word is 0x0"), (16, 476, "its size is 0x1dc"), (20, 2, "its number is 0x2, not 0x1"),
                (24, 1, "the number of blocks is 0x1"), (28, 0xe48bff59, "the family is 0xe48bff59"),
                (12, START, "a page comes twice"), (12, START + 0x108, "does not begin where pages do"),
                (12, 0x30000000, "neither all in flash nor all in RAM"),
                (12, START ^ 0x30000000, "neither all in flash nor all in RAM")):
            with self.subTest(sentence):
                self.refuses_with(second + at, word, sentence)

    def test_an_image_is_whole(self):
        self.refuses(IMAGE[:-1], "a number of blocks of 512 bytes")
        self.refuses(IMAGE[:-512], "the number of blocks")
        self.refuses(b"", "and this has 0")

    @unittest.skipUnless(IN_FLASH, "in RAM there is no second stage and there are no sectors")
    def test_flash_wants_a_second_stage_and_whole_sectors(self):
        self.refuses_with(32 + 0x20, 0, "the checksum of its second stage is wrong")
        last = len(IMAGE) - 512
        self.refuses_with(last + 12, START + 0x100000, "is not whole")


class Writer(unittest.TestCase):
    def test_its_checksum_is_the_boot_roms(self):
        sys.path.insert(0, BOARD)
        import uf2
        self.assertEqual(uf2.crc32(b"123456789"), 0x0376e6e7)  # as catalogues of checksums have it, by the name CRC-32/MPEG-2

    def refuses(self, program, sentence):
        run = subprocess.run([sys.executable, os.path.join(BOARD, "uf2.py"), write("program", program), os.path.join(FOLDER, "no.uf2")],
                             capture_output=True, text=True)
        self.assertEqual(run.returncode, 1)
        self.assertIn(sentence, run.stderr)
        self.assertFalse(os.path.exists(os.path.join(FOLDER, "no.uf2")))

    def test_it_wants_a_program(self):
        self.refuses(b"", "it is no ELF file")
        self.refuses(b"\x7fELF\x02\x01", "it is no ELF file of a little-endian machine with 32 bits")

    def test_it_wants_memory_that_an_rp2040_has(self):
        program = read(PROGRAM)
        headers, = struct.unpack_from("<I", program, 28)
        for address, sentence in ((0x08000000, "it reaches from 0x8000000 to"), (START + 0x1000, f"it begins at {START + 0x1000:#x}")):
            # The first part that is loaded goes elsewhere, and so does all that follows.
            moved = bytearray(program)
            for header in range(headers, headers + 32 * struct.unpack_from("<H", program, 44)[0], 32):
                was, = struct.unpack_from("<I", program, header + 12)
                struct.pack_into("<I", moved, header + 12, was - START + address)
            self.refuses(bytes(moved), sentence)

    @unittest.skipUnless(IN_FLASH, "in RAM there is no second stage")
    def test_it_wants_the_checksum_of_the_second_stage(self):
        program = bytearray(read(PROGRAM))
        at = program.index(IMAGE[32:32 + 256])
        program[at] ^= 1
        self.refuses(bytes(program), "the checksum of its second stage is 0x")


unittest.main()
