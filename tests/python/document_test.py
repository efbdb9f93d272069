# SPDX-License-Identifier: MIT
"""What ports/python/README.md shows runs, and what Python knows is what the C++ library has."""
import code
import contextlib
import io
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import mote
from mote import activations
from mote.parts import Part
from needs import needs

repository = pathlib.Path(__file__).resolve().parents[2]


def without_flash(line):
    """The first words of a line of `mote fit`. Bytes of flash are the compiler's: the fourth word, or the third without an error."""
    return line.split()[:2 if "too large" in line else 3]


class ReadMe(unittest.TestCase):
    @needs(modules=["matplotlib", "onnx", "sklearn", "torch"], programs=["arm-none-eabi-g++", "qemu-system-arm", "make"])
    def test_its_blocks_run_one_after_the_other(self):
        text = (repository / "ports/python/README.md").read_text(encoding="utf-8")
        blocks = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
        names, here, told = {"print": lambda *_: None}, os.getcwd(), ""
        environment = {**os.environ, "PYTHONPATH": str(repository / "ports/python")}
        kinds = set()
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            try:
                for language, block in blocks:
                    kinds.add(language)
                    if language == "python":
                        exec(block, names)
                    elif language == "sh" and "pip install" not in block:  # what pip installs, package_test.py tries
                        told += subprocess.run(["sh", "-e", "-c", block], env=environment, check=True, capture_output=True, text=True).stdout
                    elif language == "":
                        for line in block.splitlines():
                            self.assertIn(without_flash(line), [without_flash(each) for each in told.splitlines()])
                self.assertEqual(sorted(os.listdir()), [
                    "data.csv", "firmware", "fit.png", "loss.png", "pressure", "pressure.fit.png", "pressure.hpp", "pressure.loss.png",
                    "pressure.mote", "sensor.hpp", "sensor.mote", "sensor.onnx", "sensor.safetensors"])
            finally:
                os.chdir(here)
        self.assertEqual(kinds, {"python", "sh", ""})
        self.assertEqual(re.findall(r"(\d) of (\d) predictions have the bits of the desk", told), [("2", "2"), ("8", "8")])
        self.assertLess(names["network"].evaluate(names["x"], names["y"]), 0.001)  # what was written is the network that has learned

    def test_python_takes_its_blocks_as_they_are_pasted(self):
        """A line without indentation after a block of Python's needs an empty line before it, on the prompt."""
        text = (repository / "ports/python/README.md").read_text(encoding="utf-8")
        blocks = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
        self.assertGreater(len(blocks), 9)
        for block in blocks:
            console = code.InteractiveConsole()
            console.runcode = lambda _: None
            with contextlib.redirect_stderr(io.StringIO()) as errors:
                for line in [*block.splitlines(), ""]:
                    unfinished = console.push(line)
            self.assertEqual((unfinished, errors.getvalue()), (False, ""), block)


def in_readme(row):
    """The names in a row of the table of what there is, in the repository's README."""
    text = (repository / "README.md").read_text(encoding="utf-8")
    line = re.search(rf"^\| {row} \|(.*)\|$", text, re.MULTILINE)[1]
    return set(re.findall(r"`(\w+)", line))


class Tables(unittest.TestCase):
    only_in_cpp = {"IgnoreClass", "SampleWeighted", "OnlyWeights", "OneCycleOf"}
    beside_rms_prop = {"RmsPropCentered", "RmsPropMomentum", "RmsPropCenteredMomentum"}  #: the README has them in brackets
    layers = {"Dense", "FourierFeatures", "InputScaling", "OutputScaling", "LayerNorm", "Dropout", "Residual", "Frozen", "Ratio"}

    def test_nothing_is_missing(self):
        types = {type_ for type_, _ in activations.known.values()}
        self.assertEqual(in_readme("layers") - self.layers, types)
        for rows, known in ((("losses",), mote.losses.known), (("optimizers", "around an optimizer"), mote.optimizers.known),
                            (("schedules",), mote.schedules.known)):
            names = set().union(*map(in_readme, rows)) - self.only_in_cpp
            self.assertEqual(names, {make.__name__ for make in known.values()} - self.beside_rms_prop)

    def test_names_and_defaults_of_settings(self):
        text = "".join(file.read_text(encoding="utf-8") for part in ("optimizer", "loss", "schedule")
                       for file in sorted((repository / "lib/mote" / part).glob("*.hpp")))
        found = {}
        for name, base, body in re.findall(r"^struct (\w+)(?: : (\w+))? \{\n(.*?)^\};", text, re.MULTILINE | re.DOTALL):
            found[name] = (base, re.findall(r"^    (?:float|uint32_t) (\w+)(?: = ([^;]+))?;", body, re.MULTILINE))
        compared = 0
        for make in (*mote.optimizers.alone.values(), *mote.losses.known.values(), *mote.schedules.known.values()):
            base, fields = found.get(make.__name__, ("", []))
            fields = fields or found.get(base, ("", []))[1]
            numbers = [item for item in make.settings.items() if item[1] is not Part and not isinstance(item[1], list)]
            for (field, value), (name, default) in zip(fields, numbers):
                with self.subTest(part=make.__name__, field=field):
                    self.assertEqual(field, name)
                    if value and not isinstance(default, type):
                        number = value.rstrip("f")
                        in_cpp = float.fromhex(number) if number.startswith("0x") else float(number)
                        self.assertAlmostEqual(in_cpp, default, delta=1e-7 * abs(in_cpp))
                        compared += 1
            self.assertLessEqual(len(fields), len(numbers), make.__name__)
        self.assertGreater(compared, 50)


if __name__ == "__main__":
    unittest.main()
