# SPDX-License-Identifier: MIT
"""Networks in the formats of others: ONNX, run here by numpy, and weights as Keras writes them."""
import pathlib
import tempfile
import unittest

import mote
import numpy
from mote import activations
from needs import needs


def softplus(z):
    return numpy.log1p(numpy.exp(-numpy.abs(z))) + numpy.maximum(z, 0)


def sigmoid(z):
    return 1 / (1 + numpy.exp(-z))


def erf(z):
    import math

    return numpy.vectorize(math.erf)(z)


operations = {
    "Add": numpy.add, "Mul": numpy.multiply, "Div": numpy.divide, "Neg": numpy.negative, "Greater": numpy.greater, "Where": numpy.where,
    "Identity": lambda z: z, "Tanh": numpy.tanh, "Sigmoid": sigmoid, "Softplus": softplus, "Sin": numpy.sin, "Erf": erf,
    "Clip": numpy.clip, "Relu": lambda z: numpy.maximum(z, 0), "Softsign": lambda z: z / (1 + numpy.abs(z)),
    "LeakyRelu": lambda z, alpha: numpy.where(z < 0, alpha * z, z), "Elu": lambda z, alpha: numpy.where(z < 0, alpha * numpy.expm1(z), z),
    "Celu": lambda z, alpha: numpy.where(z < 0, alpha * numpy.expm1(z / alpha), z),
    "Selu": lambda z: 1.05070102214813232421875 * numpy.where(z < 0, 1.67326319217681884765625 * numpy.expm1(z), z),
    "HardSigmoid": lambda z, alpha, beta: numpy.clip(alpha * z + beta, 0, 1),
    "HardSwish": lambda z: z * numpy.clip(z / 6 + 0.5, 0, 1),
    "Gemm": lambda a, b, c, transB: a @ b.T + c,
}


def run(model, x):
    """What the ONNX model gives for x, by the operators' definitions in double precision."""
    import onnx

    values = {each.name: onnx.numpy_helper.to_array(each).astype(float) for each in model.graph.initializer}
    values["x"] = numpy.asarray(x, float)
    for node in model.graph.node:
        attributes = {each.name: onnx.helper.get_attribute_value(each) for each in node.attribute}
        values[node.output[0]] = operations[node.op_type](*(values[name] for name in node.input), **attributes)
    return values["y"]


@needs(modules=["onnx"])
class Onnx(unittest.TestCase):
    def test_every_activation(self):
        import mote.onnx

        names = [*activations.known, "LeakyReLU(0.2)", "ELU(0.5)", "CELU(2)", "Softplus(2, 3)", "Sin(3)"]
        for some in (names[::3], names[1::3], names[2::3]):
            network = mote.Network([2] + [4] * len(some) + [3], some, seed=5, scale_inputs=True, scale_outputs=True, batch=1)
            for weight, bias in network.dense():
                weight *= 2.5  # or else most of the curves would be lines
            network.parameters[:4] = 0.5, 2, 1, -1
            network.parameters[-6:] = 2, 3, 4, 5, 6, 7
            x = numpy.random.RandomState(1).normal(0, 1, (20, 2))
            numpy.testing.assert_allclose(network.predict(x), run(mote.onnx.model(network), x.astype(numpy.float32)), rtol=1e-3, atol=1e-4)

    def test_each_activation_alone_far_out(self):
        import mote.onnx

        x = numpy.linspace(-12, 12, 97)
        for name in ("GELU", "GELUTanh", "Mish", "Softplus(2, 3)", "Hardtanh", "Hardswish"):
            with self.subTest(activation=name):
                network = mote.Network([1, 1], output_activation=name, batch=1)
                network.parameters[:] = 1, 0
                numpy.testing.assert_allclose(network.predict(x), run(mote.onnx.model(network), x[:, None]), rtol=1e-5, atol=1e-6)

    def test_file(self):
        import onnx

        import mote.onnx

        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "net.onnx")
            mote.onnx.save(mote.Network([2, 3, 1]), file)
            onnx.checker.check_model(onnx.load(str(file)))


@needs(modules=["h5py"])
class Keras(unittest.TestCase):
    """The layout that Keras 2 documents, written by h5py; Keras itself is not here."""

    def write(self, folder, layers, root=None):
        import h5py

        path = pathlib.Path(folder, "keras.h5")
        with h5py.File(path, "w") as file:
            group = file.create_group(root) if root else file
            group.attrs["layer_names"] = [name.encode() for name, _ in layers]
            for name, tensors in layers:
                layer = group.create_group(name)
                layer.attrs["weight_names"] = [f"{name}/{each}:0".encode() for each in tensors]
                for each, array in tensors.items():
                    layer[f"{name}/{each}:0"] = array
        return path

    def test_weights_of_both_kinds_of_files(self):
        import mote.keras

        random = numpy.random.RandomState(2)
        kernels = [random.normal(0, 1, shape).astype("f4") for shape in ((3, 5), (5, 2))]
        biases = [random.normal(0, 1, size).astype("f4") for size in (5, 2)]
        layers = [("input_1", {}), ("dense", {"kernel": kernels[0], "bias": biases[0]}), ("dropout", {}),
                  ("dense_1", {"kernel": kernels[1], "bias": biases[1]})]
        x = random.normal(0, 1, (7, 3)).astype("f4")
        for root in (None, "model_weights"):
            network = mote.Network([3, 5, 2])
            with tempfile.TemporaryDirectory() as folder:
                mote.keras.load_weights(network, self.write(folder, layers, root))
            expected = numpy.tanh(x @ kernels[0] + biases[0]) @ kernels[1] + biases[1]
            numpy.testing.assert_allclose(network.predict(x), expected, rtol=1e-5, atol=1e-6)

    def test_what_is_no_dense_is_named(self):
        import mote.keras

        network = mote.Network([3, 2])
        zeros = numpy.zeros
        with tempfile.TemporaryDirectory() as folder:
            path = self.write(folder, [("conv", {"kernel": zeros((3, 3, 1, 4)), "bias": zeros(4)}), ("bare", {"kernel": zeros((3, 2))})])
            with self.assertRaisesRegex(ValueError, r"keras.h5: not a Dense.*conv \(kernel, bias.*bare \(kernel"):
                mote.keras.load_weights(network, path)
            path = self.write(folder, [("dense", {"kernel": zeros((4, 2)), "bias": zeros(2)})])
            with self.assertRaisesRegex(ValueError, r"keras.h5: 0.weight has the shape \(2, 4\), and should have \(2, 3\)"):
                mote.keras.load_weights(network, path)


if __name__ == "__main__":
    unittest.main()
