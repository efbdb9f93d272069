# SPDX-License-Identifier: MIT
"""A firmware project builds, runs in an emulator, and has the bits of the desk; a bit that is another is told."""
import pathlib
import re
import subprocess
import tempfile
import unittest

import mote
import numpy
from needs import needs


class Project(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name, "project")
        self.x = numpy.random.RandomState(1).uniform(-50, 50, (60, 2))
        y = numpy.stack([self.x[:, 0] * 3, numpy.sin(self.x[:, 1] / 9)], 1)
        self.network = mote.Network([2, 6, 2], activation="silu", scale_inputs=True, scale_outputs=True, seed=3)
        self.network.fit_scalings(self.x, y)
        self.network.fit(self.x, y, epochs=20)

    def run_project(self):
        return subprocess.run(["make", "--silent", "-C", self.folder, "run"], capture_output=True, text=True, check=False)

    def check(self, processor):
        mote.firmware.save(self.network, self.folder, processor, self.x[:5], "pressure")
        done = self.run_project()
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        *lines, last = done.stdout.splitlines()
        self.assertEqual(last, "5 of 5 predictions have the bits of the desk")
        printed = [[float(number) for number in line.split(", ")] for line in lines]
        numpy.testing.assert_allclose(printed, self.network.predict(self.x[:5]), rtol=1e-5)

    @needs(programs=["arm-none-eabi-g++", "qemu-system-arm", "make"])
    def test_on_arm(self):
        for processor in ("cortex-m0", "cortex-m3", "cortex-m4", "cortex-m7", "cortex-m33"):
            with self.subTest(processor=processor):
                self.check(processor)

    @needs(programs=["riscv64-unknown-elf-g++", "qemu-system-riscv32", "make"])
    def test_on_riscv(self):
        for processor in ("rv32imac", "rv32imafc"):
            with self.subTest(processor=processor):
                self.check(processor)

    @needs(programs=["arm-none-eabi-g++", "qemu-system-arm", "make"])
    def test_one_other_bit_is_told(self):
        mote.firmware.save(self.network, self.folder, "cortex-m4", self.x[:5], "pressure")
        file = self.folder / "vectors.hpp"
        head, expected = file.read_text(encoding="utf-8").split("expected[row_count]")
        number = re.search(r"-?0x1\.[0-9a-f]*p[-+]\d+f", expected)[0]
        other = mote.header.number(numpy.nextafter(numpy.float32(float.fromhex(number[:-1])), numpy.float32(1e9)))
        file.write_text(head + "expected[row_count]" + expected.replace(number, other, 1), encoding="utf-8")
        done = self.run_project()
        self.assertNotEqual(done.returncode, 0)
        self.assertRegex(done.stdout, r"^\S+, \S+  other bits than at the desk\n")
        self.assertIn("4 of 5 predictions have the bits of the desk", done.stdout)

    def test_processors_and_names_that_are_not_known(self):
        with self.assertRaisesRegex(ValueError, "no processor 'z80'"):
            mote.firmware.project(self.network, "z80", self.x[:1])
        with self.assertRaisesRegex(ValueError, "'2x' is not an identifier"):
            mote.firmware.project(self.network, "cortex-m4", self.x[:1], "2x")

    def test_every_processor_of_footprint_has_a_machine(self):
        self.assertEqual(set(mote.firmware.machines), set(mote.footprint.known))


if __name__ == "__main__":
    unittest.main()
