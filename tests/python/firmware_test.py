# SPDX-License-Identifier: MIT
"""A firmware project builds, runs in an emulator, and has the bits of the desk; a bit that is another is told."""
import pathlib
import re
import subprocess
import tempfile
import unittest

import mote
import numpy
from mote import toolchains
from needs import needs

repository = pathlib.Path(__file__).resolve().parents[2]


class Project(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name, "project")
        self.x = numpy.random.RandomState(1).uniform(-50, 50, (60, 2))
        y = numpy.stack([self.x[:, 0] * 3, numpy.sin(self.x[:, 1] / 9)], 1)
        self.network = mote.Network([2, 6, 2], activation="silu", scale_inputs=True, scale_outputs=True, seed=3, batch=15,
                                    schedule=mote.schedules.WarmUp(mote.schedules.Cosine(80), 8))
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

    def check_all_of(self, compiler):
        found = [each.name for each in toolchains.known().values() if each.compiler == compiler]
        for name in found:
            with self.subTest(processor=name):
                self.check(name)
        return found

    @needs(programs=["arm-none-eabi-g++", "qemu-system-arm", "make"])
    def test_on_arm(self):
        self.assertEqual(self.check_all_of("arm-none-eabi-g++"), ["bluepill", "cortex-m0", "cortex-m3", "cortex-m33", "cortex-m4", "cortex-m7",
                                                                  "stm32f4discovery", "stm32vldiscovery"])

    @needs(programs=["riscv64-unknown-elf-g++", "qemu-system-riscv32", "qemu-system-riscv64", "make"])
    def test_on_riscv(self):
        self.assertEqual(self.check_all_of("riscv64-unknown-elf-g++"), ["rv32imac", "rv32imafc", "rv32imc", "rv64gc"])

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

    def test_rows_that_cannot_be_compared(self):
        for x, message in (([[1, 2, 3]], r"x has the shape \(1, 3\), and should have \(rows, 2\)"), ([[1, numpy.nan]], "not finite"),
                           ([1, 2], r"x has the shape \(2,\)"), ([["a", "b"]], "x has the dtype")):
            with self.subTest(x=x), self.assertRaisesRegex((ValueError, TypeError), message):
                mote.firmware.project(self.network, "cortex-m4", x)

    def test_the_recipe_stands_beside_the_type(self):
        main = mote.firmware.project(self.network, "cortex-m4", self.x[:1])["main.cpp"]
        self.assertIn("// By this it learned, 15 rows a step.", main)
        self.assertIn("constexpr auto recipe = mote::Recipe{mote::MeanSquaredError{}, mote::Adam{0.001f, 0.9f, 0.999f, 1e-08f}, "
                      "mote::WarmUp{mote::Cosine{80u, 0.0f}, 8u, 0.0f}};\n", main)

    def test_processors_and_names_that_are_not_known(self):
        with self.assertRaisesRegex(ValueError, "no processor 'z80'"):
            mote.firmware.project(self.network, "z80", self.x[:1])
        with self.assertRaisesRegex(ValueError, "'2x' is not an identifier"):
            mote.firmware.project(self.network, "cortex-m4", self.x[:1], "2x")


class Toolchains(unittest.TestCase):
    @needs(programs=["cmake"])
    def test_they_say_what_cmake_reads_in_their_files(self):
        self.assertGreater(len(toolchains.known()), 5)
        with tempfile.TemporaryDirectory() as name:
            script = pathlib.Path(name, "script.cmake")
            for each in toolchains.known().values():
                script.write_text(f"include({repository}/toolchains/{each.name}.cmake)\n"
                                  "message(\"${CMAKE_CXX_COMPILER}\\n${CMAKE_CXX_FLAGS_INIT}\\n${MOTE_BOARD}\\n${MOTE_BOARD_MEMORY}\\n"
                                  "${MOTE_EMULATED_MACHINE}\\n${CMAKE_SYSTEM_PROCESSOR}\")\n", encoding="utf-8")
                told = subprocess.run(["cmake", "-P", script], capture_output=True, text=True, check=True).stderr
                *said, machine, processor = told.replace(";", " ").splitlines()
                self.assertEqual(said, list(each[1:5]), each.name)
                self.assertTrue(each.emulator.startswith(f"qemu-system-{processor} -M {machine}"), each.emulator)


if __name__ == "__main__":
    unittest.main()
