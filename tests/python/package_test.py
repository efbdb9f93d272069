# SPDX-License-Identifier: MIT
"""The package that pip installs compiles networks far from any clone."""
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import mote
from needs import needs

repository = pathlib.Path(__file__).resolve().parents[2]


class Package(unittest.TestCase):
    def test_version_is_the_librarys(self):
        header = (repository / "lib/mote/base/version.hpp").read_text(encoding="utf-8")
        version = ".".join(re.findall(r"MOTE_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", header))
        self.assertEqual(mote.__version__, version)

    @needs(modules=["pip", "setuptools", "wheel"])
    def test_installed_by_pip(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            for part in ("lib", "ports", "toolchains"):
                shutil.copytree(repository / part, folder / "clone" / part, ignore=shutil.ignore_patterns("__pycache__", "build", "*.egg-info"))
            shutil.copy(repository / "LICENSE", folder / "clone")
            subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation",
                            "--target", folder / "site", folder / "clone/ports/python"], check=True, capture_output=True)
            shutil.rmtree(folder / "clone")
            program = ("import importlib.metadata, mote; print(mote.__file__, mote.__version__, importlib.metadata.version('mote')); "
                       "network = mote.Network([2, 3, 1], seed=42); print(network.image().hex()); "
                       "import hashlib; print(hashlib.sha256(repr(mote.firmware.project(network, 'cortex-m4', [[1, 2]])).encode()).hexdigest())")
            told = subprocess.run([sys.executable, "-c", program], cwd=folder, check=True, capture_output=True, text=True,
                                  env={**os.environ, "PYTHONPATH": str(folder / "site")}).stdout.split()
            network = mote.Network([2, 3, 1], seed=42)
            project = hashlib.sha256(repr(mote.firmware.project(network, "cortex-m4", [[1, 2]])).encode()).hexdigest()
            self.assertEqual(told, [str(folder / "site/mote/__init__.py"), mote.__version__, mote.__version__, network.image().hex(), project])


if __name__ == "__main__":
    unittest.main()
