# SPDX-License-Identifier: MIT
"""What a network takes of a microcontroller: it is compiled and linked for that processor, and the sections are read."""
import pathlib
import shutil
import subprocess
import tempfile
import typing

from . import compiler, toolchains

_options = ["-std=c++17", "-Os", "-ffp-contract=off", "-fno-math-errno", "-fno-exceptions", "-fno-rtti", "-fno-threadsafe-statics",
            "-ffunction-sections", "-fdata-sections", "-nostartfiles", "-nodefaultlibs", "-Wl,--gc-sections", "-Wl,-e,main",
            "-Wl,--no-warn-rwx-segments"]

#: init, train and predict, as firmware calls them on rows that it does not know before; `mode` 0 only predicts, from flash
_program = """{source}
using namespace mote_python;
constexpr double settings[] = {{{settings}}};
constexpr auto recipe = recipe_of(settings);
using Work = mote::Workspace<Net, decltype(recipe), batch_rows>;
using Samples = mote::SamplesOf<Work>;
using Target = mote::Conditional<Samples::has_classes, uint16_t, float>::Type;
extern "C" {{
float x_of_sensor[batch_rows * Net::inputs];
Target y_of_sensor[batch_rows * Samples::targets];
float answer[Net::outputs];
}}
#if LEARNS
extern "C" Net network;
extern "C" Work workspace;
Net network;
Work workspace;
#else
constexpr Net network = {{{{1.0f}}}};
#endif
int main() {{
#if LEARNS
    mote::init(network, 42, Initialization{{}});
    while (mote::train(network, workspace, recipe, {{x_of_sensor, y_of_sensor, size_t{{batch_rows}}}}).status == mote::Status::ok)
#endif
        mote::predict(network, x_of_sensor, answer, 1);
    return 0;
}}
extern "C" void _exit(int) {{ while (true) {{}} }}
"""


class Footprint(typing.NamedTuple):
    """Bytes on a processor, at -Os. Stack comes on top: `train` takes at most 800 bytes of it, `predict` 400 and two rows."""

    network: int  #: RAM: all parameters
    workspace: int  #: RAM: what the optimizer remembers, and scratch for a batch
    flash_to_learn: int  #: code and constants of a program that trains and predicts
    flash_to_predict: int  #: of one that only predicts, the parameters among them

    @property
    def ram(self):
        """RAM of a network that learns; one that only predicts needs none."""
        return self.network + self.workspace


def _build(words, tools, text, learns):
    """Bytes of flash, and of each variable, of the program `text`."""
    headers, arithmetic = compiler.folders()
    with tempfile.TemporaryDirectory() as folder:
        program, source = pathlib.Path(folder, "program.elf"), pathlib.Path(folder, "program.cpp")
        source.write_text(text, encoding="utf-8")
        done = subprocess.run(
            [*words, *_options, f"-DLEARNS={int(learns)}", f"-I{headers}", f"-I{arithmetic / 'microcontroller'}", f"-I{arithmetic / 'base'}",
             str(source), "-lc", "-lgcc", "-o", str(program)], capture_output=True, text=True, check=False)
        if done.returncode:
            raise compiler.CompilerError(f"{words[0]} refused this network: {done.stderr.strip()}")
        sections = subprocess.run([f"{tools}size", program], capture_output=True, text=True, check=True).stdout.splitlines()[1].split()
        symbols = subprocess.run([f"{tools}nm", "-S", program], capture_output=True, text=True, check=True).stdout.splitlines()
    sizes = {line.split()[3]: int(line.split()[1], 16) for line in symbols if len(line.split()) == 4}
    return int(sections[0]) + int(sections[1]), sizes


def footprint(network, processor):
    """The Footprint of a mote.Network on "cortex-m4", "rv32imac" and others.

    ValueError lists the processors that are known; CompilerError, if the compiler for this one is not installed.
    """
    toolchain = toolchains.find(processor)
    words = [toolchain.compiler, *toolchain.options.split()]
    if shutil.which(words[0]) is None:
        raise compiler.CompilerError(f"{words[0]}, which compiles for {processor}, is not installed")
    tools = words[0].removesuffix("g++")
    numbers = ", ".join(map(float.hex, network.settings)) or "0"
    text = _program.format(source=network.source.replace("#include <shim.hpp>\n", "").replace("inline auto", "constexpr auto"),
                           settings=numbers)
    flash_to_learn, variables = _build(words, tools, text, True)
    flash_to_predict, _ = _build(words, tools, text, False)
    return Footprint(variables["network"], variables["workspace"], flash_to_learn, flash_to_predict)
