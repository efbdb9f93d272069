# SPDX-License-Identifier: MIT
"""The processors and boards that firmware is for: what mote's toolchain files say of them, so that nothing is said twice."""
import functools
import re
import typing

from .compiler import folders
from .parts import find as find_part


class Toolchain(typing.NamedTuple):
    """One of toolchains/*.cmake, in its own words."""

    name: str
    compiler: str  #: "arm-none-eabi-g++"
    options: str  #: what the compiler has to know of the processor
    board: str  #: a folder of ports/boards
    memory: str  #: "FLASH=0x00000000 FLASH_SIZE=256K …", for the linker
    emulator: str  #: "qemu-system-arm -M microbit"


@functools.lru_cache(None)
def known():
    """{name: Toolchain} of all without an operating system and with one lane, whose board calls QEMU."""
    headers, arithmetic = folders()
    found = {}
    for file in sorted((headers.parent / "toolchains").glob("*.cmake")):
        said = dict(re.findall(r'^set\((\w+) "?(.*?)"?(?: CACHE STRING "")?\)', file.read_text(encoding="utf-8"), re.MULTILINE))
        if said.get("MOTE_PORT") != "microcontroller":
            continue
        board = (arithmetic.parent / "boards" / said["MOTE_BOARD"] / "board.cmake").read_text(encoding="utf-8")
        called = re.search(r"^mote_emulate_by_qemu\((\S+?)( .*?)?\)", board, re.MULTILINE)
        if called:
            program = called[1].replace("${CMAKE_SYSTEM_PROCESSOR}", said["CMAKE_SYSTEM_PROCESSOR"])
            found[file.stem] = Toolchain(
                file.stem, said["CMAKE_CXX_COMPILER"], said["CMAKE_CXX_FLAGS_INIT"], said["MOTE_BOARD"], said["MOTE_BOARD_MEMORY"],
                f"{program} -M {said['MOTE_EMULATED_MACHINE']}{called[2] or ''}")
    return found


def find(name):
    """The Toolchain of a processor or board, whatever the name's case; ValueError lists those that there are."""
    return find_part("processor", name, known())
