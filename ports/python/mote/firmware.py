# SPDX-License-Identifier: MIT
"""A firmware project of a network: its weights in flash, rows with what the desk predicts for them, and a Makefile.

`make` builds it, `make run` runs it in QEMU. It predicts the rows and compares each bit; where it ends well, the device is right.
"""
import pathlib

import numpy

from . import compiler, header, single_header, toolchains
from .arrays import floats
from .files import write

_makefile = """\
# SPDX-License-Identifier: MIT
# make: firmware.elf for {name}. make run: in QEMU. Written by mote fit; the memory is that of QEMU's machine: put your part's here.
CXX = {compiler}
PROCESSOR = {options}
MEMORY = {memory}
OPTIONS = $(PROCESSOR) -std=c++17 -Os -ffp-contract=off -fno-math-errno -fno-exceptions -fno-rtti -fno-threadsafe-statics \\
    -ffunction-sections -fdata-sections -Wall -Wextra -I. -Iboard
LINK = -nostdlib -Tboard/bare-metal/memory.ld $(addprefix -Wl$(comma)--defsym=,$(MEMORY)) -Wl,--gc-sections -Wl,--no-warn-rwx-segments
comma = ,

firmware.elf: main.cpp $(wildcard *.hpp mote/*.hpp board/*/*)
	$(CXX) $(OPTIONS) main.cpp $(wildcard board/{board}/*.cpp) $(LINK) -lc -lgcc -o $@

run: firmware.elf
	{emulator} -display none -monitor none -serial none -chardev stdio,id=text \\
	    -semihosting-config enable=on,target=native,chardev=text -kernel $<

clean:
	rm -f firmware.elf

.PHONY: run clean
"""

_vectors = """\
// SPDX-License-Identifier: MIT
// Rows, and what the desk predicts for them. Written by mote fit.
#pragma once

constexpr int row_count = {count};
constexpr float rows[row_count][{inputs}] = {{
{rows}}};
constexpr float expected[row_count][{outputs}] = {{
{expected}}};
"""

_main = """\
// SPDX-License-Identifier: MIT
// Predicts the rows of vectors.hpp with the weights of {name}.hpp, and compares each bit with what the desk predicts. Your firmware
// needs of this: {name}.hpp, the folder mote, the type below, and predict. Written by mote fit.
#include <mote/mote.hpp>
#include <mote_board.hpp>
#include <mote_print.hpp>

#include "{name}.hpp"
#include "vectors.hpp"

using Net = {net};
constexpr Net net = mote_weights::{name}<Net>();
/// By this it learned, {batch} rows a step. Nothing here needs it; a device that goes on learning gives it to mote::train.
constexpr auto recipe = {recipe};

int main() {{
    int right = 0;
    for (int row = 0; row < row_count; ++row) {{
        const auto predicted = mote::predict(net, rows[row]);
        bool same = true;
        for (uint32_t output = 0; output < Net::outputs; ++output) {{
            same = same && mote::float_bits(predicted[output]) == mote::float_bits(expected[row][output]);
            board::print(output == 0 ? "" : ", ", predicted[output]);
        }}
        board::print(same ? "" : "  other bits than at the desk", "\\n");
        right += same;
    }}
    board::print(right, " of ", row_count, " predictions have the bits of the desk\\n");
    return right == row_count ? 0 : 1;
}}
"""


def _table(values):
    return "".join(f"    {{{', '.join(header.number(value) for value in row)}}},\n" for row in values)


def project(network, processor, x, name="network"):
    """The files of a project, {path: text}. `x` are the rows to predict; `name` is that of the weights' header.

    ValueError lists the processors that are known, or says what is wrong with `x` or `name`.
    """
    toolchain = toolchains.find(processor)
    board = toolchain.board
    headers, arithmetic = compiler.folders()
    boards = arithmetic.parent / "boards"
    x = floats("x", x, network.sizes.inputs)
    if not numpy.isfinite(x).all():
        raise ValueError("x has numbers that are not finite, and rows to compare by should be right")
    port = "microcontroller"
    files = {
        "Makefile": _makefile.format(**toolchain._asdict()),
        "main.cpp": _main.format(name=name, net=network.type_in_cpp, recipe=network.recipe_in_cpp, batch=network.batch),
        "vectors.hpp": _vectors.format(count=len(x), inputs=network.sizes.inputs, outputs=network.sizes.outputs, rows=_table(x),
                                       expected=_table(network.predict(x))),
        f"{name}.hpp": network.header(name),
        "mote/mote.hpp": single_header.text(headers, arithmetic, port, compiler.version(), headers.parent / "LICENSE"),
        "mote/image.hpp": "// SPDX-License-Identifier: MIT\n#pragma once\n#include \"mote.hpp\"\n",
    }
    for file in sorted([*boards.glob("*.hpp"), *(boards / board).glob("*.?pp"), *(boards / "bare-metal").glob("*.hpp"), boards / "bare-metal/memory.ld"]):
        files[f"board/{file.relative_to(boards).as_posix()}"] = file.read_text(encoding="utf-8")
    return files


def save(network, folder, processor, x, name="network"):
    """Writes a project to a folder; see project(). Files of other names that are there stay."""
    for path, text in project(network, processor, x, name).items():
        file = pathlib.Path(folder, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        write(file, text.encode())
