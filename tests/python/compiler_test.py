# SPDX-License-Identifier: MIT
"""The cache of compiled networks, and what is said where there is no compiler."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

repository = pathlib.Path(__file__).resolve().parents[2]
_make = "import mote; print(mote.Network([1, 1], optimizer='Sgd').sizes.net)"


class Compiler(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.cache = pathlib.Path(folder.name, "deep", "cache")

    def make(self, program=_make, **environment):
        """Runs a program in a process of its own."""
        return subprocess.run([sys.executable, "-c", program], env={**os.environ, "MOTE_CACHE": str(self.cache), **environment},
                              capture_output=True, text=True, check=False)

    def libraries(self):
        return sorted(self.cache.iterdir())

    def test_compiles_once(self):
        self.assertEqual(self.make().returncode, 0)
        first = [(file, file.stat().st_mtime_ns) for file in self.libraries()]
        self.assertEqual(len(first), 1)
        self.assertEqual(self.make(CXX="false").returncode, 1)
        self.assertEqual(self.make().returncode, 0)
        self.assertEqual([(file, file.stat().st_mtime_ns) for file in self.libraries()], first)

    def test_other_options_have_their_own(self):
        self.assertEqual(self.make().returncode, 0)
        self.assertEqual(self.make(CXX="c++ -DMOTE_ANYTHING").returncode, 0)
        self.assertEqual(len(self.libraries()), 2)

    def test_a_changed_header_is_another_network(self):
        clone = self.cache.parents[1] / "clone"
        for part in ("lib", "ports/arithmetic", "ports/python"):
            shutil.copytree(repository / part, clone / part, ignore=shutil.ignore_patterns("__pycache__", "build"))
        for count, changed in enumerate(("lib/mote/fit.hpp", "ports/arithmetic/base/mote_one_lane.hpp", "ports/python/mote/shim.hpp")):
            self.assertEqual(self.make(PYTHONPATH=str(clone / "ports/python")).returncode, 0)
            self.assertEqual(len(self.libraries()), count + 1)
            with open(clone / changed, "a", encoding="utf-8") as file:
                file.write("// changed\n")
        self.assertEqual(self.make(PYTHONPATH=str(clone / "ports/python")).returncode, 0)
        self.assertEqual(len(self.libraries()), 4)

    def test_a_damaged_library_is_made_again(self):
        self.make()
        for content in (b"", b"not a library"):
            self.libraries()[0].write_bytes(content)
            done = self.make()
            self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_no_compiler(self):
        done = self.make(PATH="/nowhere", CXX="")
        self.assertIn("CompilerError: mote compiles each network once, and found no C++ compiler: $CXX is not set", done.stderr)

    def test_a_compiler_that_is_not_there(self):
        self.assertIn("CompilerError: $CXX is 'fast-c++ -O9', and there is no such program", self.make(CXX="fast-c++ -O9").stderr)

    def test_a_compiler_that_fails_leaves_nothing(self):
        done = self.make(CXX="c++ -ffast-math")
        self.assertIn("CompilerError: c++ -ffast-math refused this network: with -ffast-math, or a part of it, results are wrong", done.stderr)
        self.assertEqual(self.libraries(), [])

    def test_two_at_a_time(self):
        processes = [subprocess.Popen([sys.executable, "-c", _make], env={**os.environ, "MOTE_CACHE": str(self.cache)}, stdout=subprocess.DEVNULL)
                     for _ in range(2)]
        self.assertEqual([process.wait() for process in processes], [0, 0])
        self.assertEqual(len(self.libraries()), 1)


if __name__ == "__main__":
    unittest.main()
