# SPDX-License-Identifier: MIT
"""Python's networks have the bits of the C++ programs that every device runs."""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest
import zlib

import mote
import numpy
from needs import needs

repository = pathlib.Path(__file__).resolve().parents[2]
xor_x, xor_y = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]


class Pcg32:
    """lib/mote/base/random.hpp in Python."""

    def __init__(self, seed):
        self.state = (seed + 1442695040888963407) % 2**64
        self.next()

    def next(self):
        state = self.state
        self.state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        mixed, rotation = (((state >> 18) ^ state) >> 27) % 2**32, state >> 59
        return (mixed >> rotation | mixed << (32 - rotation & 31)) % 2**32

    def uniform(self):
        return numpy.float32(((self.next() >> 8) - 2**23) * 2**-23)


def learned(network, has_classes):
    """What tests/target/training_test.cpp prints of a run: the last loss and the weights' checksum."""
    random = Pcg32(2)
    for step in range(60):
        x = [[random.uniform() for _ in range(network.layers[0])] for _ in range(network.batch)]
        y = [[numpy.float32(1) + random.uniform() for _ in range(network.sizes.targets)] for _ in range(network.batch)]
        y = [int(row[0]) for row in y] if has_classes else y
        rows = network.batch - 2 if step % 8 == 7 and network.batch > 2 else network.batch
        loss = network.train(x[:rows], y[:rows])
    image = network.image()
    assert zlib.crc32(image[:-4]) == int.from_bytes(image[-4:], "little")
    return f"loss 0x{numpy.float32(loss).view(numpy.uint32):08x}, weights 0x{zlib.crc32(image[:-4]):08x}"


class EveryDevice(unittest.TestCase):
    """tests/target/training_test.expected is what all targets of CI print."""

    expected = dict(line.split(": ", 1) for line in
                    (repository / "tests/target/training_test.expected").read_text(encoding="utf-8").splitlines())

    def check(self, name, network):
        self.assertEqual(learned(network, network.sizes.has_classes), self.expected[name])

    def test_adam(self):
        self.check("1-16-16-1 tanh adam batch 1",
                   mote.Network([1, 16, 16, 1], optimizer=mote.optimizers.Adam(0.01), batch=1, seed=1))

    def test_gradient_descent_and_an_activation_for_each_layer(self):
        self.check("3-17-33-2 relu sigmoid tanh sgd batch 1",
                   mote.Network([3, 17, 33, 2], ["ReLU", "sigmoid"], output_activation="Tanh", optimizer="sgd", learning_rate=0.05,
                                batch=1, seed=1))

    def test_schedule(self):
        self.check("1-20-20-1 mish adamw cosine batch 8",
                   mote.Network([1, 20, 20, 1], "Mish", optimizer=mote.optimizers.AdamW(0.01), schedule=mote.schedules.Cosine(50),
                                batch=8, seed=1))

    def test_cross_entropy(self):
        self.check("5-9-3 tanh cross-entropy adam batch 6",
                   mote.Network([5, 9, 3], loss="CrossEntropyLoss", learning_rate=0.01, batch=6, seed=1))

    def test_linear(self):
        self.check("1-1 linear sgd batch 4", mote.Network([1, 1], optimizer="Sgd", learning_rate=0.1, batch=4, seed=1))


def lines_of_xor():
    """What examples/xor prints, by Python."""
    network = mote.Network([2, 3, 1], learning_rate=0.05, batch=4, seed=42)
    network.fit(xor_x, xor_y, 300, shuffle=False)
    return "".join(f"{row[0]} xor {row[1]} = {out:g}\n" for row, out in zip(xor_x, network.predict(xor_x)[:, 0]))


class Programs(unittest.TestCase):
    def test_xor(self):
        self.assertEqual(lines_of_xor(), (repository / "examples/xor/xor.expected").read_text(encoding="utf-8"))

    @needs(programs=["cmake", "arm-none-eabi-g++", "qemu-system-arm"])
    def test_xor_on_a_cortex_m4(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["cmake", "-S", repository, "-B", folder, "-DCMAKE_BUILD_TYPE=Release", "-DMOTE_BUILD_EXAMPLES=ON",
                            f"-DCMAKE_TOOLCHAIN_FILE={repository}/toolchains/cortex-m4.cmake"], check=True, capture_output=True)
            subprocess.run(["cmake", "--build", folder, "--target", "xor"], check=True, capture_output=True)
            told = subprocess.run(["ctest", "--test-dir", folder, "-R", "^xor$", "-V"], check=True, capture_output=True, text=True)
        lines = re.findall(r"^\d+: (. xor .*\n)", told.stdout, re.MULTILINE)
        self.assertEqual("".join(lines), lines_of_xor())

    def test_header_is_that_of_image_to_header(self):
        network = mote.Network([3, 5, 2], scale_inputs=True)
        network.parameters[7:10] = 0.5, -1, 0
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            arithmetic = repository / "ports" / "arithmetic"
            subprocess.run([os.environ.get("CXX", "c++"), "-std=c++17", "-O0", f"-I{repository}/lib", f"-I{arithmetic}/generic",
                            f"-I{arithmetic}/base", repository / "examples/image_to_header/image_to_header.cpp", "-o", folder / "tool"],
                           check=True)
            network.save(folder / "factory.mote")
            network.export_header(folder / "ours.hpp", "factory")
            subprocess.run([folder / "tool", folder / "factory.mote", folder / "its.hpp", "--name", "factory"], check=True)
            its = (folder / "its.hpp").read_text(encoding="utf-8")
            self.assertEqual(mote.header.text(network.image(), "factory.mote", "factory"), its)
            added = f"//     using Net = {network.type_in_cpp};\n", f"// Learned by {network.recipe_in_cpp}, 32 rows a step.\n//\n"
            ours = (folder / "ours.hpp").read_text(encoding="utf-8")
            self.assertEqual([ours.count(each) for each in added], [1, 1])
            self.assertEqual(ours.replace(added[0], "").replace(added[1], ""), its)


if __name__ == "__main__":
    unittest.main()
