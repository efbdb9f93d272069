#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Reads the component's Kconfig below the symbols of ESP-IDF that it asks for, and that the manifest has what a registry needs."""
import os
import re
import sys
import tempfile

import kconfiglib

idf = "config SOC_CPU_HAS_FPU\n\tbool\n"
with tempfile.NamedTemporaryFile("w", suffix=".kconfig") as tree:
    tree.write(f'{idf}source "{os.path.abspath(sys.argv[1])}"\n')
    tree.flush()
    choices = kconfiglib.Kconfig(tree.name, warn_to_stderr=False)
if choices.warnings:
    sys.exit("\n".join(choices.warnings))
symbols = choices.syms
if (symbols["MOTE_PORT"].str_value, symbols["MOTE_FUSED"].visibility) != ("microcontroller", 0):
    sys.exit(f"{sys.argv[1]}: the port is not microcontroller, or a processor without a unit may fuse")

with open(sys.argv[2]) as file:
    manifest = file.read()
for field in ("version", "description", "url", "license"):
    if not re.search(rf"^{field}: \S", manifest, re.MULTILINE):
        sys.exit(f"{sys.argv[2]}: there is no {field}")
