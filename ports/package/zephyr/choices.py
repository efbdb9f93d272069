#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Reads the module's Kconfig as Zephyr would, below the symbols of Zephyr that it asks for, and checks what it offers."""
import os
import sys
import tempfile

import kconfiglib

zephyr = "".join(f"config {name}\n\tbool \"{name}\"\n" for name in
                 ("CPP", "FPU", "STD_CPP17", "STD_CPP2A", "STD_CPP20", "STD_CPP2B", "ARMV8_1_M_MVEF"))
with tempfile.NamedTemporaryFile("w", suffix=".kconfig") as tree:
    tree.write(f'{zephyr}source "{os.path.abspath(sys.argv[1])}"\n')
    tree.flush()
    choices = kconfiglib.Kconfig(tree.name, warn_to_stderr=False)


def found(*chosen):
    choices.unset_values()
    for name in chosen:
        assert choices.syms[name].set_value("y"), name
    return {name: choices.syms[name].str_value for name in ("MOTE", "MOTE_PORT", "MOTE_UNFUSED", "MOTE_FUSED")}


def check(expected, *chosen):
    if found(*chosen) != expected:
        sys.exit(f"{sys.argv[1]}: with {', '.join(chosen)}: {found(*chosen)} in place of {expected}")


def choice(mote, port, unfused, fused):
    return {"MOTE": mote, "MOTE_PORT": port, "MOTE_UNFUSED": unfused, "MOTE_FUSED": fused}


if choices.warnings:
    sys.exit("\n".join(choices.warnings))
check(choice("n", "", "n", "n"), "CPP", "MOTE")  # an older C++
check(choice("y", "microcontroller", "y", "n"), "CPP", "STD_CPP17", "MOTE")
check(choice("y", "helium", "y", "n"), "CPP", "STD_CPP20", "ARMV8_1_M_MVEF", "MOTE")
check(choice("y", "microcontroller", "n", "y"), "CPP", "STD_CPP17", "FPU", "MOTE", "MOTE_FUSED")
check(choice("y", "microcontroller", "y", "n"), "CPP", "STD_CPP17", "MOTE", "MOTE_FUSED")  # no unit that could
