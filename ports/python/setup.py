# SPDX-License-Identifier: MIT
"""Puts mote's headers, ports, boards and toolchain files into the package, since it compiles networks where it is installed, and takes
the version from the headers. The rest is in pyproject.toml."""
import pathlib
import re
import shutil

from setuptools import setup
from setuptools.command.build_py import build_py

repository = pathlib.Path(__file__).resolve().parents[2]


class BuildWithHeaders(build_py):
    def run(self):
        super().run()
        for source, target, pattern in (("lib", "lib", "mote/**/*.hpp"), ("ports/arithmetic", "arithmetic", "**/*.hpp"),
                                        ("ports/boards", "boards", "**/*"), ("toolchains", "toolchains", "*.cmake"), (".", ".", "LICENSE")):
            folder = repository / source
            found = sorted(file for file in folder.glob(pattern) if file.is_file())
            if not found:
                raise RuntimeError(f"{folder} has no {pattern}: build the package inside of a clone of mote")
            for file in found:
                copy = pathlib.Path(self.build_lib, "mote", "include", target, file.relative_to(folder))
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, copy)


numbers = re.findall(r"#define MOTE_VERSION_[A-Z]+ (\d+)", (repository / "lib/mote/base/version.hpp").read_text(encoding="utf-8"))
setup(version=".".join(numbers), cmdclass={"build_py": BuildWithHeaders})
